using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
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

    [Theory]
    [InlineData("\n[{\"text\":\"a b\"},{\"text\":\"b\"}]")]
    [InlineData(" \r\n\r\n\t[\n{\"text\":\"a b\"},\n\n{\"text\":\"b\"}\n]\n\n")]
    [InlineData("\n\n{\"text\":\"a b\"}\n\n{\"text\":\"b\"}")]
    public void Objects_after_blank_lines(string content)
    {
        var dfm = Read("x.json", content);
        Assert.Equal(["a", "b"], dfm.Vocabulary);
        Assert.Equal([0, 1], dfm.Row(1));
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

    [Theory]
    [InlineData("\"\",\"doc_id\",\"apple\",\"pear\"\n\"1\",\"101\",2,0\n\"2\",\"102\",0,3\n", null)]
    [InlineData("\"\",\"DocID\",\"apple\",\"pear\"\r\n\"1\",\"101\",2,0\r\n\"2\",\"102\",0,3\r\n", null)]
    [InlineData("\"\",\"apple\",\"key\",\"pear\"\n\"1\",2,\"101\",0\n\"2\",0,\"102\",3\n", "key")]
    public void Row_names_before_the_names_of_the_documents_are_no_feature(string content, string? column)
    {
        var dfm = Read("x.csv", content, new DfmReadOptions { DocumentColumn = column });
        Assert.Equal(["101", "102"], dfm.DocumentName);
        Assert.Equal(["apple", "pear"], dfm.Vocabulary);
        Assert.Equal([0, 3], dfm.Row(1));
    }

    [Theory]
    [InlineData("id,cat\n7,1\n")]
    [InlineData(",Title,cat\n1,7,1\n")]
    public void A_feature_that_may_be_the_ids_of_the_documents_causes_a_warning(string content)
    {
        var warnings = new List<string>();
        Read("x.csv", content, new DfmReadOptions { Warn = warnings.Add });
        Assert.Contains("-DocumentColumn", Assert.Single(warnings), StringComparison.Ordinal);
        Read("x.csv", content, new DfmReadOptions { DocumentColumn = content.Split(',', '\n').First(name => name.Length > 0), Warn = Assert.Fail });
    }

    [Theory]
    [InlineData("sep=;\nDocumentName;cat\nd;3\n")]
    [InlineData("sep=\t\r\nDocumentName\tcat\r\nd\t3\r\n")]
    [InlineData("\"sep=|\"\nDocumentName|cat\nd|3\n")]
    [InlineData("#TYPE System.Management.Automation.PSCustomObject\r\n\"DocumentName\",\"cat\"\r\n\"d\",\"3\"\r\n")]
    [InlineData("\uFEFF#TYPE X\nsep=;\nDocumentName;cat\nd;3\n")]
    public void Lines_before_a_table_are_skipped(string content)
    {
        var dfm = Read("x.csv", content);
        Assert.Equal(["cat"], dfm.Vocabulary);
        Assert.Equal(3, dfm[0, 0]);
        int line = content.Count(c => c == '\n');
        var error = Assert.Throws<MixtureException>(() => Read("x.csv", content.Replace("3", "x", StringComparison.Ordinal)));
        Assert.Contains($"line {line}:", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("doc_id,term,n\nd,cat,2\ne,dog,3\n")]
    [InlineData("doc_id,term,n\nd,2020,2\ne,cat,3\n")]
    [InlineData("\"\",\"document\",\"term\",\"count\"\n\"1\",\"d\",\"cat\",2\n\"2\",\"e\",\"dog\",3\n")]
    public void Long_files_are_recognised_whatever_their_name(string content)
    {
        var dfm = Read("x.csv", content);
        Assert.Equal(["d", "e"], dfm.DocumentName);
        Assert.Equal([2, 0], dfm.Row(0));
        Assert.Equal([0, 3], dfm.Row(1));
    }

    [Fact]
    public void A_long_file_in_which_all_features_are_numbers_causes_a_warning()
    {
        var warnings = new List<string>();
        var dfm = Read("x.csv", "doc_id,term,n\nd,2020,2\n", new DfmReadOptions { Warn = warnings.Add });
        Assert.Equal(["term", "n"], dfm.Vocabulary);
        Assert.Contains("-Format LongCsv", Assert.Single(warnings), StringComparison.Ordinal);
        dfm = Read("x.csv", "doc_id,term,n\nd,2020,2\n", new DfmReadOptions { Format = DfmFormat.LongCsv, Warn = Assert.Fail });
        Assert.Equal(["2020"], dfm.Vocabulary);
    }

    [Fact]
    public void Decimal_commas_are_read_by_option_and_in_weights_of_the_session()
    {
        const string Semicolons = "doc_id;cat;dog\nd;0,25;1,5E-3\n", Quoted = "DocumentName,cat\nd,\"0,25\"\n";
        Assert.Equal([0.25, 0.0015], Read("x.csv", Semicolons, new DfmReadOptions { Delimiter = ';', DecimalSeparator = ',', Weighting = "W" }).Row(0));
        Assert.Equal([0.25], Read("x.long.csv", "doc;term;Weight\nd;cat;0,25\n", new DfmReadOptions { Delimiter = ';', DecimalSeparator = ',' }).Row(0));
        Assert.Equal("InvalidNumber", Refused(Quoted, new DfmReadOptions { Weighting = "W" }));
        Assert.Equal("InvalidNumber", Refused("doc_id;cat\nd;0.25\n", new DfmReadOptions { Delimiter = ';', DecimalSeparator = ',', Weighting = "W" }));
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.Equal([0.25], Read("x.csv", Quoted, new DfmReadOptions { Weighting = "W" }).Row(0));
            Assert.Equal([0.25], Read("x.csv", Quoted.Replace("0,25", "0.25", StringComparison.Ordinal), new DfmReadOptions { Weighting = "W" }).Row(0));

            // A thousand, as a count.
            Assert.Equal("InvalidNumber", Refused(Quoted.Replace("0,25", "1,000", StringComparison.Ordinal), new DfmReadOptions()));
            Assert.Equal("InvalidNumber", Refused(Quoted.Replace("0,25", "1.000,5", StringComparison.Ordinal), new DfmReadOptions { Weighting = "W" }));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        static string Refused(string content, DfmReadOptions options) => Assert.Throws<MixtureException>(() => Read("x.csv", content, options)).Id;
    }

    [Theory]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16", false)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-16BE", false)]
    [InlineData("utf-32", true)]
    [InlineData("utf-32", false)]
    [InlineData("utf-32BE", true)]
    [InlineData("utf-32BE", false)]
    public void Unicode_is_recognised_with_and_without_a_byte_order_mark(string name, bool mark)
    {
        var encoding = Encoding.GetEncoding(name);
        var files = new MemoryFiles();
        files.Contents["x.csv"] = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes("DocumentName,caf\u00E9,\u05E9,\U0001F600\nd,1,2,3\n")];
        var dfm = DfmFile.Read("x.csv", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None));
        Assert.Equal(["caf\u00E9", "\u05E9", "\U0001F600"], dfm.Vocabulary);

        // A code unit that is cut is not replaced.
        files.Contents["x.csv"] = [.. files.Contents["x.csv"], 0xFF];
        Assert.Equal("InvalidEncoding", Assert.Throws<MixtureException>(() => DfmFile.Read("x.csv", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None))).Id);
    }

    [Fact]
    public void An_encoding_is_given_for_the_matrix_and_its_names()
    {
        var files = new MemoryFiles();
        files.Contents["x.mtx"] = "%%MatrixMarket matrix coordinate integer general\n1 1 1\n1 1 1\n"u8.ToArray();
        files.Contents["x.features.txt"] = Encoding.Latin1.GetBytes("caf\u00E9\n");
        var options = new DfmReadOptions { Encoding = TextEncodings.Of("windows-1252") };
        Assert.Equal(["caf\u00E9"], DfmFile.Read("x.mtx", new ReadContext(files, options, null, CancellationToken.None)).Vocabulary);
    }

    [Fact]
    public void Matrices_as_arrays_and_with_symmetries()
    {
        Assert.Equal([1, 3, 5], Read("x.mtx", "%%MatrixMarket matrix array integer general\n%c\n2 3\n1\n2\n3\n4\n5 6\n").Row(0));
        var dfm = Read("x.mtx", "%%MatrixMarket matrix array integer symmetric\n2 2\n1\n2\n3\n");
        Assert.Equal([1, 2], dfm.Row(0));
        Assert.Equal([2, 3], dfm.Row(1));
        dfm = Read("x.mtx", "%%MatrixMarket matrix coordinate pattern symmetric\n3 3 2\n2 1\n3 3\n");
        Assert.Equal([0, 1, 0], dfm.Row(0));
        Assert.Equal([1, 0, 0], dfm.Row(1));
        Assert.Equal([0, 0, 1], dfm.Row(2));
        var weights = new DfmReadOptions { Weighting = "W" };
        Assert.Equal([0, -5], Read("x.mtx", "%%MatrixMarket matrix coordinate real skew-symmetric\n2 2 1\n2 1 5\n", weights).Row(0));
        dfm = Read("x.mtx", "%%MatrixMarket matrix array real skew-symmetric\n3 3\n1\n2\n3\n", weights);
        Assert.Equal([0, -1, -2], dfm.Row(0));
        Assert.Equal([2, 3, 0], dfm.Row(2));
        Assert.Equal([1, 3], Read("x.mtx", "%%MatrixMarket matrix array integer general\n2 2\n1\n3\n2\n4\n", new DfmReadOptions { Transposed = true }).Row(0));
    }

    [Fact]
    public void Matrices_with_many_empty_rows_and_columns()
    {
        var dfm = Read("x.mtx", "%%MatrixMarket matrix coordinate integer general\n3000000 16777216 2\n1 17 1\n3000000 16777216 2\n");
        Assert.Equal(3_000_000, dfm.DocumentCount);
        Assert.Equal(16_777_216, dfm.FeatureCount);
        Assert.Equal(2, dfm[2_999_999, 16_777_215]);
        Assert.Equal(16_777_216, Read("x.dat", "1 16777215:1\n").FeatureCount);
        Assert.Equal(16_777_216, Read("x.svmlight", "1 16777216:1\n").FeatureCount);
    }

    [Theory]
    [InlineData("x.dat", "x.dat.vocab", "1 1:3\n")]
    [InlineData("x.dat.gz", "x.dat.vocab", "1 1:3\n")]
    [InlineData("x.mm", "x.mm.vocab", "%%MatrixMarket matrix coordinate real general\n1 2 1\n1 2 3\n")]
    [InlineData("x.uci", "x.uci.vocab", "1\n2\n1\n1 2 3\n")]
    [InlineData("docword.x.txt", "vocab.x.txt", "1\n2\n1\n1 2 3\n")]
    [InlineData("m/docword.x.txt.gz", "m/vocab.x.txt", "1\n2\n1\n1 2 3\n")]
    [InlineData("x.svmlight", "x.vocab.txt", "1 2:3\n")]
    public void Words_are_found_where_other_tools_write_them(string path, string words, string content)
    {
        var files = new MemoryFiles();
        byte[] bytes = Encoding.UTF8.GetBytes(content);
        if (path.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var packed = new MemoryStream();
            using (var stream = new GZipStream(packed, CompressionLevel.Fastest)) stream.Write(bytes);
            bytes = packed.ToArray();
        }

        files.Contents[path] = bytes;
        files.Contents[words] = "human\nsystem\n"u8.ToArray();
        var dfm = DfmFile.Read(path, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None));
        Assert.Equal(["human", "system"], dfm.Vocabulary);
        Assert.Equal([0, 3], dfm.Row(0));
    }

    [Fact]
    public void Labels_of_svmlight_are_clusters_or_their_names()
    {
        var dfm = Read("x.svmlight", "# made by a tool\n2 1:1 3:4 # first\n0 qid:7 2:5\n");
        Assert.Equal([2, 0], dfm.KnownCluster);
        Assert.Null(dfm.KnownClusterName);
        Assert.Equal([1, 0, 4], dfm.Row(0));
        dfm = Read("x.libsvm", "+1 0:2\n-1.0 2:5\n1 1:1\n");
        Assert.Equal([0, 1, 0], dfm.KnownCluster);
        Assert.Equal(["1", "-1"], dfm.KnownClusterName);
        Assert.Equal([2, 0, 0], dfm.Row(0));
    }

    [Fact]
    public void Json_has_tokens_nested_properties_and_arrays()
    {
        const string One = "{\"meta\":{\"id\":7,\"a.b\":{\"topic\":\"pets\"}},\"body\":{\"tokens\":[\"New York\",\"cat\",\"cat\"]}}";
        var options = new DfmReadOptions { NameField = "meta.id", LabelField = "meta.a.b.topic", TextField = "body.tokens" };
        foreach (var (path, content) in new[] { ("x.jsonl", One), ("x.json", $"[\n{One}\n]\n"), ("x.jsonl", $"  [{One}]"), ("x.json", One + "\n") })
        {
            var dfm = Read(path, content, options);
            Assert.Equal(["New York", "cat"], dfm.Vocabulary);
            Assert.Equal([1, 2], dfm.Row(0));
            Assert.Equal(["7"], dfm.DocumentName);
            Assert.Equal(["pets"], dfm.KnownClusterName);
        }

        Assert.Equal(["a b"], Read("x.jsonl", "{\"tokens\":[\"A b\"]}", new DfmReadOptions { LowerCase = true }).Vocabulary);
        Assert.Equal(["x"], Read("x.jsonl", "{\"a.b\":\"x\",\"a\":{\"b\":\"y\"}}", new DfmReadOptions { TextField = "a.b" }).Vocabulary);
    }

    private static Dfm Read(string path, string content, DfmReadOptions? options = null)
    {
        var files = new MemoryFiles();
        files.Contents[path] = Encoding.UTF8.GetBytes(content);
        return DfmFile.Read(path, new ReadContext(files, options ?? new DfmReadOptions(), null, CancellationToken.None));
    }
}
