using CsCheck;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Properties of spherical, bisecting and mini-batch k-means on any documents.</summary>
public sealed class KMeansVariantTests
{
    private static readonly Gen<(Dfm Dfm, int K, uint Seed)> Cases =
        from n in Gen.Int[1, 50]
        from j in Gen.Int[1, 8]
        from cells in Gen.Int[0, 5].Array[n * j]
        from k in Gen.Int[1, Math.Min(6, n)]
        from seed in Gen.UInt
        select (TestDfm.Of(n, j, Array.ConvertAll(cells, c => Math.Max(0.0, c - 1))), k, seed);

    [Fact]
    public void SphericalLabelsHaveTheGreatestCosineAndCentresUnitLength() => Cases.Sample(c =>
    {
        var directions = Directions(c.Dfm);
        int kept = directions.Count(x => x is not null);
        if (kept < c.K) return;
        var result = KMeans.Fit(c.Dfm, Options(c.K) with { Metric = KMeansMetric.Cosine, Tolerance = 0 }, c.Seed);
        Assert.Equal(c.Dfm.DocumentCount - kept, result.EmptyDocumentCount);
        double objective = 0;
        for (int i = 0; i < directions.Length; i++)
        {
            if (directions[i] is not { } x)
            {
                Assert.Equal(result.ClusterSize.Max(), result.ClusterSize[result.Labels[i]]);
                continue;
            }

            var cosines = Enumerable.Range(0, c.K).Select(k => Dot(x, result.Centers.Row(k))).ToArray();
            Assert.Equal(cosines.Max(), cosines[result.Labels[i]], 1e-9);
            objective += 1 - cosines[result.Labels[i]];
            Assert.Equal(1 - cosines[result.Labels[i]], result.DistanceFromCenter()[i], 1e-9);
        }

        Assert.Equal(objective, result.Inertia!.Value, 1e-8);
        for (int k = 0; k < c.K; k++) Assert.Equal(1, Dot(result.Centers.Row(k), result.Centers.Row(k)), 1e-12);
        for (int t = 1; t < result.InertiaTrace.Count; t++) Assert.True(result.InertiaTrace[t] <= result.InertiaTrace[t - 1] + 1e-9);
    }, iter: 150);

    [Fact]
    public void SphericalCentresAreTheDirectionsOfTheirSums()
    {
        var dfm = TestDfm.Random(300, 12, 9);
        var directions = Directions(dfm);
        var result = KMeans.Fit(dfm, Options(5) with { Metric = KMeansMetric.Cosine, Tolerance = 0, MaxIterations = 1000 }, 4);
        Assert.Equal(ExitReason.LabelsUnchanged, result.ExitReason);
        for (int k = 0; k < 5; k++)
        {
            var sum = new double[12];
            for (int i = 0; i < 300; i++)
                if (result.Labels[i] == k) for (int f = 0; f < 12; f++) sum[f] += directions[i]![f];
            double length = Math.Sqrt(Dot(sum, sum));
            for (int f = 0; f < 12; f++) Assert.Equal(sum[f] / length, result.Centers[k, f], 1e-9);
        }
    }

    [Fact]
    public void SphericalLabelsDontDependOnTheLengthOfDocuments()
    {
        var dfm = TestDfm.Random(200, 10, 7);
        var cells = new double[200 * 10];
        for (int i = 0; i < 200; i++)
            for (int f = 0; f < 10; f++) cells[(i * 10) + f] = dfm[i, f] * (1 << (i % 5));
        var options = Options(4) with { Metric = KMeansMetric.Cosine };
        Assert.Equal(KMeans.Fit(dfm, options, 3).Labels, KMeans.Fit(TestDfm.Of(200, 10, cells), options, 3).Labels);
    }

    [Fact]
    public void BisectionsAreNestedAndNeverRaiseTheInertia() => Cases.Sample(c =>
    {
        var options = Options(c.K) with { Method = KMeansMethod.Bisecting, Restarts = 2 };
        var result = KMeans.Fit(c.Dfm, options, c.Seed);
        double inertia = 0;
        for (int k = 0; k < c.K; k++)
        {
            var members = Enumerable.Range(0, c.Dfm.DocumentCount).Where(i => result.Labels[i] == k).Select(c.Dfm.Row).ToArray();
            Assert.Equal(members.Length, result.ClusterSize[k]);
            if (members.Length == 0) continue;
            for (int j = 0; j < c.Dfm.FeatureCount; j++) Assert.Equal(members.Average(m => m[j]), result.Centers[k, j], 1e-9);
            inertia += members.Sum(m => m.Select((x, j) => (x - result.Centers[k, j]) * (x - result.Centers[k, j])).Sum());
        }

        Assert.Equal(inertia, result.Inertia!.Value, 1e-8 * (1 + inertia));
        for (int t = 1; t < result.InertiaTrace.Count; t++) Assert.True(result.InertiaTrace[t] <= result.InertiaTrace[t - 1] + 1e-9);
        if (c.K == 1) return;
        var fewer = KMeans.Fit(c.Dfm, options with { K = c.K - 1 }, c.Seed).Labels;
        foreach (var (mine, theirs) in result.Labels.Zip(fewer)) Assert.True(mine == theirs || mine == c.K - 1);
    }, iter: 150);

    [Fact]
    public void BisectingEndsIfNothingIsLeftToSplit()
    {
        var dfm = TestDfm.Of(6, 2, [1, 0, 1, 0, 1, 0, 0, 2, 0, 2, 0, 2]);
        var result = KMeans.Fit(dfm, Options(4) with { Method = KMeansMethod.Bisecting }, 0);
        Assert.Equal(2, result.DistinctClusterCount);
        Assert.Equal(4, result.K);
        Assert.Equal(0, result.Inertia!.Value, 1e-20);
    }

    [Fact]
    public void MiniBatchCentresAreTheMeansOfTheirDraws()
    {
        // One centre and a batch as large as the number of documents: after each step the centre is the mean of all draws so far.
        var points = PointSet.Create(TestDfm.Random(40, 6, 5), KMeansArithmetic.Sparse, 1, default);
        var means = new RunningMeans(new double[12], 2, 6, KMeansMetric.Euclidean);
        var sum = new double[6];
        for (int i = 0; i < 100; i++)
        {
            int row = i * 7 % points.Count;
            means.Add(points, row, 1);
            points.Dfm.Row(points.FirstOf[row]).Select((x, f) => sum[f] += x).ToArray();
            for (int f = 0; f < 6; f++) Assert.Equal(sum[f] / (i + 1), means.Centers()[6 + f], 1e-12);
        }

        Assert.Equal(new double[6], means.Centers()[..6]);
    }

    [Fact]
    public void MiniBatchLabelsAreTheNearestCentres() => Cases.Sample(c =>
    {
        var result = KMeans.Fit(c.Dfm, Options(c.K) with { Method = KMeansMethod.MiniBatch, BatchSize = 8 }, c.Seed);
        double inertia = 0;
        for (int i = 0; i < c.Dfm.DocumentCount; i++)
        {
            var distances = Enumerable.Range(0, c.K).Select(k => c.Dfm.Row(i).Select((x, j) => (x - result.Centers[k, j]) * (x - result.Centers[k, j])).Sum()).ToArray();
            Assert.Equal(distances.Min(), distances[result.Labels[i]], 1e-9);
            inertia += distances[result.Labels[i]];
        }

        Assert.Equal(inertia, result.Inertia!.Value, 1e-8 * (1 + inertia));
        Assert.Equal(result.Iterations + 1, result.InertiaTrace.Count);
    }, iter: 100);

    [Theory]
    [InlineData(KMeansMethod.Lloyd, KMeansMetric.Cosine)]
    [InlineData(KMeansMethod.Bisecting, KMeansMetric.Euclidean)]
    [InlineData(KMeansMethod.Bisecting, KMeansMetric.Cosine)]
    [InlineData(KMeansMethod.MiniBatch, KMeansMetric.Euclidean)]
    [InlineData(KMeansMethod.MiniBatch, KMeansMetric.Cosine)]
    public void ClearClustersAreFoundOnAnyNumberOfThreads(KMeansMethod method, KMeansMetric metric)
    {
        var eta = new double[60];
        Array.Fill(eta, 0.05);
        var generator = RandomGenerator.FromSeed(7);
        var dfm = DfmSampler.Sample(MixtureModel.Draw(4, eta, null, null, generator), 1500, DocumentLength.Fixed(40), generator);
        var options = Options(4) with { Method = method, Metric = metric, BatchSize = 100, Restarts = 10 };
        var results = new[] { 1, 2, 8 }.Select(threads => KMeans.Fit(dfm, options with { ThrottleLimit = threads }, 5)).ToArray();
        Assert.True(AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels([.. dfm.KnownCluster!], [.. results[0].Labels])) > 0.95);
        KMeansPropertyTests.AssertSameBits(results);
    }

    [Fact]
    public void InvalidInputHasItsId()
    {
        var dfm = TestDfm.Of(3, 2, [1, 0, 0, 0, 0, 1]);
        var cosine = Options(3) with { Metric = KMeansMetric.Cosine };
        Assert.Equal("TooManyClusters", Assert.Throws<MixtureException>(() => KMeans.Fit(dfm, cosine, 0)).Id);
        Assert.Equal("NoTokens", Assert.Throws<MixtureException>(() => KMeans.Fit(TestDfm.Of(3, 1, [0, 0, 0]), cosine, 0)).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => Options(1) with { BatchSize = 0 }).Id);
        var centers = DenseMatrix.FromRows([[1.0, 0], [0, 1]]);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() =>
            KMeans.Fit(dfm, Options(2) with { Method = KMeansMethod.Bisecting, InitialCenters = centers }, 0)).Id);
    }

    [Fact]
    public void FitsStartFromGivenCentres()
    {
        var dfm = TestDfm.Of(4, 2, [1, 0, 9, 1, 0, 2, 1, 7]);
        var centers = DenseMatrix.FromRows([[0.0, 5], [3, 0]]);
        foreach (var method in new[] { KMeansMethod.Lloyd, KMeansMethod.MiniBatch })
            Assert.Equal([1, 1, 0, 0], KMeans.Fit(dfm, Options(2) with { Metric = KMeansMetric.Cosine, Method = method, InitialCenters = centers }, 0).Labels);
    }

    private static KMeansOptions Options(int k) => new() { K = k, Restarts = 1 };

    private static double[]?[] Directions(Dfm dfm) => [.. Enumerable.Range(0, dfm.DocumentCount).Select(i =>
    {
        var row = dfm.Row(i);
        double length = Math.Sqrt(Dot(row, row));
        return length == 0 ? null : Array.ConvertAll(row, x => x / length);
    })];

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
