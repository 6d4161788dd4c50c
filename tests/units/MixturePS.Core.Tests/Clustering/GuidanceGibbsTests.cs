using CsCheck;
using MathNet.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Gibbs sampling with labels and seed words.</summary>
public sealed class GuidanceGibbsTests
{
    // With the smaller beta, all but the shortest documents carry exponents.
    private static readonly Gen<(Dfm Dfm, GuidanceOptions Guidance, double Beta, uint Seed)> Cases =
        from n in Gen.Int[3, 25]
        from j in Gen.Int[2, 6]
        from cells in Gen.Int[0, 6].Array[n * j]
        from labels in Gen.Int[-3, 1].Array[n]
        from seedWeight in Gen.Double[0.5, 4]
        from beta in Gen.Bool.Select(isSmall => isSmall ? 1e-30 : 0.3)
        from seed in Gen.UInt
        select (TestDfm.Of(n, j, Array.ConvertAll(cells, c => c < 3 ? 0.0 : c - 2)), new GuidanceOptions
        {
            KnownLabels = [0, .. labels.Skip(1).Select(label => label < 0 ? null : (object)label)],
            SeedTerms = [(2, [j - 1, 0])],
            SeedWeight = seedWeight,
        }, beta, seed);

    // The weights of all clusters from the joint probability, written out.
    [Fact]
    public void WeightsAreRatiosOfJointProbabilities() => Cases.Sample(c =>
    {
        const int K = 5;
        var (chain, guidance) = Chain(c.Dfm, c.Guidance, K, 0.7, c.Beta, c.Seed);
        var counts = chain.Counts;
        var weights = new GibbsWeights(chain.Prior, counts, new GibbsLengthWeights(chain.Prior, counts));
        for (int d = 0; d < c.Dfm.DocumentCount; d++)
        {
            weights.Compute(d);
            var expected = Enumerable.Range(0, K).Select(k => LogJoint(c.Dfm, [.. counts.Labels.Select((label, i) => i == d ? k : label)], guidance, K, 0.7, c.Beta)).ToArray();
            double total = expected.Sum(value => Math.Exp(value - expected.Max()));
            for (int s = 0; s < counts.SlotCount; s++)
            {
                // For a document alone in a cluster of no name, its own cluster is one of the empty ones.
                bool isAlone = s == counts.Labels[d] && counts.Documents[s] == 1 && s >= guidance.Anchored.Length;
                if (!isAlone) Assert.Equal(Math.Exp(expected[s] - expected.Max()) / total, weights.Slots[s] / weights.Total, 1e-7);
            }
        }
    }, iter: 200);

    [Fact]
    public void TheJointProbabilityIsThatOfTheAsymmetricPrior() => Cases.Sample(c =>
    {
        var (chain, guidance) = Chain(c.Dfm, c.Guidance, 5, 0.7, 0.3, c.Seed);
        for (int sweep = 0; sweep < 3; sweep++)
        {
            double expected = LogJoint(c.Dfm, chain.Counts.Labels, guidance, 5, 0.7, 0.3);
            Assert.Equal(expected, chain.Prior.LogJoint(chain.Counts), 1e-8 * (1 + Math.Abs(expected)));
            chain.Sweep(default);
            for (int d = 0; d < c.Dfm.DocumentCount; d++)
                if (guidance.Labels[d] >= 0) Assert.Equal(Array.IndexOf(guidance.Anchored, guidance.Labels[d]), chain.Counts.Labels[d]);
        }
    }, iter: 100);

    [Fact]
    public void AStepForBetaRaisesTheJointProbability() => Cases.Sample(c =>
    {
        var (chain, _) = Chain(c.Dfm, c.Guidance, 5, 0.7, 0.3, c.Seed);
        double before = chain.Prior.LogJoint(chain.Counts);
        double beta = GibbsHyperparameters.Beta(chain.Counts, 0.3, default);
        chain.Use(new GibbsPrior(chain.Counts.Corpus, 5, 0.7, beta));
        double after = chain.Prior.LogJoint(chain.Counts);
        Assert.True(after >= before - (1e-8 * Math.Abs(before)), $"{after} after {before}, beta {beta}");
    }, iter: 100);

    [Fact]
    public void AChainSamplesTheExactPosterior()
    {
        const int K = 3, Sweeps = 60_000;
        var dfm = TestDfm.OfRows([[2, 1, 0], [0, 1, 2], [1, 1, 0], [0, 0, 3], [1, 0, 1], [0, 2, 0]]);
        var options = new GuidanceOptions { KnownLabels = [0, null, null, null, null, null], SeedTerms = [(1, [2])], SeedWeight = 1.5 };
        var (chain, guidance) = Chain(dfm, options, K, 0.8, 0.5, 9);
        var exact = new double[dfm.DocumentCount, K];
        double evidence = 0;
        for (int code = 0; code < 243; code++)
        {
            int[] labels = [0, .. Enumerable.Range(0, 5).Select(i => code / (int)Math.Pow(3, i) % 3)];
            double probability = Math.Exp(LogJoint(dfm, labels, guidance, K, 0.8, 0.5));
            evidence += probability;
            for (int d = 0; d < labels.Length; d++) exact[d, labels[d]] += probability;
        }

        var sampled = new double[dfm.DocumentCount, K];
        for (int t = 0; t < Sweeps; t++)
        {
            chain.Sweep(default);
            for (int d = 0; d < dfm.DocumentCount; d++) sampled[d, chain.Counts.Labels[d]]++;
        }

        for (int d = 0; d < dfm.DocumentCount; d++)
            for (int k = 0; k < K; k++) Assert.Equal(exact[d, k] / evidence, sampled[d, k] / Sweeps, 0.012);
    }

    [Fact]
    public void LabelsAreExactInTheConsensus() => Cases.Sample(c =>
    {
        foreach (int k in new[] { 3, 5 })
        {
            var fit = Gibbs.Fit(c.Dfm, new GibbsOptions { K = k, IsKnownK = true, Iterations = 6, Chains = 2, Guidance = c.Guidance }, c.Seed);
            Assert.InRange(fit.K, 3, k);
            for (int d = 0; d < fit.Labels.Count; d++)
            {
                Assert.InRange(fit.Posterior.Row(d).Sum(), 0, 1 + 1e-12);
                if (c.Guidance.KnownLabels![d] is not int label) continue;
                Assert.Equal(label, fit.Labels[d]);
                for (int column = 0; column < fit.K; column++) Assert.Equal(column == label ? 1.0 : 0.0, fit.Posterior[d, column]);
            }

            Assert.All(fit.Draws, draw => Assert.Equal(Enumerable.Range(0, draw.Max() + 1), draw.Distinct().Order()));
        }
    }, iter: 60);

    // Ten labels for eight clusters: chains that add documents one by one, or start uniformly, lose clusters.
    [Fact]
    public void AFewLabelsAreEnoughForEveryCluster()
    {
        var model = MixtureModel.Draw(8, [.. Enumerable.Repeat(0.3, 500)], null, Vocabularies.Numbered(500), RandomGenerator.FromSeed(5));
        var dfm = DfmSampler.Sample(model, 1000, DocumentLength.Fixed(8), RandomGenerator.FromSeed(6));
        var fit = Gibbs.Fit(dfm, new GibbsOptions { K = 8, IsKnownK = true, Chains = 4, Guidance = new GuidanceOptions { LabelledDocuments = 10 } }, 7);
        int right = Enumerable.Range(0, 1000).Count(i => fit.Labels[i] == dfm.KnownCluster![i]);
        Assert.True(right > 900, $"{right} of 1000");
    }

    [Fact]
    public void FreeClustersFillTheNumbersThatAreLeft()
    {
        var rows = Enumerable.Range(0, 90).Select(i => Enumerable.Range(0, 9).Select(j => j / 3 == i % 3 ? 4.0 : 0.0).ToArray()).ToArray();
        var labels = new object?[90];
        (labels[1], labels[2]) = (0, 3);
        var fit = Gibbs.Fit(TestDfm.OfRows(rows), new GibbsOptions { K = 4, IsKnownK = true, Guidance = new GuidanceOptions { KnownLabels = labels } }, 1);
        Assert.Equal(4, fit.K);
        Assert.Equal([30, 30, 0, 30], fit.ClusterSize);
        for (int i = 0; i < 90; i++) Assert.Equal(new[] { 1, 0, 3 }[i % 3], fit.Labels[i]);
    }

    private static (GibbsChain Chain, Guidance Guidance) Chain(Dfm dfm, GuidanceOptions options, int k, double alpha, double beta, uint seed)
    {
        var guidance = Guidance.Resolve(dfm, options, k, seed)!;
        var corpus = GibbsCorpus.Create(dfm, Math.Min(k, dfm.DocumentCount), default, guidance);
        return (new GibbsChain(corpus, new GibbsPrior(corpus, k, alpha, beta), RandomGenerator.FromSeed(seed)), guidance);
    }

    // Labels are slots: those of the anchored clusters first.
    private static double LogJoint(Dfm dfm, int[] slots, Guidance guidance, int k, double alpha, double beta)
    {
        double sum = SpecialFunctions.GammaLn(k * alpha) - SpecialFunctions.GammaLn((k * alpha) + slots.Length);
        for (int s = 0; s < k; s++)
        {
            int cluster = s < guidance.Anchored.Length ? guidance.Anchored[s] : -1;
            int[] members = [.. Enumerable.Range(0, slots.Length).Where(d => slots[d] == s)];
            sum += Rising(alpha, members.Length);
            double prior = 0, tokens = 0;
            for (int w = 0; w < dfm.FeatureCount; w++)
            {
                double own = beta + guidance.Seeds.Where(word => word.Cluster == cluster && word.Feature == w).Sum(word => word.Weight);
                double count = members.Sum(d => dfm[d, w]);
                sum += Rising(own, count);
                (prior, tokens) = (prior + own, tokens + count);
            }

            sum -= Rising(prior, tokens);
        }

        return sum;
    }

    private static double Rising(double x, double n) => Enumerable.Range(0, (int)n).Sum(i => Math.Log(x + i));
}
