using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Twins;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Compares what the sampler concludes with the exact posterior over partitions.</summary>
public sealed class GibbsConsensusTests
{
    // Six documents of few words whose posterior is spread over many partitions.
    private static readonly double[] Uncertain = [2, 1, 0, 0, 1, 1, 0, 0, 0, 0, 3, 1, 0, 1, 1, 1, 1, 0, 0, 2, 0, 2, 1, 0];

    [Theory]
    [InlineData(6, 4, 1000, 0.001, 0.05, 1)]
    [InlineData(6, 4, 3, 0.7, 0.4, 3)]
    [InlineData(6, 4, 6, 1, 1, 2)]
    public void ProbabilitiesAndLabelsAreThoseOfTheExactPosterior(int n, int v, int k, double alpha, double beta, int chains)
    {
        var dfm = TestDfm.Of(n, v, Uncertain);
        var options = new GibbsOptions { K = k, IsKnownK = true, Alpha = alpha, Beta = beta, Chains = chains, Iterations = 20_000 };
        var exact = Exact(dfm, options);
        var result = Gibbs.Fit(dfm, options, 3);
        Assert.Equal(k, result.MaximumK);
        Assert.False(result.IsKnownK);

        // Correlated draws: a few thousand are as good as independent, and a share then has a standard error below 0.01.
        var together = result.CoClustering();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) Assert.Equal(exact.Where(p => p.Labels[i] == p.Labels[j]).Sum(p => p.Probability), together[i, j], 0.04);
        foreach (int clusters in Enumerable.Range(1, Math.Min(n, k)))
        {
            double share = (double)result.Draws.Count(draw => draw.Distinct().Count() == clusters) / result.DrawCount;
            Assert.Equal(exact.Where(p => p.Labels.Distinct().Count() == clusters).Sum(p => p.Probability), share, 0.04);
        }

        // The loss of the labels under the exact posterior is the least of all partitions, up to the error of the draws.
        double Loss(int[] labels) => exact.Sum(p => p.Probability * Information(labels, p.Labels));
        double least = exact.Min(p => Loss(p.Labels));
        Assert.InRange(Loss([.. result.Labels]), least, least + 0.01);
        Assert.Equal(Loss([.. result.Labels]), result.ExpectedLoss, 0.04);

        // No certainty that the draws contradict.
        Assert.All(Enumerable.Range(0, n), d => Assert.True(result.Posterior[d, result.Labels[d]] < 0.999));
    }

    [Fact]
    public void TheExampleOfSixDocumentsHasItsKnownProbability()
    {
        var exact = Exact(TestDfm.Of(6, 4, Uncertain), new GibbsOptions { K = 1000, Alpha = 0.001, Beta = 0.05 });
        Assert.Equal(0.149, exact.Where(p => p.Labels[0] == p.Labels[2]).Sum(p => p.Probability), 0.0005);
    }

    [Fact]
    public void TheSearchFindsThePartitionOfLeastLossOfAll()
    {
        var random = new System.Random(5);
        for (int round = 0; round < 300; round++)
        {
            int n = random.Next(1, 7), count = random.Next(1, 12), most = random.Next(1, n + 1);
            int[][] draws = [.. Enumerable.Range(0, count).Select(_ => Partition([.. Enumerable.Range(0, n).Select(_ => random.Next(most))]))];
            double least = Partitions(n).Where(p => p.Max() < draws.Max(draw => draw.Max()) + 5).Min(p => draws.Average(draw => Information(p, draw)));
            var (labels, loss) = ConsensusPartition.Find(draws);
            Assert.Equal(least, loss, 1e-9);
            Assert.Equal(least, draws.Average(draw => Information(labels, draw)), 1e-9);
            Assert.Equal(loss, ConsensusPartition.Loss(labels, draws), 1e-9);
        }
    }

    [Fact]
    public void TheConsensusHasAtMostTheGivenNumberOfClusters()
    {
        int[][] draws = [[0, 0, 1, 1, 2, 2], [0, 1, 1, 2, 2, 0]];
        Assert.True(ConsensusPartition.Find(draws, mostClusters: 3).Labels.Max() < 3);
    }

    [Fact]
    public void MatchedLabelsUndoTheSwitching()
    {
        var random = new System.Random(7);
        int[] truth = [.. Enumerable.Range(0, 60).Select(_ => random.Next(4))];
        int[][] draws = [.. Enumerable.Range(0, 30).Select(_ =>
        {
            int[] names = [0, 1, 2, 3];
            random.Shuffle(names);
            return Array.ConvertAll(truth, label => names[random.NextDouble() < 0.6 ? label : random.Next(4)]);
        })];
        int[][] matched = ConsensusLabels.Match(draws, 4, default);
        Assert.All(matched, names => Assert.Equal(4, names.Distinct().Count()));
        int[] most = [.. Enumerable.Range(0, 60).Select(d => Enumerable.Range(0, 4).MaxBy(label => Enumerable.Range(0, 30).Count(s => matched[s][draws[s][d]] == label)))];
        Assert.True(AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(truth, most)) > 0.9);
        Assert.Equal([[0, 2, 1]], ConsensusLabels.Match([[0, 1, 2, 1]], 3, default).Select(names => Array.ConvertAll(names, name => name == 0 ? 0 : name == names[1] ? 2 : 1)));
    }

    [Fact]
    public void ClustersOfAKnownNumberAreKeptThoughTheyAreAlike()
    {
        // The partition of least loss has one cluster here: the documents say little of theirs.
        var (dfm, known) = Alike(5, null, 3);
        var bound = Gibbs.Fit(dfm, new GibbsOptions { K = 3, Alpha = 1, Beta = 1 }, 3);
        Assert.Equal(1, bound.K);
        foreach (bool even in new[] { false, true })
        {
            var result = Gibbs.Fit(dfm, new GibbsOptions { K = 3, IsKnownK = true, EvenShares = even }, 3);
            Assert.True(result.IsKnownK);
            Assert.Equal(10, result.ChainLogJoint.Count);
            Assert.Equal(3, result.K);
            Assert.True(AgreementIndices.Accuracy(ContingencyTable.FromLabels(known, [.. result.Labels]), out _) > 0.42);
            Assert.Equal(even, double.IsPositiveInfinity(result.PriorAlpha));
            if (even) Assert.All(result.Alpha, share => Assert.Equal(1.0 / 3, share, 1e-12));
            for (int d = 0; d < dfm.DocumentCount; d++) Assert.Equal(result.Posterior.Row(d).Max(), result.Posterior[d, result.Labels[d]]);
        }
    }

    [Fact]
    public void EvenSharesAreTheLimitOfAGreatAlpha()
    {
        var (dfm, _) = Alike(8, null, 4);
        var even = Gibbs.Fit(dfm, new GibbsOptions { K = 3, IsKnownK = true, EvenShares = true, Beta = 1, Chains = 2 }, 1);
        var great = Gibbs.Fit(dfm, new GibbsOptions { K = 3, IsKnownK = true, Alpha = 1e12, Beta = 1, Chains = 2 }, 1);
        Assert.Equal(great.Draws[^1], even.Draws[^1]);
    }

    [Fact]
    public void TheEstimatedPriorsHaveTheGreatestJointProbability()
    {
        var (dfm, known) = Alike(30, [0.6, 0.3, 0.1], 2);
        var corpus = GibbsCorpus.Create(dfm, 5);
        var counts = new GibbsCounts(corpus, known, 5);
        double alpha = 1, beta = 0.1;
        for (int t = 0; t < 400; t++) (alpha, beta) = (GibbsHyperparameters.Alpha(counts, 5, alpha), GibbsHyperparameters.Beta(counts, beta, default));
        double LogJoint(double a, double b) => new GibbsPrior(corpus, 5, a, b).LogJoint(counts);
        double top = LogJoint(alpha, beta);
        foreach (double factor in new[] { 0.5, 0.9, 0.99, 1.01, 1.1, 2 })
        {
            Assert.True(LogJoint(alpha * factor, beta) < top);
            Assert.True(LogJoint(alpha, beta * factor) < top);
        }
    }

    [Fact]
    public void DispersionIsOneForIndependentTokensAndTwoForPairs()
    {
        var (dfm, known) = Alike(40, null, 6);
        Assert.InRange(GibbsEstimates.Dispersion(dfm, known, 3, default), 0.9, 1.1);
        var twice = new double[dfm.DocumentCount * dfm.FeatureCount];
        for (int d = 0; d < dfm.DocumentCount; d++)
            for (int w = 0; w < dfm.FeatureCount; w++) twice[(d * dfm.FeatureCount) + w] = 2 * dfm[d, w];
        double once = GibbsEstimates.Dispersion(dfm, known, 3, default);
        Assert.Equal(2 * once, GibbsEstimates.Dispersion(TestDfm.Of(dfm.DocumentCount, dfm.FeatureCount, twice), known, 3, default), 1e-9);
        Assert.Equal(double.NaN, GibbsEstimates.Dispersion(TestDfm.Of(2, 2, [1, 0, 0, 1]), [0, 1], 2, default));
    }

    private static (Dfm Dfm, int[] Known) Alike(int length, double[]? shares, int seed)
    {
        var generator = RandomGenerator.FromSeed(seed);
        var dfm = DfmSampler.Sample(MixtureModel.Draw(3, [10, 10, 10, 10, 10], shares, null, generator), 600, DocumentLength.Fixed(length), generator);
        return (dfm, [.. dfm.KnownCluster!]);
    }

    /// <summary>The posterior by enumeration: a partition into c clusters has K! / (K - c)! labellings.</summary>
    private static List<(int[] Labels, double Probability)> Exact(Dfm dfm, GibbsOptions options)
    {
        var all = new List<(int[] Labels, double Log)>();
        foreach (int[] labels in Partitions(dfm.DocumentCount))
        {
            int clusters = labels.Max() + 1;
            if (clusters > options.K) continue;

            // Empty clusters have no factor of tokens, and alpha's factor for them is one.
            double log = PlainGibbs.LogJoint(dfm, labels, options);
            for (int c = 0; c < clusters; c++) log += Math.Log(options.K - c);
            all.Add((labels, log));
        }

        double top = all.Max(p => p.Log), total = all.Sum(p => Math.Exp(p.Log - top));
        return [.. all.Select(p => (p.Labels, Math.Exp(p.Log - top) / total))];
    }

    /// <summary>All partitions of n documents, each with clusters numbered by first appearance.</summary>
    private static IEnumerable<int[]> Partitions(int n)
    {
        var labels = new int[n];
        while (true)
        {
            yield return [.. labels];
            int at = n - 1;
            while (at > 0 && labels[at] > labels[..at].Max()) at--;
            if (at == 0) yield break;
            labels[at]++;
            Array.Clear(labels, at + 1, n - at - 1);
        }
    }

    private static int[] Partition(int[] labels) => [.. GibbsSamples.Partition(labels).Split(',').Select(int.Parse)];

    /// <summary>The variation of information of two partitions in nats, from their entropies.</summary>
    private static double Information(int[] a, int[] b)
    {
        double n = a.Length;
        double Entropy<T>(IEnumerable<T> keys) => -keys.GroupBy(key => key).Sum(group => group.Count() / n * Math.Log(group.Count() / n));
        return (2 * Entropy(a.Zip(b))) - Entropy(a) - Entropy(b);
    }
}
