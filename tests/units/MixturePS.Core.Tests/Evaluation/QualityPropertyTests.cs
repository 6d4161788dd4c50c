using CsCheck;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Compares the quality indices with plain implementations of their definitions over all pairs of documents.</summary>
public class QualityPropertyTests
{
    // Few values, so that identical rows, rows of zeros and ties are common.
    private static readonly Gen<(double[][] Rows, int[] Labels)> Samples =
        from n in Gen.Int[3, 40]
        from j in Gen.Int[1, 6]
        from k in Gen.Int[1, 6]
        from rows in Gen.OneOf(Gen.Const(0.0), Gen.Const(0.0), Gen.Int[0, 3].Select(x => (double)x), Gen.Double[-2, 2]).Array[j].Array[n]
        from labels in Gen.Int[0, k - 1].Select(label => label * 3).Array[n]
        select (rows, labels);

    [Fact]
    public void SilhouettesEqualANaiveComputation() => Samples.Sample(sample =>
    {
        foreach (var distance in Enum.GetValues<DocumentDistance>())
        {
            var actual = Silhouette.PerDocument(Dfm(sample.Rows), sample.Labels, new SilhouetteOptions { Distance = distance });
            var expected = PlainSilhouettes(sample.Rows, sample.Labels, distance);
            Assert.Equal(expected is null, actual is null);
            if (expected is null) return;

            // The distance of nearly identical rows is a small difference of large numbers.
            Assert.All(expected.Zip(actual!), pair => Assert.Equal(pair.First, pair.Second, 1e-6));
            Assert.Equal(actual!.Average(), Silhouette.Measure(Dfm(sample.Rows), sample.Labels, new SilhouetteOptions { Distance = distance })!.Value, 1e-12);
        }
    });

    [Fact]
    public void VarianceRatioAndDaviesBouldinEqualTheirDefinitions() => Samples.Sample(sample =>
    {
        var (rows, labels) = sample;
        var clusters = labels.Distinct().ToArray();
        int n = rows.Length, k = clusters.Length;
        double? ratio = CalinskiHarabasz.Measure(Dfm(rows), labels), likeness = DaviesBouldin.Measure(Dfm(rows), labels);
        if (k < 2 || k == n)
        {
            Assert.Null(ratio);
            Assert.Null(likeness);
            return;
        }

        double[] Mean(IEnumerable<int> documents) => [.. Enumerable.Range(0, rows[0].Length).Select(j => documents.Average(i => rows[i][j]))];
        double Squared(double[] x, double[] y) => x.Zip(y, (a, b) => (a - b) * (a - b)).Sum();
        var members = clusters.Select(c => Enumerable.Range(0, n).Where(i => labels[i] == c).ToArray()).ToArray();
        var means = members.Select(Mean).ToArray();
        double[] overall = Mean(Enumerable.Range(0, n));
        double between = members.Zip(means, (m, mean) => m.Length * Squared(mean, overall)).Sum();
        double within = members.Zip(means, (m, mean) => m.Sum(i => Squared(rows[i], mean))).Sum();
        double definition = between / (k - 1) / (within / (n - k));
        if (within > 1e-12) Assert.Equal(definition, ratio!.Value, 1e-9 * (1 + definition));
        var spread = members.Zip(means, (m, mean) => m.Average(i => Math.Sqrt(Squared(rows[i], mean)))).ToArray();
        double least = (from a in Enumerable.Range(0, k) from b in Enumerable.Range(0, a) select Squared(means[a], means[b])).Min();
        if (least < 1e-12 || spread.Max() < 1e-8) return;
        double expected = Enumerable.Range(0, k).Average(a =>
            Enumerable.Range(0, k).Where(b => b != a).Max(b => (spread[a] + spread[b]) / Math.Sqrt(Squared(means[a], means[b]))));
        Assert.Equal(1, likeness!.Value / expected, 1e-6);
    });

    [Fact]
    public void TheNumberOfThreadsDoesntMatter()
    {
        var dfm = DfmSampler.Sample(MixtureModel.Draw(4, [0.1], null, Vocabularies.Numbered(60), RandomGenerator.FromSeed(5)), 700, DocumentLength.Poisson(20), RandomGenerator.FromSeed(6));
        var labels = dfm.KnownCluster!;
        foreach (var distance in Enum.GetValues<DocumentDistance>())
        {
            var one = Silhouette.PerDocument(dfm, labels, new SilhouetteOptions { Distance = distance, ThrottleLimit = 1 });
            Assert.Equal(one, Silhouette.PerDocument(dfm, labels, new SilhouetteOptions { Distance = distance, ThrottleLimit = 4 }));
        }
    }

    [Fact]
    public void TheSampleIsTheLegacyPermutation()
    {
        var dfm = DfmSampler.Sample(MixtureModel.Draw(3, [1], null, null, RandomGenerator.FromSeed(5)), 200, DocumentLength.Fixed(10), RandomGenerator.FromSeed(6));
        int[] sample = new LegacyRandomState(9).Permutation(200)[..50];
        var rows = sample.Select(dfm.Row).ToArray();
        var expected = PlainSilhouettes(rows, Array.ConvertAll(sample, i => dfm.KnownCluster![i]), DocumentDistance.Euclidean)!.Average();
        Assert.Equal(expected, Silhouette.Measure(dfm, dfm.KnownCluster!, new SilhouetteOptions { SampleSize = 50, Seed = 9 })!.Value, 1e-12);
    }

    [Fact]
    public void ClustersOfIdenticalDocumentsEqualScikitLearn()
    {
        double[][] rows = [[1, 0], [1, 0], [0, 3], [0, 3], [0.1, 0.1], [0.1, 0.1]];
        int[] labels = [0, 0, 1, 1, 2, 2];
        Assert.Equal(1, CalinskiHarabasz.Measure(Dfm(rows), labels));
        Assert.Equal(0, DaviesBouldin.Measure(Dfm(rows), labels));
        Assert.Equal(1, Silhouette.Measure(Dfm(rows), labels));
        Assert.Equal(0, Silhouette.Measure(Dfm([[1, 1], [1, 1], [1, 1]]), [0, 0, 1]));
        Assert.Equal([0.0, 0, 0], Silhouette.PerDocument(Dfm([[1, 1], [1, 1], [1, 1]]), [0, 0, 1])!);
    }

    private static double[]? PlainSilhouettes(double[][] rows, int[] labels, DocumentDistance distance)
    {
        int n = rows.Length;
        int[] clusters = [.. labels.Distinct()];
        if (clusters.Length < 2 || clusters.Length == n) return null;
        return [.. Enumerable.Range(0, n).Select(i =>
        {
            double? Mean(int c)
            {
                var others = Enumerable.Range(0, n).Where(j => j != i && labels[j] == c).ToArray();
                return others.Length == 0 ? null : others.Average(j => Distance(rows[i], rows[j], distance));
            }

            if (Mean(labels[i]) is not { } own) return 0;
            double nearest = clusters.Where(c => c != labels[i]).Min(c => Mean(c)!.Value);
            return own == nearest ? 0 : (nearest - own) / Math.Max(own, nearest);
        })];
    }

    private static double Distance(double[] x, double[] y, DocumentDistance distance)
    {
        double Dot(double[] a, double[] b) => a.Zip(b, (p, q) => p * q).Sum();
        if (distance == DocumentDistance.Euclidean) return Math.Sqrt(x.Zip(y, (a, b) => (a - b) * (a - b)).Sum());
        double lengths = Math.Sqrt(Dot(x, x)) * Math.Sqrt(Dot(y, y));
        return lengths == 0 ? 1 : x.SequenceEqual(y) ? 0 : Math.Clamp(1 - (Dot(x, y) / lengths), 0, 2);
    }

    private static Dfm Dfm(double[][] rows) => TestDfm.OfRows(rows, DfmWeighting.Weighted("Values"));
}
