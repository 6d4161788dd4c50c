using System.Text;
using System.Text.RegularExpressions;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Reads files written by other tools.</summary>
public class ReadingTests
{
    [Fact]
    public void Pandas_data_frames_with_an_index()
    {
        var dfm = Read("x.csv", ",cat,NaN\na,1,0\nb,2.0,3\n");
        Assert.Equal(["a", "b"], dfm.DocumentName);
        Assert.Equal(["cat", "NaN"], dfm.Vocabulary);
        Assert.Equal([2, 3], dfm.Row(1));
        Assert.Null(dfm.KnownCluster);
    }

    [Fact]
    public void Wide_files_without_names_of_documents()
    {
        var dfm = Read("x.csv", "\uFEFFcat,dog\r\n1,0\r\n\r\n2,3\r\n");
        Assert.Equal(["doc0", "doc1"], dfm.DocumentName);
        Assert.Equal(["cat", "dog"], dfm.Vocabulary);
        dfm = Read("x.tsv", "1\t0\n2\t3\n", new DfmReadOptions { HasHeader = false });
        Assert.Equal(["feature0", "feature1"], dfm.Vocabulary);
        Assert.Equal([2, 3], dfm.Row(1));
    }

    [Fact]
    public void Columns_given_by_name()
    {
        var options = new DfmReadOptions { DocumentColumn = "id", KnownClusterColumn = "topic" };
        var dfm = Read("x.csv", "cat,id,dog,topic\n1,d,2,sport\n3,e,4,art\n5,f,6,sport\n", options);
        Assert.Equal(["d", "e", "f"], dfm.DocumentName);
        Assert.Equal([0, 1, 0], dfm.KnownCluster);
        Assert.Equal(["sport", "art"], dfm.KnownClusterName);
        Assert.Equal([3, 4], dfm.Row(1));
    }

    [Fact]
    public void Tidy_rows_of_counts_and_of_weights()
    {
        var dfm = Read("x.long.csv", "document,term,n\nd,cat,1\ne,dog,2\nd,dog,3\n");
        Assert.Equal([1, 3], dfm.Row(0));
        Assert.Equal([0, 2], dfm.Row(1));
        dfm = Read("x.long.csv", "document,term,tf_idf\nd,cat,-0.5\n");
        Assert.False(dfm.Weighting.IsCount);
        Assert.Equal(-0.5, dfm[0, 0]);
    }

    [Fact]
    public void Matrices_as_patterns_and_with_comments()
    {
        var dfm = Read("x.mtx", "%%matrixmarket MATRIX coordinate pattern general\n% a comment\n\n2 3 3\n2 3\n% another\n1 1\n2 1\n");
        Assert.Equal([1, 0, 0], dfm.Row(0));
        Assert.Equal([1, 0, 1], dfm.Row(1));
        dfm = Read("x.mtx", "%%MatrixMarket matrix coordinate real general\r\n1 2 1\r\n1 2 3.0e0\r\n");
        Assert.Equal([0, 3], dfm.Row(0));
        Assert.True(dfm.Weighting.IsCount);
    }

    [Fact]
    public void Fractions_are_read_if_they_are_declared_as_weights()
    {
        var dfm = Read("x.mtx", "%%MatrixMarket matrix coordinate real general\n1 1 1\n1 1 -0.25\n", new DfmReadOptions { Weighting = "Pmi" });
        Assert.Equal("Pmi", dfm.Weighting.Name);
        Assert.False(dfm.Weighting.IsCount);
        Assert.Equal(-0.25, dfm[0, 0]);
    }

    [Fact]
    public void Texts_are_split_at_white_space()
    {
        const string Lines = "{\"text\":\"The cat\\tsat  on the\\u00A0mat\",\"label\":\"b\",\"name\":\"first\"}\n\n{\"text\":\"\",\"label\":\"a\"}\n{\"text\":\"Cat\",\"label\":\"b\"}";
        var dfm = Read("x.jsonl", Lines);
        Assert.Equal(["The", "cat", "sat", "on", "the", "mat", "Cat"], dfm.Vocabulary);
        Assert.Equal(["first", "doc1", "doc2"], dfm.DocumentName);
        Assert.Equal([0, 1, 0], dfm.KnownCluster);
        Assert.Equal(["b", "a"], dfm.KnownClusterName);
        Assert.Equal(0, dfm.DocumentLength()[1]);
        dfm = Read("x.jsonl", Lines, new DfmReadOptions { LowerCase = true });
        Assert.Equal(["the", "cat", "sat", "on", "mat"], dfm.Vocabulary);
        Assert.Equal([2, 1, 1, 1, 1], dfm.Row(0));
        Assert.Equal([0, 1, 0, 0, 0], dfm.Row(2));
    }

    [Fact]
    public void Texts_are_split_and_lower_cased_like_strings()
    {
        const string Text = @"A\u001CB \u0130X \u039F\u03A3 caf\u00C9";
        var read = Read("x.jsonl", "{\"text\":\"" + Text + "\"}", new DfmReadOptions { LowerCase = true });
        using var builder = new DfmBuilder(new DfmBuilderOptions { Token = TokenKind.WhiteSpace });
        builder.Add(Regex.Unescape(Text));
        var built = builder.Build();
        Assert.Equal(["a", "b", "i\u0307x", "\u03BF\u03C2", "caf\u00E9"], read.Vocabulary);
        Assert.Equal(read.Vocabulary.Order(StringComparer.Ordinal), built.Vocabulary);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("'=1+1", "''=1+1")]
    [InlineData("@x", "'@x")]
    [InlineData("-", "'-")]
    [InlineData("\tx", "'\tx")]
    [InlineData("\uFF0Bx", "'\uFF0Bx")]
    [InlineData("'x", "'x")]
    [InlineData("x=1", "x=1")]
    [InlineData("", "")]
    public void Formulas_are_escaped_and_restored(string word, string written)
    {
        Assert.Equal(written, FormulaEscape.Escape(word));
        Assert.Equal(word, FormulaEscape.Unescape(written));
    }

    private static Dfm Read(string path, string content, DfmReadOptions? options = null)
    {
        var files = new MemoryFiles();
        files.Contents[path] = Encoding.UTF8.GetBytes(content);
        return DfmFile.Read(path, new ReadContext(files, options ?? new DfmReadOptions(), null, CancellationToken.None));
    }
}
