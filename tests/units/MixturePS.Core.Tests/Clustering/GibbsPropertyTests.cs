using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Tests.Twins;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Compares the sampler with its model.</summary>
public sealed class GibbsPropertyTests
{
    [Fact]
    public void TheJointProbabilityEqualsThatOfTheModel() => GibbsSamples.Cases.Sample(c =>
    {
        double expected = PlainGibbs.LogJoint(c.Dfm, c.Labels, c.Options);
        Assert.Equal(expected, Gibbs.LogJoint(c.Dfm, c.Labels, c.Options), 1e-9 * (1 + Math.Abs(expected)));
    }, iter: 300);

    [Fact]
    public void WeightsAreRatiosOfJointProbabilities() => GibbsSamples.Cases.Sample(c =>
    {
        var (chain, corpus) = Start(c.Dfm, c.Options, c.Seed);
        var weights = new GibbsWeights(chain.Prior, chain.Counts, new GibbsLengthWeights(chain.Prior, chain.Counts));
        for (int d = 0; d < corpus.DocumentCount; d++)
        {
            weights.Compute(d);
            Assert.True(double.IsFinite(weights.Total) && weights.Total > 0);
            var expected = Conditional(c.Dfm, chain.Counts, d, c.Options);
            for (int s = 0; s < chain.Counts.SlotCount; s++) Assert.Equal(expected[s], weights.Slots[s] / weights.Total, 1e-7);
            Assert.Equal(expected[^1], weights.New / weights.Total, 1e-7);
        }
    }, iter: 300);

    [Theory]
    [InlineData(3, 0.7, 0.4)]
    [InlineData(2, 0.1, 0.1)]
    [InlineData(40, 0.05, 1.5)]
    public void SweepsVisitPartitionsWithTheirProbability(int k, double alpha, double beta)
    {
        // Five documents, one of them empty and two with repeated words, over words that are frequent and rare.
        var dfm = TestDfm.Of(5, 4, [2, 0, 1, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3, 0, 1, 0, 0, 1, 1]);
        var options = new GibbsOptions { K = k, Alpha = alpha, Beta = beta };
        var exact = ExactPartitions(dfm, options);
        var (chain, _) = Start(dfm, options, 11);
        const int Sweeps = 60_000;
        var seen = new Dictionary<string, int>();
        for (int t = -100; t < Sweeps; t++)
        {
            chain.Sweep(default);
            if (t < 0) continue;
            string partition = GibbsSamples.Partition(chain.Counts.Labels);
            seen[partition] = seen.GetValueOrDefault(partition) + 1;
        }

        // Total variation: half the sum of the absolute differences; about 0.007 for independent draws.
        double distance = exact.Sum(p => Math.Abs(p.Value - (seen.GetValueOrDefault(p.Key) / (double)Sweeps))) / 2;
        Assert.True(distance < 0.02, $"total variation {distance}");
        Assert.All(seen.Keys, key => Assert.True(exact.ContainsKey(key)));
    }

    private static (GibbsChain Chain, GibbsCorpus Corpus) Start(Core.Data.Dfm dfm, GibbsOptions options, uint seed)
    {
        var corpus = GibbsCorpus.Create(dfm, Math.Min(options.K, dfm.DocumentCount));
        return (new GibbsChain(corpus, new GibbsPrior(corpus, options.K, options.FirstAlpha, options.FirstBeta), RandomGenerator.FromSeed(seed)), corpus);
    }

    /// <summary>The probability of each slot, and finally of a new cluster, as ratios of joint probabilities over all choices.</summary>
    private static double[] Conditional(Core.Data.Dfm dfm, GibbsCounts counts, int document, GibbsOptions options)
    {
        var labels = (int[])counts.Labels.Clone();
        bool alone = labels.Count(label => label == labels[document]) == 1;
        int own = labels[document];
        var logs = new double[options.K];
        for (int k = 0; k < options.K; k++)
        {
            labels[document] = k;
            logs[k] = PlainGibbs.LogJoint(dfm, labels, options);
        }

        double greatest = logs.Max(), total = logs.Sum(x => Math.Exp(x - greatest));
        var result = new double[counts.SlotCount + 1];
        for (int k = 0; k < options.K; k++)
        {
            bool isNew = k >= counts.SlotCount || (alone && k == own);
            result[isNew ? counts.SlotCount : k] += Math.Exp(logs[k] - greatest) / total;
        }

        return result;
    }

    /// <summary>The posterior of each partition by enumeration: a partition into c clusters has K! / (K - c)! labellings.</summary>
    private static Dictionary<string, double> ExactPartitions(Core.Data.Dfm dfm, GibbsOptions options)
    {
        int n = dfm.DocumentCount;
        var logs = new Dictionary<string, double>();
        for (int code = 0; code < Math.Pow(n, n); code++)
        {
            var labels = new int[n];
            for (int d = 0, rest = code; d < n; d++, rest /= n) labels[d] = rest % n;
            string partition = GibbsSamples.Partition(labels);
            int clusters = labels.Distinct().Count();
            if (partition != string.Join(',', labels) || clusters > options.K) continue;
            double log = PlainGibbs.LogJoint(dfm, labels, options);
            for (int c = 0; c < clusters; c++) log += Math.Log(options.K - c);
            logs[partition] = log;
        }

        double greatest = logs.Values.Max(), total = logs.Values.Sum(x => Math.Exp(x - greatest));
        return logs.ToDictionary(p => p.Key, p => Math.Exp(p.Value - greatest) / total);
    }
}
