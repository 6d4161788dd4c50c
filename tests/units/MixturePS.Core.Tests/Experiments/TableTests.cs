using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using static MixturePS.Core.Tests.Experiments.TableFixture;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>The cells of tables: which figures become one, how many decimals they have, and which are the best.</summary>
public sealed class TableTests
{
    private static readonly string[] Summary =
    [
        "Eta,Method,Metric,Count,Failed,Mean,StandardError,ConfidenceLow,ConfidenceHigh,StandardDeviation,Quantile5,Bound,Gap",
        "0.1,KMeans,Accuracy,10,0,0.84213,0.01342,0.80012,0.88123,0.04,0.8,0.95,0.1",
        "0.1,EM,Accuracy,10,0,0.91377,0.00412,0.90512,0.92123,0.01,0.9,0.95,0.04",
        "1,KMeans,Accuracy,10,0,0.5,0.021,0.45,0.55,0.06,0.4,,",
        "1,EM,Accuracy,10,0,,,,,,,,",
    ];

    private static string[] Column(string[][] cells, string heading) => [.. cells.Skip(1).Select(row => row[Array.IndexOf(cells[0], heading)])];

    [Fact]
    public void AMeanAndItsErrorAreOneCellWithTheHeadingOfItsMetric()
    {
        var cells = Cells(Markdown(Rows(Summary), new TableOptions()));
        Assert.Equal(["Eta", "Method", "Count", "Accuracy", "Bayes rule", "Gap"], cells[0]);
        Assert.Equal(["0.842 (0.013)", "0.914 (0.004)", "0.500 (0.021)", "\u2013"], Column(cells, "Accuracy"));
        Assert.Equal(["0.1", "0.1", "1", "1"], Column(cells, "Eta"));
    }

    [Fact]
    public void IntervalsTakeThePlaceOfErrors()
    {
        var cells = Cells(Markdown(Rows(Summary), new TableOptions { UseIntervals = true }));
        Assert.Equal("0.842 \\[0.800, 0.881\\]", Column(cells, "Accuracy")[0]);
        Assert.Equal("0.95", Column(cells, "Bayes rule")[0]);
    }

    [Fact]
    public void AFigureThatIsNamedIsShownOnItsOwn()
    {
        TableField[] fields = [new("Mean"), new("StandardError", IsNamed: true)];
        var cells = Cells(Write(TableFormat.Markdown, ListTable.Of(Rows(Summary), fields, new TableOptions(), default)));
        Assert.Equal(["Accuracy", "Standard error"], cells[0]);
        Assert.Equal(["0.842", "0.0134"], cells[1]);
    }

    [Fact]
    public void FailedRunsAndSeveralMetricsHaveColumns()
    {
        string[] lines = [.. Summary[..3], "0.1,EM,AdjustedRandIndex,9,1,0.7,0.01,0.68,0.72,0.03,0.6,,"];
        var cells = Cells(Markdown(Rows(lines), new TableOptions { Best = TableBest.Auto }));
        Assert.Equal(["Eta", "Method", "Metric", "Count", "Failed", "Mean", "Bayes rule", "Gap"], cells[0]);
        Assert.Equal(["Accuracy", "Accuracy", "ARI"], Column(cells, "Metric"));
        Assert.Equal(["0.842 (0.013)", "**0.914** (0.004)", "0.700 (0.010)"], Column(cells, "Mean"));
    }

    [Theory]
    [InlineData(null, "1.234 0.24 12", "1.2 0.2 12.0")]
    [InlineData(null, "0.84213 0.5", "0.842 0.500")]
    [InlineData(4, "0.84213 0.5", "0.8421 0.5000")]
    [InlineData(null, "0.5 0.25", "0.50 0.25")]
    [InlineData(null, "0.3 0.0001", "0.3000 0.0001")]
    [InlineData(null, "123.4 0.00012", "123.40 0.00")]
    [InlineData(null, "12345 678", "12345 678")]
    [InlineData(2, "12345.4 678.2", "12345 678")]
    [InlineData(null, "-0.0001 0.9996", "-0.0001 0.9996")]
    [InlineData(2, "-0.00001 0.99", "0.0000 0.9900")]
    [InlineData(null, "1.5e-9 2.25e-8", "1.50e-9 2.25e-8")]
    [InlineData(null, "12345678901234567890 1", "12345678901234567890 1")]
    public void TheDecimalsOfAColumnAreThoseThatItsNumbersNeed(int? digits, string numbers, string expected)
    {
        var cells = Cells(Markdown(Rows(["Figure", .. numbers.Split(' ')]), new TableOptions { Digits = digits }));
        Assert.Equal(expected.Split(' '), Column(cells, "Figure"));
    }

    [Theory]
    [InlineData(null, "0.5 0.04,0.5 0.0003", "0.5000 (0.0400),0.5000 (0.0003)")]
    [InlineData(null, "0.5 0.04,0.5 0.0000003", "0.50000 (0.04000),0.50000 (0.00000)")]
    [InlineData(null, "0.5 0.0996,0.25 0.02", "0.50 (0.10),0.25 (0.02)")]
    [InlineData(1, "0.842 0.013,0.9 0.02", "0.84 (0.01),0.90 (0.02)")]
    [InlineData(null, "250 31,1234 12", "250 (31),1234 (12)")]
    [InlineData(null, "1 0,1 0", "1 (0),1 (0)")]
    public void TheStandardErrorDecidesWhereItIsKnown(int? digits, string numbers, string expected)
    {
        string[] lines = ["Mean,StandardError", .. numbers.Split(',').Select(pair => pair.Replace(' ', ','))];
        Assert.Equal(expected.Split(','), Column(Cells(Markdown(Rows(lines), new TableOptions { Digits = digits })), "Mean"));
    }

    [Fact]
    public void OtherFamiliesOfFiguresBelongTogetherToo()
    {
        var bound = Cells(Markdown(Rows("Bound,BoundError", "0.9512,0.0021"), new TableOptions()));
        Assert.Equal(["Bayes rule", "0.9512 (0.0021)"], [bound[0][0], bound[1][0]]);
        var share = Cells(Markdown(Rows("Word,Estimate,Lower,Upper", "a,0.25,0.21,0.29"), new TableOptions { UseIntervals = true }));
        Assert.Equal(["a", "0.250 \\[0.210, 0.290\\]"], share[1]);
        var alone = Cells(Markdown(Rows("Share,Purity", "0.25,0.5"), new TableOptions()));
        Assert.Equal(["Share", "Purity"], alone[0]);
    }

    [Theory]
    [InlineData(TableBest.Maximum, "2 3 1", "2 **3** 1")]
    [InlineData(TableBest.Minimum, "2 3 1", "2 3 **1**")]
    [InlineData(TableBest.Maximum, "3 3 1", "**3** **3** 1")]
    [InlineData(TableBest.Maximum, "0.84213 0.84221 0.5", "**0.842** **0.842** 0.500")]
    [InlineData(TableBest.Auto, "2 3 1", "2 3 1")]
    [InlineData(TableBest.Maximum, "2", "2")]
    public void TheBestNumbersAreBold(TableBest best, string numbers, string expected)
    {
        var cells = Cells(Markdown(Rows(["Figure", .. numbers.Split(' ')]), new TableOptions { Best = best }));
        Assert.Equal(expected.Split(' '), Column(cells, "Figure"));
    }

    [Fact]
    public void TheModuleKnowsWhichOfItsFiguresShouldBeGreatOrSmall()
    {
        var rows = Rows("Method,N,Accuracy,Seconds,Gap,Cohesion", "Bound,100,0.99,0,0,1", "EM,100,0.9,2,0.1,0.5", "KMeans,200,0.8,1,0.2,0.4");
        var cells = Cells(Markdown(rows, new TableOptions { Best = TableBest.Auto }));
        Assert.Equal([["Bound", "100", "0.99", "0", "0.0", "1.0"], ["EM", "100", "**0.90**", "2", "**0.1**", "0.5"], ["KMeans", "200", "0.80", "**1**", "0.2", "0.4"]], cells[1..]);
        Assert.All(Cells(Markdown(rows, new TableOptions { Best = TableBest.Maximum })).Skip(1), row => Assert.DoesNotContain("*", row[1], StringComparison.Ordinal));
    }

    [Fact]
    public void BestNumbersAreSoughtWithinTheLevelsOfAFactor()
    {
        var cells = Cells(Markdown(Rows(Summary), new TableOptions { Best = TableBest.Auto, BestBy = ["Eta"] }));
        Assert.Equal(["0.842 (0.013)", "**0.914** (0.004)", "0.500 (0.021)", "\u2013"], Column(cells, "Accuracy"));
    }

    [Fact]
    public void ACrossTableHasLevelsDownAndAcross()
    {
        var rows = Rows("Eta,Method,Accuracy", "0.1,KMeans,0.8", "0.1,EM,0.9", "1,EM,0.7", "1,KMeans,0.75", "2,KMeans,0.5");
        var cross = new CrossTable(rows, Fields("Eta"), Fields("Method"), new TableOptions { Best = TableBest.Auto });
        var cells = Cells(Write(TableFormat.Markdown, cross.Of(Fields("Accuracy"), default)));
        Assert.Equal([["Eta", "KMeans", "EM"], ["0.1", "0.80", "**0.90**"], ["1", "**0.75**", "0.70"], ["2", "0.50", "\u2013"]], cells);
        Assert.Empty(cross.Averaged);
    }

    [Fact]
    public void ACrossTableAveragesRunsAndNamesWhatElseDiffers()
    {
        var rows = Rows("Eta,N,Method,Replicate,Accuracy", "1,10,EM,0,0.8", "1,10,EM,1,0.9", "1,20,EM,0,0.85", "1,20,EM,1,0.85");
        var cross = new CrossTable(rows, Fields("Eta"), Fields("Method"), new TableOptions());
        var sample = SampleSummary.Of([0.8, 0.9, 0.85, 0.85], 0.95, ValueRange.Share);
        var cell = cross.Of(Fields("Accuracy"), default).Columns[1].Cells[0]!;
        Assert.Equal((sample.Mean, sample.StandardError, sample.ConfidenceLow, sample.ConfidenceHigh), (cell.Value.Number!.Value, cell.Error, cell.Low, cell.High));
        Assert.Equal(["N"], cross.Averaged);
    }

    [Fact]
    public void ACrossTableOfSummariesKnowsTheirMetrics()
    {
        string[] lines = [.. Summary[..3], "0.1,EM,AdjustedRandIndex,10,0,0.75,0.01,0.7,0.8,0.03,0.6,,"];
        var table = new CrossTable(Rows(lines), Fields("Eta"), Fields("Method"), new TableOptions()).Of(Fields("accuracy", "AdjustedRandIndex"), default);
        Assert.Equal([["Eta", "Accuracy, KMeans", "Accuracy, EM", "ARI, KMeans", "ARI, EM"], ["0.1", "0.842 (0.013)", "0.914 (0.004)", "\u2013", "0.750 (0.010)"]], Cells(Write(TableFormat.Markdown, table)));
        Assert.Equal([("", 0, 1), ("Accuracy", 1, 2), ("ARI", 3, 2)], table.Spans(0));
        var list = new CrossTable(Rows(lines), Fields("Eta", "Method"), [], new TableOptions()).Of(Fields("Accuracy", "AdjustedRandIndex"), default);
        Assert.Equal(["Eta", "Method", "Accuracy", "ARI"], Cells(Write(TableFormat.Markdown, list))[0]);
    }

    [Fact]
    public void NumericLevelsAcrossHaveTheNameOfTheirFactor()
    {
        var table = new CrossTable(Rows("Method,N,Accuracy", "EM,10,0.5", "EM,20,0.75"), Fields("Method"), Fields("N"), new TableOptions()).Of(Fields("Accuracy"), default);
        Assert.Equal(["Method", "N = 10", "N = 20"], Cells(Write(TableFormat.Markdown, table))[0]);
    }

    [Fact]
    public void MeansAreNotAveragedAndUnknownNamesAreRefused()
    {
        var rows = Rows(Summary);
        var cross = new CrossTable(rows, Fields("Method"), [], new TableOptions());
        var error = Assert.Throws<MixtureException>(() => cross.Of(Fields("Accuracy"), default));
        Assert.Equal("SeveralRowsInCell", error.Id);
        Assert.Contains("Eta", error.Message, StringComparison.Ordinal);
        Assert.Equal("SeveralRowsInCell", Assert.Throws<MixtureException>(() => new CrossTable(Rows("a,b", "1,x", "1,y"), Fields("a"), [], new TableOptions()).Of(Fields("b"), default)).Id);
        error = Assert.Throws<MixtureException>(() => cross.Of(Fields("Acuracy"), default));
        Assert.Equal("MissingProperty", error.Id);
        Assert.Contains("'Accuracy'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(16, null)]
    [InlineData(null, "a b")]
    [InlineData(null, "a}b")]
    [InlineData(null, "")]
    public void UnusableOptionsAreRefused(int? digits, string? label) =>
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => new TableOptions { Digits = digits, Label = label }).Id);

    [Theory]
    [InlineData("AdjustedMutualInformation", "AMI")]
    [InlineData("DocumentLength", "Document length (tokens)")]
    [InlineData("documentlength", "Document length (tokens)")]
    [InlineData("Accuracy", "Accuracy")]
    [InlineData("TopTerms", "Top terms")]
    [InlineData("KnownK", "Known K")]
    [InlineData("Bic", "BIC")]
    [InlineData("my column", "my column")]
    public void HeadingsAreForPeople(string name, string heading) => Assert.Equal(heading, ColumnHeading.Of(name));
}
