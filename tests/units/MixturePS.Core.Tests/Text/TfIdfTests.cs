using System.Text.Json;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Tests.Clustering;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>TF-IDF with each option equals scikit-learn's, or quanteda's.</summary>
public sealed class TfIdfTests
{
    [Fact]
    public void EachRecordedOptionIsReproduced()
    {
        var dfm = KMeansGoldenTests.Documents(Golden.Sklearn.GetProperty("counts"));
        var cases = Golden.Sklearn.GetProperty("tfidf").EnumerateArray().ToArray();
        Assert.Equal(6, cases.Length);
        foreach (var recorded in cases)
        {
            var weighted = TfIdf.Transform(dfm, Options(recorded));
            double[][] rows = recorded.GetProperty("first5").DoubleRows();
            for (int i = 0; i < rows.Length; i++)
                for (int j = 0; j < rows[i].Length; j++) Assert.Equal(rows[i][j], weighted[i, j], 1e-15 * Math.Max(1, rows[i][j]));
        }
    }

    [Fact]
    public void TheNotebooksWeightsAreReproduced()
    {
        var weighted = TfIdf.Transform(KMeansGoldenTests.Documents(Golden.Notebook.GetProperty("cell16_dfm")), new TfIdfOptions());
        Assert.Equal(Golden.Notebook.GetProperty("cell23_idf").Doubles(), weighted.Weighting.FeatureWeight!, (a, b) => Math.Abs(a - b) <= 1e-15 * a);
        double[][] rows = Golden.Notebook.GetProperty("cell23_tfidf_first10").DoubleRows();
        for (int i = 0; i < rows.Length; i++)
            for (int j = 0; j < rows[i].Length; j++) Assert.Equal(rows[i][j], weighted[i, j], 1e-15);
    }

    [Theory]
    [InlineData(RowNorm.L1)]
    [InlineData(RowNorm.L2)]
    public void ADocumentOfWordsWithZeroWeightStaysZero(RowNorm norm)
    {
        var options = new TfIdfOptions { LogBase10 = true, Norm = norm };
        var weighted = TfIdf.Transform(TestDfm.Of(2, 2, [1, 0, 1, 1]), options);
        Assert.Equal([0, 0], weighted.Row(0));
        Assert.Equal([0, 1], weighted.Row(1));
    }

    [Fact]
    public void QuantedaMultipliesCountsByLog10()
    {
        var dfm = TestDfm.Of(4, 3, [1, 0, 2, 0, 3, 1, 0, 0, 5, 0, 0, 0]);
        var weighted = TfIdf.Transform(dfm, TfIdfOptions.Quanteda);
        Assert.Equal(Math.Log10(4), weighted[0, 0]);
        Assert.Equal(3 * Math.Log10(4), weighted[1, 1]);
        Assert.Equal(2 * Math.Log10(4 / 3.0), weighted[0, 2]);
        Assert.Equal("TfIdf (log10 idf, no norm)", weighted.Weighting.Name);
    }

    [Theory]
    [InlineData(RowNorm.L2)]
    [InlineData(RowNorm.L1)]
    public void RowsHaveTheirNormAndEmptyDocumentsStayZero(RowNorm norm)
    {
        var dfm = TestDfm.Of(3, 2, [2, 1, 0, 0, 0, 4]);
        var weighted = TfIdf.Transform(dfm, new TfIdfOptions { Norm = norm });
        double Size(int i) => norm == RowNorm.L2 ? Math.Sqrt(weighted.Row(i).Sum(v => v * v)) : weighted.Row(i).Sum();
        Assert.Equal(1, Size(0), 1e-15);
        Assert.Equal([0.0, 0.0], weighted.Row(1));
        Assert.Equal(1, Size(2), 1e-15);
        Assert.False(weighted.Weighting.IsCount);
    }

    [Fact]
    public void NamesAndKnownClustersAreKept()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(2, 1, [1.0, 2.0]), ["w"], null, ["a", "b"], [1, 0]);
        var weighted = TfIdf.Transform(dfm, new TfIdfOptions());
        Assert.Equal(["a", "b"], weighted.DocumentName);
        Assert.Equal([1, 0], weighted.KnownCluster!);
        Assert.Equal(["w"], weighted.Vocabulary);
    }

    [Fact]
    public void WeightedAndEmptyMatricesAreRefused()
    {
        var weighted = TfIdf.Transform(TestDfm.Of(1, 1, [1]), new TfIdfOptions());
        Assert.Equal("AlreadyWeighted", Assert.Throws<MixtureException>(() => TfIdf.Transform(weighted, new TfIdfOptions())).Id);
        Assert.Equal("EmptyDfm", Assert.Throws<MixtureException>(() => TfIdf.Transform(TestDfm.Of(0, 1, []), new TfIdfOptions())).Id);
    }

    private static TfIdfOptions Options(JsonElement recorded)
    {
        bool Flag(string name, bool otherwise) => recorded.TryGetProperty(name, out var value) ? value.GetBoolean() : otherwise;
        var norm = RowNorm.L2;
        if (recorded.TryGetProperty("norm", out var named))
            norm = named.ValueKind == JsonValueKind.Null ? RowNorm.None : Enum.Parse<RowNorm>(named.GetString()!, ignoreCase: true);
        return new TfIdfOptions
        {
            UseIdf = Flag("use_idf", true),
            SmoothIdf = Flag("smooth_idf", true),
            SublinearTf = Flag("sublinear_tf", false),
            Norm = norm,
        };
    }
}
