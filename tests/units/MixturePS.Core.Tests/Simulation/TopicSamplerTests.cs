using MathNet.Numerics.Distributions;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Simulation;

/// <summary>Documents drawn from a topic model.</summary>
public sealed class TopicSamplerTests
{
    private static readonly MixtureModel Topics = new(DenseMatrix.FromRows([[0.5, 0.3, 0.2, 0], [0, 0.1, 0.1, 0.8]]));

    [Fact]
    public void SharesTopicsAndWordsFollowTheModel()
    {
        const int N = 4000, Length = 25;
        var sample = Sample(N, [0.5, 1.5], DocumentLength.Fixed(Length), 1);
        Assert.All(sample.Dfm.DocumentLength(), length => Assert.Equal(Length, length));

        // A share is Beta(0.5, 1.5) and has the mean 1/4 and the variance 1/16.
        double[] shares = sample.Theta.Column(0);
        Assert.Equal(0.25, shares.Average(), 5 * Math.Sqrt(1 / 16.0 / N));
        Assert.Equal(1 / 16.0, shares.Sum(share => (share - 0.25) * (share - 0.25)) / N, 0.005);
        double squares = 0, tokens = 0;
        var words = new double[4];
        for (int d = 0; d < N; d++)
        {
            Assert.Equal(1, sample.Theta.Row(d).Sum(), 12);
            Assert.Equal(Length, sample.TopicTokens.Row(d).Sum());
            double share = sample.Theta[d, 0], expected = Length * share, variance = Length * share * (1 - share);
            if (variance > 1) squares += (sample.TopicTokens[d, 0] - expected) * (sample.TopicTokens[d, 0] - expected) / variance;
            if (variance > 1) tokens++;
            for (int w = 0; w < 4; w++) words[w] += sample.Dfm[d, w];
        }

        // Given the shares, the tokens of a topic are binomial.
        Assert.Equal(1, squares / tokens, 0.15);
        double first = sample.TopicTokens.Column(0).Sum(), second = sample.TopicTokens.Column(1).Sum();
        double chi = 0;
        for (int w = 0; w < 4; w++)
        {
            double expected = (first * Topics.Mu[0, w]) + (second * Topics.Mu[1, w]);
            chi += (words[w] - expected) * (words[w] - expected) / expected;
        }

        Assert.True(ChiSquared.CDF(3, chi) < 1 - 1e-4);
    }

    [Fact]
    public void TheSampleIsTheSameForAnyNumberOfThreads()
    {
        var one = Sample(3000, [0.2], DocumentLength.Poisson(9), 4, 1);
        var two = Sample(3000, [0.2], DocumentLength.Poisson(9), 4, 3);
        Assert.Equal(one.Theta.Buffer, two.Theta.Buffer);
        Assert.Equal(one.TopicTokens.Buffer, two.TopicTokens.Buffer);
        Assert.Equal(one.Dfm.Matrix.Values.ToArray(), two.Dfm.Matrix.Values.ToArray());
        Assert.Equal(one.Dfm.Matrix.ColumnIndices.ToArray(), two.Dfm.Matrix.ColumnIndices.ToArray());

        // A longer sample begins with the same blocks.
        Assert.Equal(one.Theta.Buffer[..2048], Sample(4000, [0.2], DocumentLength.Poisson(9), 4).Theta.Buffer[..2048]);
    }

    [Fact]
    public void EdgeCasesAndErrors()
    {
        Assert.Equal(0, Sample(0, [1], DocumentLength.Fixed(3), 0).Dfm.DocumentCount);
        var empty = Sample(2, [1], DocumentLength.Fixed(0), 0);
        Assert.Equal(0, empty.Dfm.NonZeroCount);
        Assert.Equal(1, empty.Theta.Row(0).Sum(), 12);
        Assert.Equal("InvalidAlpha", Assert.Throws<MixtureException>(() => Sample(1, [1, 1, 1], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("InvalidAlpha", Assert.Throws<MixtureException>(() => Sample(1, [0], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => Sample(-1, [1], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("DocumentLengthCountMismatch", Assert.Throws<MixtureException>(() => Sample(1, [1], DocumentLength.PerDocument([1, 2]), 0)).Id);
        Checks.CancelThroughout(token => TopicSampler.Sample(Topics, [1], 50, DocumentLength.Fixed(3), RandomGenerator.FromSeed(0), 0, token));
    }

    private static TopicSample Sample(int n, double[] alpha, DocumentLength length, int seed, int threads = 0) =>
        TopicSampler.Sample(Topics, alpha, n, length, RandomGenerator.FromSeed(seed), threads);
}
