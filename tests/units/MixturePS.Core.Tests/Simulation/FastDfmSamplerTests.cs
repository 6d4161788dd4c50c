using MathNet.Numerics.Distributions;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Simulation;

/// <summary>Tests the fast sampler's distribution in each of its variants, and what its stream depends on.</summary>
public sealed class FastDfmSamplerTests
{
    private static readonly double[] Mu = [0.5, 0.3, 0.15, 0.05, 0.1, 0, 0.3, 0.6];

    // Few documents compared with the possible rows: one token at a time; long ones: one binomial draw per word; otherwise a table of rows.
    public static TheoryData<int, long> Ways => new() { { 40_000, 3 }, { 500, 12 }, { 4_000, 60 } };

    [Theory]
    [MemberData(nameof(Ways))]
    public void WordFrequenciesFollowTheModel(int n, long tokens)
    {
        var dfm = Sample(n, DocumentLength.Fixed(tokens), 3);
        for (int k = 0; k < 2; k++)
        {
            var expected = Mu[(k * 4)..((k + 1) * 4)];
            var found = new double[4];
            for (int i = 0; i < n; i++)
                for (int j = 0; dfm.KnownCluster![i] == k && j < 4; j++) found[j] += dfm[i, j];
            Assert.True(PValue(found, expected) > 1e-4);
        }

        Assert.All(dfm.DocumentLength(), length => Assert.Equal(tokens, length));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void ClusterFrequenciesFollowTheModel(int n, long tokens)
    {
        var dfm = Sample(n, DocumentLength.Fixed(tokens), 4);
        Assert.True(PValue([dfm.KnownCluster!.Count(k => k == 0), dfm.KnownCluster!.Count(k => k == 1)], [0.3, 0.7]) > 1e-4);
    }

    [Fact]
    public void RowFrequenciesFollowTheMultinomial()
    {
        // The 20 possible rows of three tokens in the first cluster, and two tokens drawn one by one in documents of Poisson length.
        var byTable = Sample(60_000, DocumentLength.Fixed(3), 5);
        Assert.True(RowPValue(byTable, 3) > 1e-4);
        var byToken = Sample(60_000, DocumentLength.Poisson(3), 6);
        Assert.True(RowPValue(byToken, 3) > 1e-4);
        var byBinomial = Sample(60_000, DocumentLength.PerDocument([.. Enumerable.Repeat(3L, 59_999), 10_000_000]), 7);
        Assert.True(RowPValue(byBinomial, 3) > 1e-4);
    }

    [Fact]
    public void LengthsAreTheRequestedOnes()
    {
        var lengths = Enumerable.Range(0, 3_000).Select(i => (long)(i % 7)).ToArray();
        Assert.Equal(lengths.Select(l => (double)l), Sample(3_000, DocumentLength.PerDocument(lengths), 8).DocumentLength());
        var found = new double[8];
        foreach (double length in Sample(20_000, DocumentLength.Poisson(2), 9).DocumentLength()) found[(int)Math.Min(length, 7)]++;
        double[] expected = [.. Enumerable.Range(0, 7).Select(m => Poisson.PMF(2, m)), 0];
        expected[7] = 1 - expected.Sum();
        Assert.True(PValue(found, expected) > 1e-4);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void TheSampleDoesntDependOnTheNumberOfThreads(int n, long tokens)
    {
        var one = Sample(n, DocumentLength.Fixed(tokens), 1, threads: 1);
        foreach (int threads in new[] { 2, 5 })
        {
            var other = Sample(n, DocumentLength.Fixed(tokens), 1, threads);
            Assert.Equal(one.KnownCluster, other.KnownCluster);
            Assert.Equal(one.Matrix.RowOffsets.ToArray(), other.Matrix.RowOffsets.ToArray());
            Assert.Equal(one.Matrix.ColumnIndices.ToArray(), other.Matrix.ColumnIndices.ToArray());
            Assert.Equal(one.Matrix.Values.ToArray(), other.Matrix.Values.ToArray());
        }
    }

    [Fact]
    public void ASharedGeneratorAdvancesAndTheResultRecordsTheSampler()
    {
        var generator = RandomGenerator.FromSeed(5);
        var first = FastDfmSampler.Sample(Model(), 100, DocumentLength.Fixed(4), generator);
        var second = FastDfmSampler.Sample(Model(), 100, DocumentLength.Fixed(4), generator);
        Assert.NotEqual(first.KnownCluster, second.KnownCluster);
        Assert.Equal(DfmSamplerKind.Fast, first.Sampler);
        Assert.Equal("5", first.Seed!.ToString());
        Assert.Equal(DfmSamplerKind.NumPy, DfmSampler.Sample(Model(), 1, DocumentLength.Fixed(1), generator).Sampler);

        // Each sample draws exactly two words.
        var expected = RandomGenerator.FromSeed(5);
        for (int i = 0; i < 2 + 2; i++) expected.NextUInt64();
        DfmSampler.Sample(Model(), 1, DocumentLength.Fixed(1), expected);
        Assert.Equal(expected.NextUInt64(), generator.NextUInt64());
    }

    [Fact]
    public void NoDocumentsAndNoTokensAreAllowed()
    {
        Assert.Equal(0, Sample(0, DocumentLength.Fixed(5), 1).DocumentCount);
        var empty = Sample(2_000, DocumentLength.Fixed(0), 1);
        Assert.Equal(0, empty.NonZeroCount);
        Assert.Equal(2_000, empty.DocumentCount);
    }

    [Fact]
    public void ManyWordsAreListedInOrder()
    {
        const int J = 9_000;
        var mu = new DenseMatrix(1, J, [.. Enumerable.Repeat(1.0 / J, J)]);
        var dfm = FastDfmSampler.Sample(new MixtureModel(mu), 300, DocumentLength.Fixed(200), RandomGenerator.FromSeed(2));

        // The validating constructor refuses unordered columns.
        _ = new SparseMatrix(300, J, dfm.Matrix.RowOffsets.ToArray(), dfm.Matrix.ColumnIndices.ToArray(), dfm.Matrix.Values.ToArray());
        Assert.All(dfm.DocumentLength(), length => Assert.Equal(200, length));
    }

    private static MixtureModel Model() => new(new DenseMatrix(2, 4, Mu), [0.3, 0.7]);

    private static Dfm Sample(int n, DocumentLength length, int seed, int threads = 0) =>
        FastDfmSampler.Sample(Model(), n, length, RandomGenerator.FromSeed(seed), threads);

    /// <summary>The distribution of the first cluster's documents of a given length over all possible rows of that length.</summary>
    private static double RowPValue(Dfm dfm, int tokens)
    {
        var rows = from a in Enumerable.Range(0, tokens + 1)
                   from b in Enumerable.Range(0, tokens + 1 - a)
                   from c in Enumerable.Range(0, tokens + 1 - a - b)
                   select new[] { a, b, c, tokens - a - b - c };
        var expected = new List<double>();
        var place = new Dictionary<(double, double, double), int>();
        foreach (int[] row in rows)
        {
            place[(row[0], row[1], row[2])] = expected.Count;
            expected.Add(new Multinomial(Mu[..4], tokens).Probability(row));
        }

        var found = new double[expected.Count];
        var lengths = dfm.DocumentLength();
        for (int i = 0; i < dfm.DocumentCount; i++)
            if (dfm.KnownCluster![i] == 0 && lengths[i] == tokens) found[place[(dfm[i, 0], dfm[i, 1], dfm[i, 2])]]++;
        return PValue(found, [.. expected]);
    }

    /// <summary>Pearson's chi-square; outcomes with probability zero must not occur.</summary>
    private static double PValue(double[] found, double[] expected)
    {
        double n = found.Sum(), statistic = 0;
        int freedom = -1;
        for (int j = 0; j < found.Length; j++)
        {
            if (expected[j] == 0)
            {
                Assert.Equal(0, found[j]);
                continue;
            }

            statistic += (found[j] - (n * expected[j])) * (found[j] - (n * expected[j])) / (n * expected[j]);
            freedom++;
        }

        return 1 - ChiSquared.CDF(freedom, statistic);
    }
}
