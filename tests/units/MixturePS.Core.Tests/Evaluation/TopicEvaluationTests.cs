using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Clustering;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Held-out perplexity, coherence and exclusivity of topics.</summary>
public sealed class TopicEvaluationTests
{
    [Fact]
    public void UniformTopicsHaveThePerplexityOfTheVocabulary()
    {
        var dfm = TestDfm.Random(20, 8, 30);
        var uniform = new DenseMatrix(2, 8, [.. Enumerable.Repeat(1 / 8.0, 16)]);
        var result = HeldOutPerplexity.Measure(uniform, [0.1, 0.1], dfm, 5);
        Assert.Equal(8, result.Perplexity, 10);
        Assert.Equal(600, result.GivenTokens + result.PredictedTokens);
        Assert.InRange(result.PredictedTokens, 240, 360);
    }

    [Fact]
    public void TheTrueModelIsBestAndAFitIsNear()
    {
        var (sample, phi) = TopicGibbsTests.Simulated(4, 40, 500, 60, 0);
        var generator = RandomGenerator.FromSeed(9);
        var heldOut = TopicSampler.Sample(new MixtureModel(phi), [0.1], 200, DocumentLength.Fixed(60), generator).Dfm;
        double truth = HeldOutPerplexity.Measure(phi, [0.1, 0.1, 0.1, 0.1], heldOut, 1).Perplexity;
        var fit = TopicModel.Fit(sample.Dfm, new TopicModelOptions { K = 4, Iterations = 100 }, 1);
        double fitted = HeldOutPerplexity.Measure(fit, heldOut, 1).Perplexity;
        Assert.InRange(fitted, truth, truth * 1.05);
        Assert.True(truth < 20);

        // One distribution for all documents is worse.
        var one = TopicModel.Fit(sample.Dfm, new TopicModelOptions { K = 1, Iterations = 4 }, 1);
        Assert.True(HeldOutPerplexity.Measure(one, heldOut, 1).Perplexity > truth * 1.2);
    }

    [Fact]
    public void PerplexityIsThatOfItsEquation()
    {
        var phi = DenseMatrix.FromRows([[0.5, 0.5, 0], [0.2, 0, 0.8]]);
        var dfm = TestDfm.Of(3, 3, [4, 2, 6, 0, 0, 0, 1, 1, 0]);
        var (given, predicted) = HeldOutPerplexity.Halves(dfm, RandomGenerator.FromSeed(3), default);
        var theta = TopicInference.Theta(phi, [0.5, 0.5], given);
        double sum = 0, tokens = 0;
        for (int d = 0; d < 3; d++)
        {
            for (int w = 0; w < 3; w++)
            {
                Assert.Equal(dfm[d, w], given[d, w] + predicted[d, w]);
                tokens += predicted[d, w];
                if (predicted[d, w] > 0) sum += predicted[d, w] * Math.Log((theta[d, 0] * phi[0, w]) + (theta[d, 1] * phi[1, w]));
            }
        }

        var result = HeldOutPerplexity.Measure(phi, [0.5, 0.5], dfm, 3, 1);
        Assert.Equal(Math.Exp(-sum / tokens), result.Perplexity, 10);
        Assert.Equal(result, HeldOutPerplexity.Measure(phi, [0.5, 0.5], dfm, 3, 2));
        Assert.Equal(double.PositiveInfinity, HeldOutPerplexity.Measure(DenseMatrix.FromRows([[1, 0, 0]]), [1], dfm, 3).Perplexity);
        Assert.True(double.IsNaN(HeldOutPerplexity.Measure(phi, [0.5, 0.5], TestDfm.Of(1, 3, [0, 0, 0]), 3).Perplexity));
        Assert.Equal("FractionalCount", Assert.Throws<MixtureException>(() => HeldOutPerplexity.Measure(phi, [1, 1], TestDfm.Of(1, 3, [0.5, 0, 0]), 0)).Id);
        Checks.CancelThroughout(token => HeldOutPerplexity.Measure(phi, [0.5, 0.5], dfm, 3, 1, token));
    }

    [Fact]
    public void PredictionMatchesWordsByName()
    {
        var trained = new Dfm(SparseMatrix.FromDense(4, 4, [5, 4, 0, 0, 3, 6, 0, 0, 0, 0, 4, 4, 0, 0, 2, 7]), ["tax", "bank", "ball", "goal"]);
        var fit = TopicModel.Fit(trained, new TopicModelOptions { K = 2, Iterations = 60, Alpha = 0.1, LearnAlpha = false, LearnEta = false }, 0);
        var fresh = new Dfm(SparseMatrix.FromDense(3, 3, [6, 0, 1, 0, 9, 0, 0, 0, 2]), ["goal", "tax", "vote"], null, ["sport", "money", "other"]);
        var prediction = TopicPrediction.Predict(fit, fresh);
        Assert.Equal([1, 0, 2], prediction.UnseenTokens);
        Assert.Equal(["sport", "money", "other"], prediction.Theta.RowNames);
        int sport = fit.Phi[0, 3] > fit.Phi[1, 3] ? 0 : 1;
        Assert.InRange(prediction.Theta[0, sport], 0.9, 1);
        Assert.InRange(prediction.Theta[1, 1 - sport], 0.9, 1);
        Assert.Equal(0.5, prediction.Theta[2, 0], 12);
    }

    [Fact]
    public void TopWordsHaveTheirCoherenceAndExclusivity()
    {
        // Words 0 and 1 always occur together, as 2 and 3 do; the last word never occurs.
        var dfm = TestDfm.Of(4, 5, [3, 2, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 2, 2, 0]);
        var fit = TopicModel.Fit(dfm, new TopicModelOptions { K = 2, Iterations = 60, LearnAlpha = false, LearnEta = false }, 0);
        var rows = TopicQuality.Measure(fit, 2);
        Assert.Equal(2, rows.Length);
        Assert.Equal(1, rows.Sum(row => row.Share), 12);
        var together = new Cooccurrence(dfm.Matrix, [0, 1, 2, 3]);
        foreach (var row in rows)
        {
            int[] words = [.. row.TopWords.Split(' ').Select(word => fit.Dfm.Vocabulary.ToList().IndexOf(word))];
            Assert.DoesNotContain(4, words);
            Assert.Equal(NpmiCoherence.Measure(together, words), row.NpmiCoherence);
            Assert.Equal(UMassCoherence.Measure(together, words), row.UMassCoherence);
            Assert.Equal(words.Average(w => fit.Phi[row.Topic, w] / (fit.Phi[0, w] + fit.Phi[1, w])), row.Exclusivity, 12);
        }

        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => TopicQuality.Measure(fit, 1)).Id);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => TopicQuality.Measure(fit, 2, TestDfm.Of(1, 2, [1, 1]))).Id);
    }
}
