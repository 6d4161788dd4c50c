using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Fuzz;

namespace MixturePS.Core.Tests.Files;

/// <summary>Arrow and Parquet: files of other software (tests/golden/columnar/make.mjs) and what no text format has.</summary>
public class ColumnarTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "golden");

    [Theory]
    [InlineData("long.parquet")]
    [InlineData("lists.parquet")]
    [InlineData("wide.parquet")]
    [InlineData("long.arrow")]
    [InlineData("coded.arrow")]
    [InlineData("lists.arrow")]
    public void Files_of_other_software_have_the_same_documents(string name)
    {
        bool hasYear = name != "wide.parquet";
        var dfm = Read(name, new DfmReadOptions { VariableColumns = hasYear ? ["year"] : [] });
        Assert.Equal(["a", "b", "c"], dfm.DocumentName);
        Assert.Equal([0, 1, 1], dfm.KnownCluster!);
        Assert.Equal(["cat", "dog", "rat"], dfm.Vocabulary.Order(StringComparer.Ordinal));
        var word = dfm.Vocabulary.Select((text, j) => (text, j)).ToDictionary(pair => pair.text, pair => pair.j);
        double[][] expected = [[2, 1, 0], [0, 3, 0], [1, 0, 1]];
        for (int i = 0; i < 3; i++) Assert.Equal(expected[i], new[] { dfm[i, word["cat"]], dfm[i, word["dog"]], dfm[i, word["rat"]] });
        Assert.True(dfm.Weighting.IsCount);
        if (hasYear) Assert.Equal([2001.0, null, 2003.0], Assert.Single(dfm.Variable).Value);
    }

    [Theory]
    [InlineData("inexact.parquet", "InexactCount")]
    [InlineData("missing.parquet", "InvalidNumber")]
    [InlineData("texts.parquet", "MissingColumn")]
    public void Cells_that_are_no_counts_are_refused(string name, string id) => Assert.Equal(id, Assert.Throws<MixtureException>(() => Read(name)).Id);

    [Theory]
    [InlineData("x.arrow")]
    [InlineData("x.parquet")]
    [InlineData("x.feather.gz")]
    [InlineData("x.parquet.gz")]
    public void Variables_read_back_with_their_types(string path)
    {
        var day = new DateTime(2001, 2, 3);
        DocumentVariable[] variables =
        [
            new("year", DocumentVariableType.Number, [2001.5, null, -0.0], null),
            new("day", DocumentVariableType.Date, [day, null, day.AddDays(-40000)], null),
            new("moment", DocumentVariableType.Date, [DateTime.SpecifyKind(day.AddTicks(12345670), DateTimeKind.Utc), null, DateTime.SpecifyKind(day, DateTimeKind.Utc)], null),
            new("clock", DocumentVariableType.Date, [day.AddHours(5), day, null], null),
            new("mixed", DocumentVariableType.Date, [DateTime.SpecifyKind(day, DateTimeKind.Utc), day, null], null),
            new("fine", DocumentVariableType.Date, [day.AddTicks(1), day, null], null),
            new("author", DocumentVariableType.Factor, ["b", null, "b"], ["a", "b"]),
            new("code", DocumentVariableType.Text, ["007", "1.50", null], null),
            new("Count", DocumentVariableType.Number, [1.0, 2.0, 3.0], null),
        ];
        var dfm = new Dfm(SparseMatrix.FromDense(3, 2, [1, 0, 0, 0, 0, 3_000_000_000]), ["never", "always"], null, ["x", "x", ""], [2, 0, 1]) { KnownClusterName = ["p", "q", "r"], Variable = variables };
        var back = Back(dfm, path);
        Assert.Null(DfmComparison.Difference(dfm, back));
        Assert.Equal(variables.Select(variable => variable.Name).Order(), back.Variable.Select(variable => variable.Name).Order());
        foreach (var variable in variables)
        {
            var read = back.Variable.Single(other => other.Name == variable.Name);
            Assert.Equal(variable.Type, read.Type);
            Assert.Equal(variable.Level, read.Level);
            Assert.Equal(variable.Value, read.Value);
            Assert.Equal(variable.Value.Select(value => (value as DateTime?)?.Kind), read.Value.Select(value => (value as DateTime?)?.Kind));
        }
    }

    [Theory]
    [InlineData("x.arrow")]
    [InlineData("x.parquet")]
    public void Documents_of_several_pieces_read_back(string path)
    {
        const int Documents = 300_000;
        var offsets = Enumerable.Range(0, Documents + 1).Select(i => i / 3 * 2).ToArray();
        var columns = Enumerable.Range(0, offsets[^1]).Select(p => p % 2).ToArray();
        var dfm = new Dfm(new SparseMatrix(Documents, 3, offsets, columns, Array.ConvertAll(columns, column => column + 1.5)), ["a", "b", "c"], DfmWeighting.Weighted("Score", [1, 2, double.PositiveInfinity]));
        Assert.Null(DfmComparison.Difference(dfm, Back(dfm, path)));
    }

    [Theory]
    [InlineData("long.arrow")]
    [InlineData("lists.parquet")]
    public void A_file_that_is_cut_off_is_refused_at_every_length(string name)
    {
        byte[] whole = File.ReadAllBytes(Path.Combine(Folder, name));
        for (int length = 1; length < whole.Length; length++)
        {
            var files = new MemoryFiles();
            files.Contents[name] = whole[..length];
            var error = Assert.Throws<MixtureException>(() => DfmFile.Read(name, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None)));
            Assert.Contains(error.Id, new[] { "MalformedFile" });
        }
    }

    [Fact]
    public void Text_that_is_not_utf8_is_refused()
    {
        byte[] content = File.ReadAllBytes(Path.Combine(Folder, "long.arrow"));

        // A short text is stored after its length, in 32 bits.
        int at = content.AsSpan().IndexOf("\u0003\0\0\0cat"u8);
        Assert.True(at > 0);
        content[at + 4] = 0xFF;
        var files = new MemoryFiles();
        files.Contents["x.arrow"] = content;
        Assert.Equal("MalformedFile", Assert.Throws<MixtureException>(() => DfmFile.Read("x.arrow", new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None))).Id);
    }

    [Fact]
    public void Sizes_beyond_the_memory_are_refused()
    {
        var error = Assert.Throws<MixtureException>(() => SizeTable.Read(() => throw new InsufficientMemoryException()));
        Assert.Equal("MalformedFile", error.Id);
        Assert.Contains("too little memory", error.Message, StringComparison.Ordinal);
    }

    private abstract class SizeTable : ColumnTable
    {
        public static int Read(Func<int> step) => Guarded("x.arrow", "Arrow", step);
    }

    private static Dfm Read(string name, DfmReadOptions? options = null) => DfmFile.Read(Path.Combine(Folder, name), options);

    private static Dfm Back(Dfm dfm, string path)
    {
        var files = new MemoryFiles();
        DfmFile.Write(path, new WriteContext(dfm, files, new DfmWriteOptions(), null, CancellationToken.None));
        Assert.Equal([path], files.Contents.Keys);
        return DfmFile.Read(path, new ReadContext(files, new DfmReadOptions(), null, CancellationToken.None));
    }
}
