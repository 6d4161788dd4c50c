using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Topic models by variational EM.</summary>
public sealed class TopicVariationalTests
{
    private static readonly Dfm Tiny = TestDfm.Of(3, 4, [2, 1, 0, 0, 0, 1, 2, 0, 1, 0, 0, 2]);

    [Fact]
    public void AnEStepIsThatOfScikitLearn()
    {
        var golden = Golden.Load("sklearn-lda.json");
        double[][] weights = golden.GetProperty("weights").DoubleRows(), statistics = golden.GetProperty("statistics").DoubleRows();
        double[][] gamma = golden.GetProperty("gamma").DoubleRows(), exact = golden.GetProperty("exact").DoubleRows();
        var dfm = TestDfm.OfRows(golden.GetProperty("counts").DoubleRows());
        int topics = weights.Length, stride = TopicDocuments.Stride(topics);
        var byWord = new double[dfm.FeatureCount * stride];
        for (int k = 0; k < topics; k++)
            for (int w = 0; w < dfm.FeatureCount; w++) byWord[(w * stride) + k] = weights[k][w];
        double[] alpha = TopicDocuments.Padded([.. Enumerable.Repeat(golden.GetProperty("alpha").GetDouble(), topics)]);
        var documents = new TopicDocuments(dfm.Matrix, topics, 1, default);
        Array.Fill(documents.Gamma, 1);
        documents.Fit(byWord, alpha, tolerance: 0);

        // The digamma function of scikit-learn is accurate to about 1e-9, an error that grows with the iterations.
        for (int d = 0; d < dfm.DocumentCount; d++)
        {
            for (int k = 0; k < topics; k++)
            {
                double found = documents.Gamma[(d * stride) + k];
                Assert.Equal(exact[d][k], found, 1e-10 * (1 + found));
                Assert.Equal(gamma[d][k], found, 1e-6 * (1 + found));
            }
        }

        var cells = WordCells.Of(dfm.Matrix, null, default);
        for (int w = 0; w < dfm.FeatureCount; w++)
        {
            for (int k = 0; k < topics; k++)
            {
                double sum = 0;
                for (int p = cells.Offsets[w]; p < cells.Offsets[w + 1]; p++) sum += documents.Ratios[cells.Places[p]] * documents.Exponentials[(cells.Documents[p] * stride) + k];
                Assert.Equal(statistics[k][w], sum, 1e-6 * (1 + statistics[k][w]));
            }
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TheLowerBoundDoesNotFallOnceDocumentsKeepTheirDistributions(bool learns)
    {
        var (sample, _) = TopicGibbsTests.Simulated(4, 30, 80, 25, 0);
        var fit = TopicModel.Fit(sample, new TopicModelOptions { K = 5, Method = TopicMethod.Variational, LearnAlpha = learns, LearnEta = learns, Tolerance = 0, Iterations = 60 }, 3);
        for (int t = 11; t < fit.Trace.Count; t++) Assert.InRange(fit.Trace[t] - fit.Trace[t - 1], -1e-8 * Math.Abs(fit.Trace[t]), double.PositiveInfinity);
        Assert.True(fit.Trace[^1] > fit.Trace[0]);
    }

    [Fact]
    public void TheLowerBoundIsBelowTheEvidence()
    {
        double evidence = TopicEnumeration.LogEvidence(TopicCorpus.Create(Tiny, default), 2, 0.4, 0.3);
        var options = new TopicModelOptions { K = 2, Alpha = 0.4, Eta = 0.3, Method = TopicMethod.Variational, LearnAlpha = false, LearnEta = false, Tolerance = 0, Iterations = 50 };
        foreach (int seed in Enumerable.Range(0, 5))
        {
            var fit = TopicModel.Fit(Tiny, options, seed);
            Assert.All(fit.Trace, bound => Assert.True(bound < evidence));
            Assert.InRange(evidence - fit.Trace[^1], 0, 10);
        }

        // With one topic the bound is exact.
        var one = TopicModel.Fit(Tiny, options with { K = 1 }, 0);
        Assert.Equal(TopicEnumeration.LogEvidence(TopicCorpus.Create(Tiny, default), 1, 0.4, 0.3), one.Trace[^1], 9);
    }

    [Theory]
    [InlineData(TopicMethod.Variational, 12)]
    [InlineData(TopicMethod.OnlineVariational, 10)]
    public void TopicsOfSimulatedDocumentsAreFound(TopicMethod method, int iterations)
    {
        var (sample, mu) = TopicGibbsTests.Simulated(4, 40, 400, 60, 0);
        var fit = TopicModel.Fit(sample, new TopicModelOptions { K = 4, Method = method, Iterations = iterations, BatchSize = 50, Chains = 8 }, 0);
        Assert.Equal(fit.ChainTrace.Max(trace => trace[^1]), fit.Trace[^1]);
        Assert.InRange(TopicAccuracy.Measure(mu, fit.Mu, sample.KnownTheta, fit.Theta).HellingerDistance, 0, 0.1);
        Assert.All(Enumerable.Range(0, 400), d => Assert.Equal(1, fit.Theta.Row(d).Sum(), 12));
        Assert.All(Enumerable.Range(0, 4), k => Assert.Equal(1, fit.Mu.Row(k).Sum(), 12));
        Assert.InRange(fit.Alpha.Sum(), 0.2, 0.8);
    }

    [Theory]
    [InlineData(TopicMethod.Variational)]
    [InlineData(TopicMethod.OnlineVariational)]
    public void TheResultIsTheSameForAnyNumberOfThreads(TopicMethod method)
    {
        var (sample, _) = TopicGibbsTests.Simulated(5, 3000, 300, 40, 2);
        var options = new TopicModelOptions { K = 5, Iterations = 5, Method = method };
        var one = TopicModel.Fit(sample, options with { ThrottleLimit = 1 }, 7);
        var two = TopicModel.Fit(sample, options with { ThrottleLimit = 3 }, 7);
        Assert.Equal(one.Mu.Buffer, two.Mu.Buffer);
        Assert.Equal(one.Theta.Buffer, two.Theta.Buffer);
        Assert.Equal(one.Trace, two.Trace);
        Assert.Equal(one.Alpha, two.Alpha);
    }

    [Theory]
    [InlineData(TopicMethod.Variational)]
    [InlineData(TopicMethod.OnlineVariational)]
    public void EdgeCasesAreAllowed(TopicMethod method)
    {
        var options = new TopicModelOptions { K = 2, Iterations = 15, Method = method };
        var empty = TopicModel.Fit(TestDfm.Of(3, 2, [1, 0, 0, 0, 2, 2]), options with { LearnAlpha = false }, 0);
        Assert.Equal([0.5, 0.5], empty.Theta.Row(1));
        Assert.Equal(1, empty.EmptyDocumentCount);
        foreach (var dfm in new[] { TestDfm.Of(1, 2, [1, 1]), TestDfm.Of(2, 2, [0, 0, 0, 0]), TestDfm.Of(3, 1, [1, 2, 3]) })
        {
            var fit = TopicModel.Fit(dfm, options with { K = 9 }, 0);
            Assert.All(fit.Mu.Values.ToArray().Concat(fit.Theta.Values.ToArray()), p => Assert.InRange(p, 0, 1));
            Assert.All(fit.Trace, bound => Assert.True(double.IsFinite(bound)));
        }
    }

    [Theory]
    [InlineData(TopicMethod.Variational)]
    [InlineData(TopicMethod.OnlineVariational)]
    public void ACancelledFitEnds(TopicMethod method)
    {
        var dfm = TopicGibbsTests.Simulated(3, 20, 50, 10, 0).Sample;
        Checks.CancelThroughout(token => TopicModel.Fit(dfm, new TopicModelOptions { K = 3, Iterations = 20, Method = method }, 0, null, token));
    }

    [Fact]
    public void IterationsInSinglePrecisionEndNearThoseInDoublePrecision()
    {
        var (sample, mu) = TopicGibbsTests.Simulated(11, 60, 150, 40, 3);
        int stride = TopicDocuments.Stride(11);
        var topics = new TopicWeights(60, 11, RandomGenerator.FromSeed(2), 1, default);
        for (int k = 0; k < 11; k++) topics.Add(k, [.. Enumerable.Range(0, 60)], [.. mu.Row(k).Select(p => 100 * p)]);
        topics.Expect();
        double[] alpha = TopicDocuments.Padded([.. Enumerable.Range(1, 11).Select(k => 0.05 * k)]);
        var (rough, exact, both) = (Documents(), Documents(), Documents());
        double bound = exact.Fit(topics.Values, alpha, logs: new double[11]);
        double roughBound = rough.Fit(topics.Values, alpha, logs: new double[11], single: topics.Single(alpha), most: 0);
        Assert.Equal(bound, roughBound, 1e-6 * Math.Abs(bound));
        Assert.Equal(exact.Gamma, rough.Gamma, (a, b) => Math.Abs(a - b) <= 1e-3 * a);
        Assert.NotEqual(exact.Gamma, rough.Gamma);
        both.Fit(topics.Values, alpha, tolerance: 1e-9, single: topics.Single(alpha), most: 5000);
        exact.Fit(topics.Values, alpha, tolerance: 1e-9, most: 5000);
        Assert.Equal(exact.Gamma, both.Gamma, (a, b) => Math.Abs(a - b) <= 1e-4 * a);

        TopicDocuments Documents()
        {
            var result = new TopicDocuments(sample.Matrix, 11, 1, default);
            result.Start(alpha);
            Assert.Equal(150 * stride, result.Gamma.Length);
            return result;
        }
    }

    [Fact]
    public void TopicsStartWithTheWordsOfDocuments()
    {
        // Every word is in one document only, so that a topic without the words of a document predicts them no better than others.
        double[] counts = [.. Enumerable.Range(0, 8 * 40).Select(i => i % 40 / 5 == i / 40 ? 6.0 : 0)];
        var fit = TopicModel.Fit(TestDfm.Of(8, 40, counts), new TopicModelOptions { K = 8, Method = TopicMethod.Variational, Iterations = 1, LearnAlpha = false, LearnEta = false }, 4);
        Assert.Equal(8, Enumerable.Range(0, 8).Select(d => fit.Theta.Row(d).ToArray().AsSpan().IndexOf(fit.Theta.Row(d).Max())).Distinct().Count());
        Assert.All(Enumerable.Range(0, 8), d => Assert.InRange(fit.Theta.Row(d).Max(), 0.8, 1));
    }

    [Fact]
    public void InferenceWithFixedTopicsFindsTheShares()
    {
        var mu = DenseMatrix.FromRows([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]);
        var theta = TopicInference.Theta(mu, [0.1, 0.1], TestDfm.Of(3, 4, [30, 30, 20, 20, 0, 0, 0, 0, 5, 0, 0, 0]), tolerance: 1e-10);
        Assert.Equal(60.1 / 100.2, theta[0, 0], 9);
        Assert.Equal(0.5, theta[1, 0], 12);
        Assert.Equal(5.1 / 5.2, theta[2, 0], 9);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => TopicInference.Theta(mu, [0.1, 0.1], TestDfm.Of(1, 3, [1, 1, 1]))).Id);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => TopicInference.Theta(mu, [0.1], TestDfm.Of(1, 4, [1, 1, 1, 1]))).Id);
    }
}
