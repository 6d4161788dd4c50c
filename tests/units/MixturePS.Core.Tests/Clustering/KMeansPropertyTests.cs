using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Properties of k-means on any documents.</summary>
public sealed class KMeansPropertyTests
{
    private static readonly Gen<Dfm> Dfms =
        from n in Gen.Int[1, 60]
        from j in Gen.Int[1, 12]
        from cells in Gen.Int[0, 4].Array[n * j]
        select TestDfm.Of(n, j, Array.ConvertAll(cells, c => c < 2 ? 0.0 : c));

    private static readonly Gen<(Dfm Dfm, int K, uint Seed)> Cases =
        from dfm in Dfms
        from k in Gen.Int[1, Math.Min(7, dfm.DocumentCount)]
        from seed in Gen.UInt
        select (dfm, k, seed);

    [Fact]
    public void AStepNeverRaisesTheInertia() => Cases.Sample(c =>
    {
        var centers = KMeans.Fit(c.Dfm, new KMeansOptions { K = c.K, Restarts = 1, MaxIterations = 1, Init = KMeansInit.Random }, c.Seed).Centers;
        for (int step = 0; step < 4; step++)
        {
            var (_, before, next) = KMeans.Step(c.Dfm, centers);
            var (_, after, _) = KMeans.Step(c.Dfm, next);
            Assert.True(after <= before + (1e-9 * (1 + before)), $"{after} after {before}");
            centers = next;
        }
    }, iter: 200);

    [Fact]
    public void LabelsAreTheNearestCentresAndCentresTheMeans() => Cases.Sample(c =>
    {
        var result = KMeans.Fit(c.Dfm, new KMeansOptions { K = c.K, Restarts = 2, Tolerance = 0 }, c.Seed);
        double inertia = 0;
        for (int i = 0; i < c.Dfm.DocumentCount; i++)
        {
            var distances = Enumerable.Range(0, c.K).Select(k => Squared(c.Dfm.Row(i), result.Centers.Row(k))).ToArray();
            Assert.Equal(distances.Min(), distances[result.Labels[i]], 1e-9);
            inertia += distances[result.Labels[i]];
        }

        Assert.Equal(inertia, result.Inertia!.Value, 1e-8 * (1 + inertia));
        for (int k = 0; k < c.K; k++)
        {
            var members = Enumerable.Range(0, c.Dfm.DocumentCount).Where(i => result.Labels[i] == k).Select(c.Dfm.Row).ToArray();
            Assert.Equal(members.Length, result.ClusterSize[k]);
            if (members.Length == 0 || result.DistinctClusterCount < c.K) continue;
            for (int j = 0; j < c.Dfm.FeatureCount; j++) Assert.Equal(members.Average(m => m[j]), result.Centers[k, j], 1e-9);
        }
    }, iter: 150);

    [Fact]
    public void TheTraceNeverRisesAndEndsAtTheInertia() => Cases.Sample(c =>
    {
        var result = KMeans.Fit(c.Dfm, new KMeansOptions { K = c.K, Restarts = 3 }, c.Seed);
        var trace = result.InertiaTrace;
        Assert.Equal(result.Iterations + 1, trace.Count);
        for (int t = 1; t < trace.Count; t++) Assert.True(trace[t] <= trace[t - 1] + (1e-9 * (1 + trace[t - 1])));
        Assert.Equal(result.Inertia, trace[^1]);
        Assert.Equal(result.RestartInertia.Min(), result.Inertia!.Value, 1e-9 * (1 + result.Inertia!.Value));
        Assert.Equal(3, result.RestartInertia.Count);
    }, iter: 150);

    [Fact]
    public void TheBitsDontDependOnTheNumberOfThreads()
    {
        var dfm = TfIdf.Transform(TestDfm.Random(3000, 40, 5), new TfIdfOptions());
        var results = new[] { 1, 2, 8 }.Select(threads => KMeans.Fit(dfm, new KMeansOptions { K = 7, Restarts = 2, ThrottleLimit = threads }, 3)).ToArray();
        AssertSameBits(results);
    }

    [Fact]
    public void DenseAndSparseArithmeticFindTheSameClusters()
    {
        var dfm = TestDfm.Random(400, 12, 8);
        var dense = KMeans.Fit(dfm, new KMeansOptions { K = 4, Arithmetic = KMeansArithmetic.Dense }, 1);
        var sparse = KMeans.Fit(dfm, new KMeansOptions { K = 4, Arithmetic = KMeansArithmetic.Sparse }, 1);
        Assert.Equal(dense.Inertia!.Value, sparse.Inertia!.Value, 1e-3 * dense.Inertia!.Value);
    }

    [Fact]
    public void OneClusterHasTheMeanAndNClustersHaveZeroInertia()
    {
        var dfm = TestDfm.Of(4, 2, [0, 1, 2, 3, 4, 0, 7, 7]);
        var one = KMeans.Fit(dfm, new KMeansOptions { K = 1 }, 0);
        Assert.Equal([3.25, 2.75], one.Centers.Row(0));
        var all = KMeans.Fit(dfm, new KMeansOptions { K = 4 }, 0);
        Assert.Equal(0, all.Inertia!.Value, 1e-20);
        Assert.Equal(4, all.DistinctClusterCount);
    }

    [Fact]
    public void FewerDistinctDocumentsThanClustersLeaveClustersEmpty()
    {
        var dfm = TestDfm.Of(6, 2, [1, 0, 1, 0, 1, 0, 0, 2, 0, 2, 0, 2]);
        var result = KMeans.Fit(dfm, new KMeansOptions { K = 4 }, 0);
        Assert.Equal(2, result.DistinctClusterCount);
        Assert.Equal(0, result.Inertia!.Value, 1e-20);
        Assert.All(result.Centers.Values.ToArray(), v => Assert.True(double.IsFinite(v)));
    }

    [Fact]
    public void DocumentsWithoutTokensAndASingleFeatureAreAllowed()
    {
        var dfm = TestDfm.Of(5, 1, [0, 0, 3, 4, 0]);
        var result = KMeans.Fit(dfm, new KMeansOptions { K = 2 }, 7);
        Assert.Equal(result.Labels[0], result.Labels[1]);
        Assert.Equal(result.Labels[2], result.Labels[3]);
        Assert.NotEqual(result.Labels[0], result.Labels[2]);
    }

    [Fact]
    public void FitsStartFromGivenCentres()
    {
        var dfm = TestDfm.Of(4, 1, [0, 1, 10, 11]);
        var result = KMeans.Fit(dfm, new KMeansOptions { K = 2, InitialCenters = DenseMatrix.FromRows([[12.0], [-1.0]]) }, 0);
        Assert.Equal([1, 1, 0, 0], result.Labels);
        Assert.Null(result.InitialIndices);
        Assert.Single(result.RestartInertia);
    }

    [Fact]
    public void TooFewIterationsAreReported()
    {
        var result = KMeans.Fit(TestDfm.Random(200, 10, 4), new KMeansOptions { K = 6, Restarts = 1, MaxIterations = 1 }, 0);
        Assert.Equal(ExitReason.MaximumIterations, result.ExitReason);
        Assert.False(result.Converged);
    }

    [Fact]
    public void AnEmptyClusterTakesTheFarthestDocument()
    {
        // The second centre is nearest to no document; the document at 100 is farthest from its centre.
        var dfm = TestDfm.Of(4, 1, [0, 1, 2, 100]);
        var (labels, _, centers) = KMeans.Step(dfm, DenseMatrix.FromRows([[1.0], [1e6]]));
        Assert.Equal([0, 0, 0, 0], labels);
        Assert.Equal(1, centers[0, 0], 1e-9);
        Assert.Equal(100, centers[1, 0], 1e-9);
    }

    [Fact]
    public void AnEmptyClusterTakesTheLastOfEquallyFarDocuments()
    {
        var (_, _, centers) = KMeans.Step(TestDfm.Of(2, 1, [0, 10]), DenseMatrix.FromRows([[5.0], [1e6]]));
        Assert.Equal(0, centers[0, 0], 1e-9);
        Assert.Equal(10, centers[1, 0], 1e-9);
    }

    [Fact]
    public void DocumentsAtTheirCentreStayThere()
    {
        // If the last document moved to the empty cluster, its own cluster would become empty.
        var (labels, _, centers) = KMeans.Step(TestDfm.Of(3, 2, [1, 2, 1, 2, 7, 3]), DenseMatrix.FromRows([[1.0, 2], [7, 3], [50, 50]]));
        Assert.Equal([0, 0, 1], labels);
        Assert.Equal([1.0, 2], centers.Row(0), (a, b) => Math.Abs(a - b) < 1e-9);
        Assert.Equal([7.0, 3], centers.Row(1), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void TheFirstOfEquallyGoodCandidatesBecomesACentre()
    {
        // All documents are equally far from each other, so both candidates are equally good.
        const int n = 12;
        var cells = new double[n * n];
        for (int i = 0; i < n; i++) cells[(i * n) + i] = 1;
        var points = PointSet.Create(TestDfm.Of(n, n, cells), KMeansArithmetic.Sparse, 1, CancellationToken.None);
        for (int seed = 0; seed < 20; seed++)
        {
            var random = new LegacyRandomState(seed);
            int first = random.UniformChoice(n);
            var targets = new double[2];
            random.Uniform(0, 1, targets);
            double left = targets[0] * 2 * (n - 1);
            int second = 0;
            while ((left -= second == first ? 0 : 2) > 0) second++;
            Assert.Equal([first, second], KMeansSeeding.PlusPlus(points, 2, new LegacyRandomState(seed), 1, null, CancellationToken.None));
        }
    }

    [Theory]
    [InlineData("EmptyDfm")]
    [InlineData("TooManyClusters")]
    [InlineData("InvalidClusterCount")]
    [InlineData("ShapeMismatch")]
    [InlineData("NonFiniteMatrix")]
    public void InvalidInputHasItsId(string id)
    {
        var dfm = TestDfm.Of(2, 2, [1, 0, 0, 1]);
        Action action = id switch
        {
            "EmptyDfm" => () => KMeans.Fit(TestDfm.Of(0, 2, []), new KMeansOptions { K = 1 }, 0),
            "TooManyClusters" => () => KMeans.Fit(dfm, new KMeansOptions { K = 3 }, 0),
            "InvalidClusterCount" => () => KMeans.Fit(dfm, new KMeansOptions { K = 0 }, 0),
            "ShapeMismatch" => () => KMeans.Fit(dfm, new KMeansOptions { K = 2, InitialCenters = DenseMatrix.FromRows([[1.0]]) }, 0),
            _ => () => KMeans.Fit(dfm, new KMeansOptions { K = 1, InitialCenters = DenseMatrix.FromRows([[1.0, double.NaN]]) }, 0),
        };
        Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
    }

    [Fact]
    public void ACancelledFitEnds() => Checks.CancelThroughout(token => KMeans.Fit(TestDfm.Random(50, 5, 3), new KMeansOptions { K = 2 }, 0, null, token));

    internal static void AssertSameBits(KMeansClustering[] results)
    {
        foreach (var other in results[1..])
        {
            Assert.Equal(results[0].Labels, other.Labels);
            Assert.Equal(results[0].Centers.Values.ToArray(), other.Centers.Values.ToArray());
            Assert.Equal(results[0].InertiaTrace, other.InertiaTrace);
        }
    }

    private static double Squared(double[] a, double[] b) => a.Zip(b, (x, y) => (x - y) * (x - y)).Sum();
}
