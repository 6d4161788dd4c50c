using CsCheck;
using MathNet.Numerics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The result of a fit.</summary>
public sealed class GibbsTests
{
    [Fact]
    public void ResultsAreConsistent() => GibbsSamples.Cases.Sample(c =>
    {
        var result = Gibbs.Fit(c.Dfm, c.Options with { Iterations = 9, Chains = 2 }, c.Seed);
        int n = c.Dfm.DocumentCount;
        Assert.Equal(Enumerable.Range(0, result.K), result.Labels.Distinct().Order());
        Assert.True(result.K <= c.Options.K);
        Assert.Equal(result.ClusterSize.OrderDescending(), result.ClusterSize);
        Assert.Equal(n, result.ClusterSize.Sum());
        for (int d = 0; d < n; d++)
        {
            var row = result.Posterior.Row(d);
            Assert.InRange(row.Sum(), 0, 1 + 1e-9);
            Assert.All(row, p => Assert.InRange(p, 0, 1));
        }

        for (int k = 0; k < result.K; k++) Assert.Equal(1, result.Centers.Row(k).Sum(), 1e-9);
        Assert.Equal(9, result.LogJointTrace.Count);
        Assert.Equal(9, result.ClusterCountTrace.Count);
        Assert.Equal(result.ChainLogJoint[result.Chain], result.LogJointTrace);
        Assert.All(result.LogJointTrace, x => Assert.True(double.IsFinite(x)));
        Assert.True(double.IsFinite(result.LogLikelihood!.Value));
        Assert.Equal(4, result.BurnIn);
        Assert.Equal(ExitReason.Completed, result.ExitReason);
    }, iter: 150);

    [Fact]
    public void TheResultDependsOnTheSeedNotOnTheThreads()
    {
        var dfm = Simulated(4, 60, 400, 8, 5).Dfm;
        var options = new GibbsOptions { K = 30, Iterations = 8, Chains = 3 };
        var results = new[] { 1, 2, 8 }.Select(t => Gibbs.Fit(dfm, options with { ThrottleLimit = t }, 3)).ToArray();
        foreach (var other in results[1..])
        {
            Assert.Equal(results[0].Labels, other.Labels);
            Assert.Equal(results[0].Posterior.Values.ToArray(), other.Posterior.Values.ToArray());
            Assert.Equal(results[0].LogLikelihood, other.LogLikelihood);
            Assert.Equal(results[0].RHat, other.RHat);
        }

        Assert.Single(results.Select(result => string.Join(' ', result.Draws.Select(draw => string.Join(',', draw)))).Distinct());
        Assert.Equal(results[0].ChainLogJoint[0], Gibbs.Fit(dfm, options with { Chains = 1 }, 3).LogJointTrace);
        Assert.NotEqual(results[0].LogJointTrace, Gibbs.Fit(dfm, options, 4).LogJointTrace);
    }

    [Fact]
    public void TheNumberOfClustersIsFound()
    {
        var (dfm, known) = Simulated(6, 150, 500, 14, 1);
        var result = Gibbs.Fit(dfm, new GibbsOptions { K = 60 }, 1);
        Assert.Equal(6, result.K);
        Assert.True(AgreementIndices.AdjustedRandIndex(ContingencyTable.FromLabels(known, [.. result.Labels])) > 0.97);
        Assert.True(result.ClusterCountTrace[0] > 20);
    }

    [Fact]
    public void SwitchedLabelsAreUndone()
    {
        // Two clear clusters and one document between them. The chain switches labels only after a restart, so samples are relabelled here.
        var dfm = TestDfm.Of(5, 2, [9, 0, 8, 0, 0, 9, 0, 8, 1, 1]);
        var corpus = GibbsCorpus.Create(dfm, 2);
        var prior = new GibbsPrior(corpus, 2, 0.5, 0.5);
        int[][] samples = [[0, 0, 1, 1, 0], [1, 1, 0, 0, 1], [1, 1, 0, 0, 0], [0, 0, 1, 1, 0]];
        var (labels, probability, k, _) = GibbsPosterior.Average(corpus, prior, samples, 0, 1, default);
        Assert.Equal(2, k);
        Assert.Equal([labels[0], labels[0], labels[2], labels[2]], labels[..4]);
        for (int d = 0; d < 4; d++) Assert.True(probability[(d * 2) + labels[d]] > 0.99);
        Assert.InRange(probability[8], 0.3, 0.7);
    }

    [Fact]
    public void MatchingReordersThePosterior()
    {
        var (dfm, known) = Simulated(4, 80, 200, 12, 2);
        var result = Gibbs.Fit(dfm, new GibbsOptions { K = 20 }, 2);
        var matched = (GibbsClustering)result.Match();
        Assert.True(AgreementIndices.Accuracy(ContingencyTable.FromLabels(known, [.. matched.Labels]), out _) > 0.95);
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            int column = matched.ClusterLabel.ToList().IndexOf(matched.Labels[d]);
            Assert.Equal(result.Posterior[d, result.Labels[d]], matched.Posterior[d, column]);
            Assert.Equal(result.Centers.Row(result.Labels[d]), matched.Centers.Row(column));
            Assert.Equal(result.Alpha[result.Labels[d]], matched.Alpha[column]);
        }

        Assert.Equal(result.DistanceFromCenter(), matched.DistanceFromCenter());
    }

    [Fact]
    public void TheLikelihoodIsThatOfTheFittedModel()
    {
        var dfm = Simulated(3, 12, 60, 6, 5).Dfm;
        var result = Gibbs.Fit(dfm, new GibbsOptions { K = 8, Iterations = 10 }, 5);
        double sum = 0;
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            var row = dfm.Row(d);
            double probability = Enumerable.Range(0, result.K).Sum(k => result.Alpha[k] * row.Select((count, w) => Math.Pow(result.Mu[k, w], count)).Aggregate((a, b) => a * b));
            sum += Math.Log(probability) + SpecialFunctions.FactorialLn((int)row.Sum()) - row.Sum(count => SpecialFunctions.FactorialLn((int)count));
        }

        Assert.Equal(sum, result.LogLikelihood!.Value, 1e-9 * Math.Abs(sum));
    }

    [Fact]
    public void LongDocumentsNeitherOverflowNorUnderflow()
    {
        var cells = new double[6 * 3];
        for (int d = 0; d < 6; d++)
            for (int w = 0; w < 3; w++) cells[(d * 3) + w] = 200_000 * (w == d % 3 ? 20 : 1 + d);
        var result = Gibbs.Fit(TestDfm.Of(6, 3, cells), new GibbsOptions { K = 6, Alpha = 1e-3 }, 0);
        Assert.All(result.Posterior.Values.ToArray(), p => Assert.True(double.IsFinite(p)));
        Assert.True(double.IsFinite(result.LogJointTrace[^1]));
    }

    [Fact]
    public void LongDocumentsAreWeightedEvenIfNoClusterIsEmpty()
    {
        // Each further token makes the single cluster about 0.7 times as probable, so its weight passes every power of two below
        // that of a new cluster, which doesn't exist here, including those that idle vector lanes must not use.
        const int Documents = 2600;
        var cells = new double[Documents * 2];
        for (int d = 0; d < Documents; d++) cells[(d * 2) + 1] = 1 + d;
        cells[0] = 1_450_000;
        var corpus = GibbsCorpus.Create(TestDfm.Of(Documents, 2, cells), 1);
        var counts = new GibbsCounts(corpus, new int[Documents], 1);
        var prior = new GibbsPrior(corpus, 1, 0.01, 0.1);
        var weights = new GibbsWeights(prior, counts, new GibbsLengthWeights(prior, counts));
        for (int d = 0; d < Documents; d++)
        {
            weights.Compute(d);
            Assert.Equal(0, weights.New);
            Assert.True(weights.Total > 0);
            Assert.Equal(weights.Slots[0], weights.Total);
        }
    }

    [Fact]
    public void DocumentsWithoutTokensDependOnTheSizesOnly()
    {
        var dfm = TestDfm.Of(4, 2, [0, 0, 0, 0, 0, 0, 5, 0]);
        var corpus = GibbsCorpus.Create(dfm, 10);
        var counts = new GibbsCounts(corpus, [0, 0, 1, 1], 4);
        var prior = new GibbsPrior(corpus, 10, 0.5, 0.1);
        var weights = new GibbsWeights(prior, counts, new GibbsLengthWeights(prior, counts));
        weights.Compute(0);
        Assert.Equal([1.5, 2.5], weights.Slots.ToArray());
        Assert.Equal(4, weights.New);
        Assert.Equal(3, Gibbs.Fit(dfm, new GibbsOptions(), 0).EmptyDocumentCount);
    }

    [Fact]
    public void OneClusterOneFeatureOneDocumentAndIdenticalDocumentsAreAllowed()
    {
        Assert.Equal(1, Gibbs.Fit(TestDfm.Of(3, 2, [1, 0, 0, 1, 2, 2]), new GibbsOptions { K = 1 }, 0).K);
        Assert.Equal([0], Gibbs.Fit(TestDfm.Of(1, 2, [1, 3]), new GibbsOptions { K = 500 }, 0).Labels);
        var same = new double[80];
        Array.Fill(same, 3);
        var identical = Gibbs.Fit(TestDfm.Of(20, 4, same), new GibbsOptions { K = 20, Alpha = 0.01, Iterations = 60 }, 0);
        Assert.Equal(1, identical.K);
        var oneFeature = Gibbs.Fit(TestDfm.Of(5, 1, [1, 2, 3, 0, 9]), new GibbsOptions { K = 3 }, 0);
        Assert.All(oneFeature.Centers.Values.ToArray(), p => Assert.Equal(1, p));
    }

    [Theory]
    [InlineData("InvalidClusterCount")]
    [InlineData("InvalidAlpha")]
    [InlineData("InvalidOption")]
    [InlineData("AlreadyWeighted")]
    [InlineData("EmptyDfm")]
    [InlineData("FractionalCount")]
    [InlineData("DocumentTooLong")]
    [InlineData("InvalidSeed")]
    [InlineData("LabelLengthMismatch")]
    [InlineData("InvalidLabel")]
    public void InvalidInputHasItsId(string id)
    {
        var dfm = TestDfm.Of(2, 2, [1, 0, 0, 1]);
        Action[] actions = id switch
        {
            "InvalidClusterCount" => [() => _ = new GibbsOptions { K = 0 }],
            "InvalidAlpha" => [() => _ = new GibbsOptions { Alpha = 0 }, () => _ = new GibbsOptions { Alpha = double.NaN }],
            "InvalidOption" =>
            [
                () => _ = new GibbsOptions { Beta = -1 }, () => _ = new GibbsOptions { Beta = double.PositiveInfinity },
                () => _ = new GibbsOptions { Iterations = 0 }, () => _ = new GibbsOptions { Chains = 0 }, () => _ = new GibbsOptions { BurnIn = -1 },
                () => Gibbs.Fit(dfm, new GibbsOptions { Iterations = 5, BurnIn = 5 }, 0),
            ],
            "AlreadyWeighted" => [() => Gibbs.Fit(TfIdf.Transform(dfm, new TfIdfOptions()), new GibbsOptions(), 0)],
            "EmptyDfm" => [() => Gibbs.Fit(TestDfm.Of(0, 2, []), new GibbsOptions(), 0)],
            "FractionalCount" => [() => Gibbs.Fit(TestDfm.Of(1, 1, [0.5]), new GibbsOptions(), 0)],
            "DocumentTooLong" => [() => Gibbs.Fit(TestDfm.Of(1, 2, [2e9, 2e9]), new GibbsOptions(), 0)],
            "InvalidSeed" => [() => Gibbs.Fit(dfm, new GibbsOptions(), -1)],
            "LabelLengthMismatch" => [() => Gibbs.LogJoint(dfm, [0], new GibbsOptions())],
            _ => [() => Gibbs.LogJoint(dfm, [0, 3], new GibbsOptions { K = 3 })],
        };
        foreach (var action in actions) Assert.Equal(id, Assert.Throws<MixtureException>(action).Id);
    }

    [Fact]
    public void ACancelledFitEnds() => Checks.CancelThroughout(token => Gibbs.Fit(Simulated(3, 20, 50, 5, 0).Dfm, new GibbsOptions(), 0, null, token));

    private static (Dfm Dfm, int[] Known) Simulated(int k, int words, int n, int length, int seed)
    {
        var eta = new double[words];
        Array.Fill(eta, 0.08);
        var generator = RandomGenerator.FromSeed(seed);
        var dfm = DfmSampler.Sample(MixtureModel.Draw(k, eta, null, null, generator), n, DocumentLength.Fixed(length), generator);
        return (dfm, [.. dfm.KnownCluster!]);
    }
}
