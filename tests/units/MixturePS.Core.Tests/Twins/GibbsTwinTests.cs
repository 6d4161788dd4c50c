using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Tests.Clustering;

namespace MixturePS.Core.Tests.Twins;

/// <summary>The Gibbs sampler's weights and counts against the paper's formula and counting from the start.</summary>
public sealed class GibbsTwinTests
{
    // Products of thousands of factors against sums of their logarithms: equal to rounding, which grows with the factors.
    [Fact]
    public void WeightsAreEquationFour()
    {
        foreach (var (dfm, options, random) in Cases(4))
        {
            var (chain, prior) = Start(dfm, options, random.Next(1000));
            chain.Sweep(default);
            AssertWeights(dfm, options, prior, chain.Counts, 1e-9);
        }
    }

    [Fact]
    public void WeightsOfLongDocumentsAreEquationFour() => GibbsSamples.Cases.Sample(c =>
    {
        var (chain, prior) = Start(c.Dfm, c.Options, (int)(c.Seed % 1000));
        AssertWeights(c.Dfm, c.Options, prior, chain.Counts, 1e-7);
    }, iter: 100);

    [Fact]
    public void CountsAreThoseOfCountingFromTheStart()
    {
        foreach (var (dfm, options, random) in Cases(4))
        {
            var corpus = GibbsCorpus.Create(dfm, Math.Min(options.K, dfm.DocumentCount));
            int slots = Math.Min(options.K, dfm.DocumentCount);
            var labels = new int[dfm.DocumentCount];
            foreach (ref int label in labels.AsSpan()) label = random.Next(slots);
            var counts = new GibbsCounts(corpus, labels, slots);
            for (int move = 0; move < 60; move++)
            {
                AssertCounts(dfm, counts);
                int document = random.Next(dfm.DocumentCount), from = counts.Labels[document];
                bool opens = random.Next(3) == 0 && (counts.LiveCount < slots || counts.Documents[from] == 1);
                if (opens && counts.Documents[from] == 1) continue;
                counts.Move(document, opens ? counts.FreeSlot() : counts.Labels[random.Next(dfm.DocumentCount)]);
                if (random.Next(20) == 0) counts.Compact();
            }
        }
    }

    [Fact]
    public void ASweepKeepsTheCounts()
    {
        foreach (var (dfm, options, random) in Cases(2))
        {
            var (chain, _) = Start(dfm, options, random.Next(1000));
            for (int sweep = 0; sweep < 3; sweep++)
            {
                chain.Sweep(default);
                Assert.Equal(chain.Counts.LiveCount, chain.Counts.SlotCount);
                AssertCounts(dfm, chain.Counts);
            }
        }
    }

    private static IEnumerable<(Dfm Dfm, GibbsOptions Options, System.Random Random)> Cases(int seeds)
    {
        foreach (var (dfm, random) in TwinCases.Counts(seeds))
        {
            if (dfm.DocumentCount > 70) continue;
            foreach (int k in new[] { 1, 2, dfm.DocumentCount, 3 * dfm.DocumentCount })
                yield return (dfm, new GibbsOptions { K = k, Alpha = random.Next(2) == 0 ? 0.1 : 2, Beta = random.Next(2) == 0 ? 0.05 : 1 }, random);
        }
    }

    private static (GibbsChain Chain, GibbsPrior Prior) Start(Dfm dfm, GibbsOptions options, int seed)
    {
        var corpus = GibbsCorpus.Create(dfm, Math.Min(options.K, dfm.DocumentCount));
        var prior = new GibbsPrior(corpus, options.K, options.FirstAlpha, options.FirstBeta);
        return (new GibbsChain(corpus, prior, RandomGenerator.FromSeed(seed)), prior);
    }

    private static void AssertWeights(Dfm dfm, GibbsOptions options, GibbsPrior prior, GibbsCounts counts, double tolerance)
    {
        var weights = new GibbsWeights(prior, counts, new GibbsLengthWeights(prior, counts));
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            weights.Compute(d);
            var expected = PlainGibbs.Conditional(dfm, counts.Labels, d, counts.SlotCount, options);
            for (int s = 0; s < counts.SlotCount; s++) Assert.Equal(expected[s], weights.Slots[s] / weights.Total, tolerance);
            Assert.Equal(expected[^1], weights.New / weights.Total, tolerance);
        }
    }

    private static void AssertCounts(Dfm dfm, GibbsCounts counts)
    {
        var corpus = counts.Corpus;
        Assert.Equal(counts.Labels.Distinct().Count(), counts.LiveCount);
        for (int s = 0; s < counts.SlotCount; s++)
        {
            int[] members = [.. Enumerable.Range(0, dfm.DocumentCount).Where(d => counts.Labels[d] == s)];
            Assert.Equal(members.Length, counts.Documents[s]);
            Assert.Equal(members.Sum(d => dfm.Row(d).Sum()), counts.Tokens[s]);
            for (int w = 0; w < corpus.Frequent.Length; w++) Assert.Equal(members.Sum(d => dfm[d, corpus.Frequent[w]]), counts.Row(w)[s]);
            for (int w = 0; w < corpus.Rare.Length; w++) Assert.Equal(members.Sum(d => dfm[d, corpus.Rare[w]]), counts.ListedCount(w, s));
        }

        for (int w = 0; w < corpus.Rare.Length; w++)
        {
            int word = corpus.Rare[w];
            Assert.Equal(Enumerable.Range(0, dfm.DocumentCount).Where(d => dfm[d, word] > 0).Select(d => counts.Labels[d]).Distinct().Order(), counts.ListedSlots(w).ToArray().Order());
        }
    }
}
