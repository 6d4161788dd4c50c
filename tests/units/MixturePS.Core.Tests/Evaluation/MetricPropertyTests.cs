using CsCheck;
using MixturePS.Core.Agreement;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Properties of the indices that hold for any labels.</summary>
public class MetricPropertyTests
{
    private const double Tolerance = 1e-12;

    private static readonly Gen<(int[] Known, int[] Estimated)> Labels =
        from n in Gen.Int[1, 40]
        from k in Gen.Int[1, 8]
        from other in Gen.Int[1, 8]
        from known in Gen.Int[0, k - 1].Array[n]
        from estimated in Gen.Int[0, other - 1].Array[n]
        select (known, estimated);

    [Fact]
    public void IndicesIgnoreTheNumberingOfClusters() => Gen.Select(Labels, Gen.Int[0, 1 << 20]).Sample((labels, seed) =>
    {
        var random = new System.Random(seed);
        var names = Enumerable.Range(0, 8).Select(i => i + 8 * random.Next(1 << 27)).ToArray();
        random.Shuffle(names);
        var plain = ClusterAccuracy.Measure(labels.Known, labels.Estimated);
        var renamed = ClusterAccuracy.Measure(labels.Known, Array.ConvertAll(labels.Estimated, label => names[label]));
        Assert.All(Values(plain).Zip(Values(renamed)), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    });

    [Fact]
    public void MostIndicesAreSymmetric() => Labels.Sample(labels =>
    {
        var one = ClusterAccuracy.Measure(labels.Known, labels.Estimated);
        var other = ClusterAccuracy.Measure(labels.Estimated, labels.Known);
        Assert.Equal(one.Accuracy, other.Accuracy);
        Assert.Equal(one.AdjustedRandIndex, other.AdjustedRandIndex);
        Assert.Equal(one.RandIndex, other.RandIndex);
        Assert.Equal(one.NormalizedMutualInformation, other.NormalizedMutualInformation, Tolerance);
        Assert.Equal(one.AdjustedMutualInformation, other.AdjustedMutualInformation, Tolerance);
        Assert.Equal(one.Homogeneity, other.Completeness, Tolerance);
        Assert.Equal(one.VMeasure, other.VMeasure, Tolerance);
        Assert.Equal(one.FowlkesMallows, other.FowlkesMallows, Tolerance);
    });

    [Fact]
    public void AllIndicesAreWithinBounds() => Labels.Sample(labels =>
    {
        var a = ClusterAccuracy.Measure(labels.Known, labels.Estimated);
        Assert.InRange(a.Accuracy, 1.0 / Math.Min(a.K, a.KnownK) / Math.Max(a.K, a.KnownK), 1);
        Assert.True(a.Accuracy <= a.Purity);
        Assert.InRange(a.AdjustedRandIndex, -0.5, 1);
        Assert.InRange(a.AdjustedMutualInformation, -1, 1);
        foreach (double value in (double[])[a.RandIndex, a.NormalizedMutualInformation, a.Homogeneity, a.Completeness, a.VMeasure, a.FowlkesMallows, a.Purity])
            Assert.InRange(value, 0, 1);
        Assert.Equal(a.VMeasure, a.NormalizedMutualInformation, Tolerance);
        Assert.Equal(a.N, a.ConfusionMatrix!.Values.ToArray().Sum());
    });

    [Fact]
    public void IdenticalPartitionsScorePerfectly() => Labels.Sample(labels =>
    {
        var a = ClusterAccuracy.Measure(labels.Known, Array.ConvertAll(labels.Known, label => 900 - label));
        double[] values = Values(a);
        Assert.All(values[..^1], value => Assert.Equal(1, value));
        Assert.Equal(a.K < a.N ? 1 : 0, a.FowlkesMallows);
    });

    [Fact]
    public void PairCountsEqualANaiveCount() => Labels.Sample(labels =>
    {
        long both = 0, known = 0, estimated = 0, apart = 0;
        for (int i = 0; i < labels.Known.Length; i++)
        {
            for (int j = 0; j < labels.Known.Length; j++)
            {
                if (i == j) continue;
                bool k = labels.Known[i] == labels.Known[j], e = labels.Estimated[i] == labels.Estimated[j];
                if (k && e) both++;
                else if (k) known++;
                else if (e) estimated++;
                else apart++;
            }
        }

        var pairs = ContingencyTable.FromLabels(labels.Known, labels.Estimated).Pairs;
        Assert.Equal((both, known, estimated, apart), (pairs.Together, pairs.OnlyKnown, pairs.OnlyEstimated, pairs.Apart));
    });

    // The mean over all n! permutations of the labels, which defines the expectation.
    [Fact]
    public void ExpectedMutualInformationIsTheMeanOverPermutations() =>
        (from n in Gen.Int[2, 6]
         from known in Gen.Int[0, 2].Array[n]
         from estimated in Gen.Int[0, 2].Array[n]
         select (known, estimated)).Sample(labels =>
        {
            double sum = 0;
            int count = 0;
            foreach (var shuffled in Permutations(labels.estimated))
            {
                sum += AgreementIndices.MutualInformation(ContingencyTable.FromLabels(labels.known, shuffled));
                count++;
            }

            double expected = ExpectedMutualInformation.Of(ContingencyTable.FromLabels(labels.known, labels.estimated));
            Assert.Equal(sum / count, expected, 1e-13);
        }, iter: 30);

    // For independent labels, the mean of an index that is adjusted for chance is about zero.
    [Fact]
    public void IndependentLabelsHaveAdjustedIndicesAroundZero()
    {
        var random = new System.Random(1);
        double rand = 0, information = 0, raw = 0;
        const int runs = 400;
        for (int run = 0; run < runs; run++)
        {
            var known = Enumerable.Range(0, 200).Select(_ => random.Next(7)).ToArray();
            var estimated = Enumerable.Range(0, 200).Select(_ => random.Next(10)).ToArray();
            var table = ContingencyTable.FromLabels(known, estimated);
            rand += AgreementIndices.AdjustedRandIndex(table) / runs;
            information += AgreementIndices.AdjustedMutualInformation(table) / runs;
            raw += AgreementIndices.NormalizedMutualInformation(table) / runs;
        }

        Assert.InRange(rand, -0.002, 0.002);
        Assert.InRange(information, -0.004, 0.004);
        Assert.True(raw > 0.05);
    }

    private static double[] Values(ClusterAccuracy a) =>
    [
        a.Accuracy, a.AdjustedRandIndex, a.RandIndex, a.NormalizedMutualInformation, a.AdjustedMutualInformation, a.Homogeneity, a.Completeness,
        a.VMeasure, a.Purity, a.FowlkesMallows,
    ];

    private static IEnumerable<int[]> Permutations(int[] items)
    {
        if (items.Length == 1)
        {
            yield return items;
            yield break;
        }

        for (int i = 0; i < items.Length; i++)
            foreach (var rest in Permutations([.. items[..i], .. items[(i + 1)..]]))
                yield return [items[i], .. rest];
    }
}
