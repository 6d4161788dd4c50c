using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Ties, and results for any number of threads.</summary>
public sealed class NearestCentersTests
{
    [Fact]
    public void EqualDistancesGoToTheFirstCentre()
    {
        // Documents on a grid are as far from many centres, and stay so while others move.
        var dfm = Documents(400, 3);
        using var points = PointSet.Create(dfm, KMeansArithmetic.Sparse, 1, default);
        for (uint seed = 0; seed < 20; seed++)
        {
            var fit = KMeans.Fit(dfm, new KMeansOptions { K = 12, Restarts = 1, Arithmetic = KMeansArithmetic.Sparse, Tolerance = 0 }, seed);
            var labels = new int[points.Count];
            new Lloyd(points, 12, 1, default).Assign(fit.Centers.Values.ToArray(), labels);
            Assert.Equal(points.RowOf.Select(row => labels[row]), fit.Labels);
        }
    }

    [Fact]
    public void DistinctDocumentsDontDependOnTheNumberOfThreads()
    {
        var matrix = Documents(100_000, 4).Matrix;
        var one = RowMerger.Merge(matrix, 1, default);
        var two = RowMerger.Merge(matrix, 2, default);
        Assert.Equal(one.RowOf, two.RowOf);
        Assert.Equal(one.FirstOf, two.FirstOf);
        Assert.Equal(one.Weights, two.Weights);
        Assert.Equal(one.FirstOf.Order(), one.FirstOf);
        Assert.Equal(100_000, one.Weights.Sum());
        for (int i = 0; i < 100_000; i += 997) Assert.Equal(matrix.Row(i), matrix.Row(one.FirstOf[one.RowOf[i]]));
    }

    [Fact]
    public void WeightsDontDependOnTheNumberOfThreads()
    {
        var dfm = Documents(9_000, 30);
        Assert.Equal(
            TfIdf.Transform(dfm, new TfIdfOptions(), threads: 1).Matrix.Values.ToArray(),
            TfIdf.Transform(dfm, new TfIdfOptions(), threads: 3).Matrix.Values.ToArray());
    }

    private static Dfm Documents(int n, int j)
    {
        var rng = new System.Random(n + j);
        var cells = new double[n * j];
        for (int i = 0; i < n; i++)
            for (int t = 0; t < 8; t++) cells[(i * j) + ((rng.Next(4) * j / 4) + rng.Next(Math.Max(1, j / 4))) % j]++;
        return TestDfm.Of(n, j, cells);
    }
}
