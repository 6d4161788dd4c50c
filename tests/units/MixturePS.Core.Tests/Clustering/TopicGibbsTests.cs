using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Topic models by Gibbs sampling.</summary>
public sealed class TopicGibbsTests
{
    [Fact]
    public void ChainsDrawFromThePosteriorOfAllAssignments()
    {
        const int K = 2, Sweeps = 20_000;
        var dfm = TestDfm.Of(3, 4, [2, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 2]);
        var options = new TopicModelOptions { K = K, Alpha = 0.4, Eta = 0.3, LearnAlpha = false, LearnEta = false };
        var corpus = TopicCorpus.Create(dfm, default);
        int tokens = corpus.TokenCount;
        var expected = TopicEnumeration.SharedTopics(corpus, K, 0.4, 0.3);
        var chain = new TopicChain(corpus, options, RandomGenerator.FromSeed(1), TopicWords.Drawn, default);
        var together = new double[tokens, tokens];
        for (int t = 0; t < Sweeps; t++)
        {
            chain.Sweep(learns: false, keeps: false, TopicWords.Drawn);
            for (int i = 0; i < tokens; i++)
                for (int j = 0; j < i; j++)
                    if (chain.Topics[i] == chain.Topics[j]) together[i, j] += 1.0 / Sweeps;
        }

        // Five standard errors of an average whose draws are worth at least a tenth of independent ones.
        for (int i = 0; i < tokens; i++)
            for (int j = 0; j < i; j++) Assert.Equal(expected[i, j], together[i, j], 5 * Math.Sqrt(0.25 / (Sweeps / 10)));
    }

    [Theory]
    [InlineData(0.02)]
    [InlineData(0.3)]
    [InlineData(0.95)]
    [InlineData(2)]
    public void GammaDrawsFollowTheirDistribution(double eta)
    {
        const int N = 40_000;
        var (counts, draws) = (new int[N], new double[N]);
        new TopicGammaSampler(RandomGenerator.FromSeed(5).Bits, eta).Draw(counts, draws, new double[N]);
        foreach (double value in new[] { 1e-20, 1e-6, 0.01, 0.3, 1, 3 })
        {
            // The library's series underflows for small values, where the first term is enough.
            double expected = value < 1e-3 ? Math.Pow(value, eta) / MathNet.Numerics.SpecialFunctions.Gamma(eta + 1) : MathNet.Numerics.Distributions.Gamma.CDF(eta, 1, value);
            Assert.Equal(expected, draws.Count(draw => draw <= value) / (double)N, (5 * Math.Sqrt(expected * (1 - expected) / N)) + 1e-6);
        }
    }

    [Theory]
    [InlineData(30)]
    [InlineData(2000)]
    public void CountTablesAreThePlainSums(int largest)
    {
        var random = new System.Random(3);
        var (one, two) = (new CountTable(2, largest), new CountTable(2, largest));
        double log = 0, digamma = 0;
        for (int i = 0; i < 200; i++)
        {
            int count = random.Next(largest + 1);
            (i % 3 == 0 ? one : two).Add(i % 2, count);
            if (i % 2 == 0) continue;
            log += MathNet.Numerics.SpecialFunctions.GammaLn(0.7 + count) - MathNet.Numerics.SpecialFunctions.GammaLn(0.7);
            digamma += MathNet.Numerics.SpecialFunctions.DiGamma(0.7 + count) - MathNet.Numerics.SpecialFunctions.DiGamma(0.7);
        }

        one.Take(two);
        Assert.Equal(log, one.LogRising(1, 0.7), 1e-9 * log);
        Assert.Equal(digamma, one.DigammaDifference(1, 0.7), 1e-9 * digamma);
        Assert.Equal(0, two.LogRising(1, 0.7));
    }

    [Fact]
    public void WithOneTopicTheEstimatesAreExact()
    {
        var dfm = TestDfm.Of(2, 2, [2, 0, 1, 2]);
        var options = new TopicModelOptions { K = 1, Eta = 0.5, LearnAlpha = false, LearnEta = false, Iterations = 4 };
        var fit = TopicModel.Fit(dfm, options, 0);
        Assert.Equal(3.5 / 6, fit.Mu[0, 0], 12);
        Assert.Equal(2.5 / 6, fit.Mu[0, 1], 12);
        Assert.All(fit.Theta.Values.ToArray(), share => Assert.Equal(1, share, 12));
        Assert.True(fit.Converged);
    }

    [Fact]
    public void TheTraceIsTheLogarithmOfTheJointProbability()
    {
        var dfm = TestDfm.Of(3, 4, [2, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 2]);
        var corpus = TopicCorpus.Create(dfm, default);
        var chain = new TopicChain(corpus, new TopicModelOptions { K = 3, Alpha = 0.4, Eta = 0.3, LearnAlpha = false, LearnEta = false }, RandomGenerator.FromSeed(3), TopicWords.Expected, default);
        for (int t = 0; t < 5; t++)
        {
            double traced = chain.Sweep(learns: false, keeps: true, TopicWords.Drawn);
            Assert.Equal(TopicEnumeration.LogJoint(corpus, chain.Topics, 3, 0.4, 0.3), traced, 10);
        }
    }

    [Fact]
    public void TopicsOfSimulatedDocumentsAreFound()
    {
        var (sample, mu) = Simulated(4, 40, 400, 60, 0);
        var fit = TopicModel.Fit(sample, new TopicModelOptions { K = 4, Iterations = 120 }, 1);
        Assert.All(Enumerable.Range(0, 4), k => Assert.True(Enumerable.Range(0, 4).Min(l => Distance(mu.RowSpan(k), fit.Mu.RowSpan(l))) < 0.1));
        Assert.All(Enumerable.Range(0, 400), d => Assert.Equal(1, fit.Theta.Row(d).Sum(), 12));
        Assert.All(Enumerable.Range(0, 4), k => Assert.Equal(1, fit.Mu.Row(k).Sum(), 12));

        // Documents were drawn with 0.1 for each topic and topics with 0.1 for each word.
        Assert.InRange(fit.Alpha.Sum(), 0.3, 0.5);
        Assert.InRange(fit.Eta, 0.05, 0.2);
    }

    [Fact]
    public void TheResultIsTheSameForAnyNumberOfThreads()
    {
        var (sample, _) = Simulated(5, 3000, 300, 40, 2);
        var options = new TopicModelOptions { K = 5, Iterations = 12, Chains = 2 };
        var one = TopicModel.Fit(sample, options with { ThrottleLimit = 1 }, 7);
        var two = TopicModel.Fit(sample, options with { ThrottleLimit = 3 }, 7);
        Assert.Equal(one.Mu.Buffer, two.Mu.Buffer);
        Assert.Equal(one.Theta.Buffer, two.Theta.Buffer);
        Assert.Equal(one.ChainTrace, two.ChainTrace);
        Assert.Equal(one.Alpha, two.Alpha);
        Assert.NotEqual(one.Trace, TopicModel.Fit(sample, options, 8).Trace);
    }

    [Fact]
    public void EdgeCasesAreAllowed()
    {
        // A document without tokens has the shares of the prior.
        var empty = TopicModel.Fit(TestDfm.Of(3, 2, [1, 0, 0, 0, 2, 2]), new TopicModelOptions { K = 2, Iterations = 6, LearnAlpha = false }, 0);
        Assert.Equal([0.5, 0.5], empty.Theta.Row(1));
        Assert.Equal(1, empty.EmptyDocumentCount);

        // There may be more topics than tokens, no tokens at all, and one feature.
        var many = TopicModel.Fit(TestDfm.Of(1, 2, [1, 1]), new TopicModelOptions { K = 9, Iterations = 6 }, 0);
        Assert.All(many.Mu.Values.ToArray(), p => Assert.InRange(p, 0, 1));
        var none = TopicModel.Fit(TestDfm.Of(2, 2, [0, 0, 0, 0]), new TopicModelOptions { K = 2, Iterations = 6 }, 0);
        Assert.All(none.Mu.Values.ToArray(), p => Assert.Equal(0.5, p, 12));
        var one = TopicModel.Fit(TestDfm.Of(3, 1, [1, 2, 3]), new TopicModelOptions { K = 3, Iterations = 6 }, 0);
        Assert.All(one.Mu.Values.ToArray(), p => Assert.Equal(1, p, 12));

        // The smallest prior, at which gamma draws underflow.
        var small = TopicModel.Fit(TestDfm.Of(2, 3, [3, 0, 0, 0, 4, 0]), new TopicModelOptions { K = 4, Eta = 1e-6, Alpha = 1e-6, LearnAlpha = false, LearnEta = false, Iterations = 30 }, 0);
        Assert.All(small.Mu.Values.ToArray(), p => Assert.InRange(p, 0, 1));
    }

    [Theory]
    [InlineData("InvalidClusterCount")]
    [InlineData("InvalidAlpha")]
    [InlineData("InvalidEta")]
    [InlineData("InvalidOption")]
    [InlineData("AlreadyWeighted")]
    [InlineData("EmptyDfm")]
    [InlineData("FractionalCount")]
    [InlineData("DocumentTooLong")]
    [InlineData("InvalidSeed")]
    [InlineData("MatrixTooLarge")]
    public void InvalidInputHasItsId(string id)
    {
        var dfm = TestDfm.Of(2, 2, [1, 0, 0, 1]);
        Action[] actions = id switch
        {
            "InvalidClusterCount" => [() => _ = new TopicModelOptions { K = 0 }],
            "InvalidAlpha" => [() => _ = new TopicModelOptions { Alpha = 0 }, () => _ = new TopicModelOptions { Alpha = double.NaN }],
            "InvalidEta" => [() => _ = new TopicModelOptions { Eta = -1 }],
            "InvalidOption" =>
            [
                () => _ = new TopicModelOptions { Iterations = 0 }, () => _ = new TopicModelOptions { Chains = 0 }, () => _ = new TopicModelOptions { Thinning = 0 },
                () => _ = new TopicModelOptions { Decay = 0.5 }, () => _ = new TopicModelOptions { Delay = 0 }, () => _ = new TopicModelOptions { BatchSize = 0 },
                () => TopicModel.Fit(dfm, new TopicModelOptions { Iterations = 5, BurnIn = 5 }, 0),
            ],
            "AlreadyWeighted" => [() => TopicModel.Fit(TfIdf.Transform(dfm, new TfIdfOptions()), new TopicModelOptions(), 0)],
            "EmptyDfm" => [() => TopicModel.Fit(TestDfm.Of(0, 2, []), new TopicModelOptions(), 0)],
            "FractionalCount" => [() => TopicModel.Fit(TestDfm.Of(1, 1, [0.5]), new TopicModelOptions(), 0)],
            "DocumentTooLong" => [() => TopicModel.Fit(TestDfm.Of(1, 2, [2e9, 2e9]), new TopicModelOptions(), 0)],
            "InvalidSeed" => [() => TopicModel.Fit(dfm, new TopicModelOptions(), -1)],
            _ => [() => TopicModel.Fit(dfm, new TopicModelOptions { K = int.MaxValue }, 0)],
        };
        foreach (var action in actions) Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
    }

    [Fact]
    public void ACancelledFitEnds()
    {
        var dfm = Simulated(3, 20, 50, 10, 0).Sample;
        Checks.CancelThroughout(token => TopicModel.Fit(dfm, new TopicModelOptions { K = 3, Iterations = 20 }, 0, null, token));
    }

    internal static (Dfm Sample, DenseMatrix Mu) Simulated(int k, int words, int documents, int length, int seed)
    {
        var generator = RandomGenerator.FromSeed(seed);
        var model = MixtureModel.Draw(k, [.. Enumerable.Repeat(0.1, words)], [0.1], Vocabularies.Numbered(words), generator, MixtureMembership.Mixed);
        return (TopicSampler.Sample(model, documents, DocumentLength.Fixed(length), generator), model.Mu);
    }

    private static double Distance(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int j = 0; j < p.Length; j++) sum += Math.Abs(p[j] - q[j]);
        return sum / 2;
    }
}
