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
        var (sample, mu) = TopicGibbsTests.Simulated(4, 40, 500, 60, 0);
        var generator = RandomGenerator.FromSeed(9);
        var heldOut = TopicSampler.Sample(new MixtureModel(mu, [0.1], membership: MixtureMembership.Mixed), 200, DocumentLength.Fixed(60), generator);
        double truth = HeldOutPerplexity.Measure(mu, [0.1, 0.1, 0.1, 0.1], heldOut, 1).Perplexity;
        var fit = TopicModel.Fit(sample, new TopicModelOptions { K = 4, Iterations = 100 }, 1);
        double fitted = HeldOutPerplexity.Measure(fit, heldOut, 1).Perplexity;
        Assert.InRange(fitted, truth, truth * 1.05);
        Assert.True(truth < 20);

        // One distribution for all documents is worse.
        var one = TopicModel.Fit(sample, new TopicModelOptions { K = 1, Iterations = 4 }, 1);
        Assert.True(HeldOutPerplexity.Measure(one, heldOut, 1).Perplexity > truth * 1.2);
    }

    [Fact]
    public void PerplexityIsThatOfItsEquation()
    {
        var mu = DenseMatrix.FromRows([[0.5, 0.5, 0], [0.2, 0, 0.8]]);
        var dfm = TestDfm.Of(3, 3, [4, 2, 6, 0, 0, 0, 1, 1, 0]);
        var (given, predicted) = HeldOutPerplexity.Halves(dfm, RandomGenerator.FromSeed(3), default);
        var theta = TopicInference.Theta(mu, [0.5, 0.5], given);
        double sum = 0, tokens = 0;
        for (int d = 0; d < 3; d++)
        {
            for (int w = 0; w < 3; w++)
            {
                Assert.Equal(dfm[d, w], given[d, w] + predicted[d, w]);
                tokens += predicted[d, w];
                if (predicted[d, w] > 0) sum += predicted[d, w] * Math.Log((theta[d, 0] * mu[0, w]) + (theta[d, 1] * mu[1, w]));
            }
        }

        var result = HeldOutPerplexity.Measure(mu, [0.5, 0.5], dfm, 3, 1);
        Assert.Equal(Math.Exp(-sum / tokens), result.Perplexity, 10);
        Assert.Equal(result, HeldOutPerplexity.Measure(mu, [0.5, 0.5], dfm, 3, 2));
        Assert.Equal(double.PositiveInfinity, HeldOutPerplexity.Measure(DenseMatrix.FromRows([[1, 0, 0]]), [1], dfm, 3).Perplexity);
        Assert.True(double.IsNaN(HeldOutPerplexity.Measure(mu, [0.5, 0.5], TestDfm.Of(1, 3, [0, 0, 0]), 3).Perplexity));
        Assert.Equal("FractionalCount", Assert.Throws<MixtureException>(() => HeldOutPerplexity.Measure(mu, [1, 1], TestDfm.Of(1, 3, [0.5, 0, 0]), 0)).Id);
        Checks.CancelThroughout(token => HeldOutPerplexity.Measure(mu, [0.5, 0.5], dfm, 3, 1, token));
    }

    [Fact]
    public void PredictionMatchesWordsByName()
    {
        var trained = new Dfm(SparseMatrix.FromDense(4, 4, [5, 4, 0, 0, 3, 6, 0, 0, 0, 0, 4, 4, 0, 0, 2, 7]), ["tax", "bank", "ball", "goal"]);
        var fit = TopicModel.Fit(trained, new TopicModelOptions { K = 2, Iterations = 60, Alpha = 0.1, LearnAlpha = false, LearnEta = false }, 0);
        var fresh = new Dfm(SparseMatrix.FromDense(3, 3, [6, 0, 1, 0, 9, 0, 0, 0, 2]), ["goal", "tax", "vote"], null, ["sport", "money", "other"]);
        var prediction = ClusterPrediction.Predict(fit, fresh);
        Assert.Equal([1, 0, 2], prediction.UnseenTokens);
        Assert.Equal(["sport", "money", "other"], prediction.Posterior!.RowNames);
        Assert.Equal(["topic0", "topic1"], prediction.Posterior.ColumnNames);
        int sport = fit.Mu[0, 3] > fit.Mu[1, 3] ? 0 : 1;
        Assert.InRange(prediction.Posterior[0, sport], 0.9, 1);
        Assert.InRange(prediction.Posterior[1, 1 - sport], 0.9, 1);
        Assert.Equal([sport, 1 - sport, ClusterPrediction.NoCluster], prediction.Labels);
        Assert.Equal(double.NaN, prediction.Posterior[2, 0]);
        Assert.Equal(prediction.Posterior[0, sport], prediction.Probability![0]);

        // The shares are those of the aligned counts.
        var theta = TopicInference.Theta(fit.Mu, fit.Alpha, TestDfm.Of(2, 4, [0, 0, 0, 6, 9, 0, 0, 0]));
        Assert.Equal(theta.Buffer, prediction.Posterior.Buffer[..4]);
    }

    [Fact]
    public void TopWordsHaveTheirCoherenceAndExclusivity()
    {
        // Words 0 and 1 always occur together, as 2 and 3 do; the last word never occurs.
        var dfm = TestDfm.Of(4, 5, [3, 2, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 2, 2, 0]);
        var fit = TopicModel.Fit(dfm, new TopicModelOptions { K = 2, Iterations = 60, LearnAlpha = false, LearnEta = false }, 0);
        var rows = TopicQuality.Measure(fit, 2);
        Assert.Equal(2, rows.Length);
        Assert.Equal(1, rows.Sum(row => row.Share!.Value), 12);
        var together = new Cooccurrence(dfm.Matrix, [0, 1, 2, 3]);
        foreach (var row in rows)
        {
            int[] words = [.. row.TopTerms.Split(", ").Select(word => fit.Dfm.Vocabulary.ToList().IndexOf(word))];
            Assert.DoesNotContain(4, words);
            Assert.Equal(NpmiCoherence.Measure(together, words), row.NpmiCoherence);
            Assert.Equal(UMassCoherence.Measure(together, words), row.UMassCoherence);
            Assert.Equal(words.Average(w => fit.Mu[row.Topic, w] / (fit.Mu[0, w] + fit.Mu[1, w])), row.Exclusivity!.Value, 12);
        }

        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => TopicQuality.Measure(fit, 1)).Id);
        Assert.Equal("ShapeMismatch", Assert.Throws<MixtureException>(() => TopicQuality.Measure(fit, 2, TestDfm.Of(1, 2, [1, 1]))).Id);
    }

    [Fact]
    public void ReadersOfClusteringsReadTopics()
    {
        var (sample, _) = TopicGibbsTests.Simulated(4, 40, 200, 60, 0);
        var fit = TopicModel.Fit(sample, new TopicModelOptions { K = 4, Iterations = 60 }, 1);
        Assert.Equal(fit.Labels, Enumerable.Range(0, 200).Select(d => fit.Theta.Row(d).ToList().IndexOf(fit.Theta.Row(d).Max())));
        Assert.Equal(200, fit.ClusterSize.Sum());

        // Terms: by probability, lift and FREX.
        double[] words = new double[40];
        for (int d = 0; d < 200; d++)
            for (int w = 0; w < 40; w++) words[w] += sample[d, w];
        foreach (var row in ClusterTerm.Rows(fit, new ClusterTermOptions { Top = 3 }))
            Assert.Equal(fit.Mu.Row(row.Cluster).OrderDescending().ElementAt(row.Rank - 1), row.Score);
        foreach (var row in ClusterTerm.Rows(fit, new ClusterTermOptions { Top = 1, Measure = TermMeasure.Lift }))
            Assert.Equal(Enumerable.Range(0, 40).Where(w => words[w] > 0).Max(w => fit.Mu[row.Cluster, w] / (words[w] / words.Sum())), row.Score, 12);
        Assert.All(ClusterTerm.Rows(fit, new ClusterTermOptions { Top = 5, Measure = TermMeasure.Frex }), row => Assert.InRange(row.Score, 0, 1));
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => ClusterTerm.Rows(fit, new ClusterTermOptions { Smoothing = 1 })).Id);

        // Documents: those with the greatest share, whatever their dominant topic is.
        foreach (var group in ClusterDocument.Rows(fit, 70).GroupBy(row => row.Cluster))
        {
            Assert.Equal(70, group.Count());
            Assert.Equal(fit.Theta.Column(group.Key).OrderDescending().Take(70), group.Select(row => row.Probability!.Value));
        }

        var summary = ClusterSummary.Rows(fit, new ClusterTermOptions { Top = 2 });
        Assert.Equal(1, summary.Sum(row => row.Share!.Value), 12);
        Assert.Equal(fit.ClusterSize, summary.Select(row => row.Size));
        var quality = ClusterQuality.Measure(fit, new ClusterQualityOptions { HeldOut = sample, Silhouette = new SilhouetteOptions { Seed = 4 } });
        Assert.Equal(HeldOutPerplexity.Measure(fit, sample, 4).Perplexity, quality.Perplexity);
        Assert.Equal(TopicQuality.Measure(fit).Average(row => row.NpmiCoherence), quality.NpmiCoherence);
        Assert.Null(quality.Silhouette);
        var kmeans = KMeans.Fit(sample, new KMeansOptions { K = 2 }, 1);
        Assert.Equal("NotATopicModel", Assert.Throws<MixtureException>(() => ClusterQuality.Measure(kmeans, new ClusterQualityOptions { HeldOut = sample })).Id);
    }

    [Fact]
    public void TrueTopicsAreMatchedByWord()
    {
        var mu = DenseMatrix.FromRows([[0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]]);
        var model = new MixtureModel(mu, null, ["a", "b", "c", "d"], null, MixtureMembership.Mixed);

        // The documents lack the word d and have one that the model lacks.
        var dfm = new Dfm(SparseMatrix.FromDense(4, 4, [0, 0, 9, 9, 0, 0, 8, 8, 9, 0, 0, 0, 9, 1, 0, 0]), ["c", "e", "b", "a"]);
        var fit = TopicModel.Fit(dfm, new TopicModelOptions { K = 2, Iterations = 60, Alpha = 0.1, Eta = 0.01, LearnAlpha = false, LearnEta = false }, 0);
        var measured = fit.MeasureTopics(model, null, default);
        int first = fit.Mu[0, 2] > fit.Mu[1, 2] ? 0 : 1;
        Assert.Equal((first, 1 - first), (measured.Mapping[0], measured.Mapping[1]));
        double expected = 0;
        foreach (var (k, own) in new[] { (0, first), (1, 1 - first) })
        {
            double[] truth = [mu[k, 2], 0, mu[k, 1], mu[k, 0], mu[k, 3]], found = [.. fit.Mu.Row(own), 0];
            expected += Math.Sqrt(truth.Zip(found, (p, q) => Math.Pow(Math.Sqrt(p) - Math.Sqrt(q), 2)).Sum() / 2) / 2;
        }

        Assert.Equal(expected, measured.HellingerDistance, 12);
        Assert.Null(measured.ShareError);
        Assert.Equal((0, "Gibbs LDA"), (measured.N, measured.Method));
        Assert.NotNull(fit.MeasureTopics(model, DenseMatrix.FromRows([[1, 0], [1, 0], [0, 1], [0, 1]]), default).ShareError);
        Assert.Equal("NoKnownTopic", Assert.Throws<MixtureException>(() => fit.MeasureTopics(null, null, default)).Id);
        var other = new MixtureModel(DenseMatrix.FromRows([[0.5, 0.5]]), null, ["x", "y"], null, MixtureMembership.Mixed);
        Assert.Equal("VocabularyMismatch", Assert.Throws<MixtureException>(() => fit.MeasureTopics(other, null, default)).Id);
    }
}
