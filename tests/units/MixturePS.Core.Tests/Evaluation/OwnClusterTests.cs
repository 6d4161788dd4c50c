using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Files;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Documents that were clustered get their own clusters back when they are predicted, ties included.</summary>
public sealed class OwnClusterTests
{
    // Few values and few features, so that documents are often as far from one centre as from another.
    private static readonly Gen<(double[][] Rows, bool IsPlain, int K, uint Seed)> Cases =
        from n in Gen.Int[2, 40]
        from j in Gen.Int[1, 4]
        from cells in Gen.Int[0, 3].Array[n * j]
        from isPlain in Gen.Bool
        from k in Gen.Int[1, Math.Min(7, n)]
        from seed in Gen.UInt
        select (Enumerable.Range(0, n).Select(i => cells[(i * j)..((i + 1) * j)].Select(c => isPlain ? c * 0.1 : c).ToArray()).ToArray(), isPlain, k, seed);

    [Theory]
    [InlineData(KMeansMethod.Lloyd, KMeansMetric.Euclidean)]
    [InlineData(KMeansMethod.Lloyd, KMeansMetric.Cosine)]
    [InlineData(KMeansMethod.Bisecting, KMeansMetric.Euclidean)]
    [InlineData(KMeansMethod.Bisecting, KMeansMetric.Cosine)]
    [InlineData(KMeansMethod.MiniBatch, KMeansMetric.Euclidean)]
    [InlineData(KMeansMethod.MiniBatch, KMeansMetric.Cosine)]
    public void KMeansOfEveryKind(KMeansMethod method, KMeansMetric metric)
    {
        string folder = Directory.CreateTempSubdirectory("MixturePS").FullName;
        try
        {
            Cases.Sample(
                c =>
                {
                    var dfm = TestDfm.OfRows(c.Rows, c.IsPlain ? DfmWeighting.Plain : null);
                    if (metric == KMeansMetric.Cosine && c.Rows.Count(row => row.Any(cell => cell != 0)) < c.K) return;
                    foreach (var arithmetic in Enum.GetValues<KMeansArithmetic>())
                    {
                        var options = new KMeansOptions { K = c.K, Method = method, Metric = metric, Arithmetic = arithmetic, Restarts = 2, BatchSize = 10 };
                        var fit = KMeans.Fit(dfm, options, c.Seed);

                        // A cluster that stayed empty moves after the last assignment.
                        if (fit.DistinctClusterCount < c.K && method != KMeansMethod.Bisecting) continue;
                        Assert.Equal(fit.Labels, ClusterPrediction.Predict(fit, dfm).Labels);
                        var matched = fit.Match([.. fit.Labels.Select(label => (label + 1) % c.K)]);
                        Assert.Equal(matched.Labels, ClusterPrediction.Predict(matched, dfm).Labels);
                        string path = Path.Combine(folder, "fit.json");
                        ModelFile.Write(matched, path, overwrite: true, withDocuments: false);
                        Assert.Equal(matched.Labels, ClusterPrediction.Predict((MixturePS.Core.Clustering.FittedClustering)ModelFile.Read(path), dfm).Labels);
                    }
                },
                iter: 60,
                threads: 1);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void EM() => Cases.Sample(
        c =>
        {
            if (c.IsPlain) return;
            foreach (var component in Enum.GetValues<MixtureComponent>())
            {
                var dfm = TestDfm.OfRows(c.Rows);
                var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = c.K, Restarts = 2, Component = component }, c.Seed);
                Assert.Equal(fit.Labels, ClusterPrediction.Predict(fit, dfm).Labels);
            }
        },
        iter: 60);

    [Fact]
    public void BisectionsAreFollowedAcrossCentres()
    {
        // 10 is nearer to the centre of (14, 23) than 4 is, and yet on the side of 3 and 4.
        var dfm = TestDfm.OfRows([[3], [4], [10], [14], [23]]);
        var fit = KMeans.Fit(dfm, new KMeansOptions { K = 3, Method = KMeansMethod.Bisecting }, 0);
        Assert.Equal(fit.Labels, ClusterPrediction.Predict(fit, dfm).Labels);
        fit.Tree = null;
        Assert.NotEqual(fit.Labels, ClusterPrediction.Predict(fit, dfm).Labels);
    }
}
