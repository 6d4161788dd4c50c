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
        Assert.All(sample.DocumentLength(), length => Assert.Equal(Length, length));

        // A share is Beta(0.5, 1.5) and has the mean 1/4 and the variance 1/16.
        double[] shares = sample.KnownTheta!.Column(0);
        Assert.Equal(0.25, shares.Average(), 5 * Math.Sqrt(1 / 16.0 / N));
        Assert.Equal(1 / 16.0, shares.Sum(share => (share - 0.25) * (share - 0.25)) / N, 0.005);
        double squares = 0, tokens = 0;
        var words = new double[4];
        for (int d = 0; d < N; d++)
        {
            Assert.Equal(1, sample.KnownTheta!.Row(d).Sum(), 12);
            Assert.Equal(Length, sample.KnownTopicTokens!.Row(d).Sum());
            double share = sample.KnownTheta![d, 0], expected = Length * share, variance = Length * share * (1 - share);
            if (variance > 1) squares += (sample.KnownTopicTokens![d, 0] - expected) * (sample.KnownTopicTokens![d, 0] - expected) / variance;
            if (variance > 1) tokens++;
            for (int w = 0; w < 4; w++) words[w] += sample[d, w];
        }

        // Given the shares, the tokens of a topic are binomial.
        Assert.Equal(1, squares / tokens, 0.15);
        double first = sample.KnownTopicTokens!.Column(0).Sum(), second = sample.KnownTopicTokens!.Column(1).Sum();
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
        Assert.Equal(one.KnownTheta!.Buffer, two.KnownTheta!.Buffer);
        Assert.Equal(one.KnownTopicTokens!.Buffer, two.KnownTopicTokens!.Buffer);
        Assert.Equal(one.Matrix.Values.ToArray(), two.Matrix.Values.ToArray());
        Assert.Equal(one.Matrix.ColumnIndices.ToArray(), two.Matrix.ColumnIndices.ToArray());

        // A longer sample begins with the same blocks.
        Assert.Equal(one.KnownTheta!.Buffer[..2048], Sample(4000, [0.2], DocumentLength.Poisson(9), 4).KnownTheta!.Buffer[..2048]);
    }

    [Fact]
    public void EdgeCasesAndErrors()
    {
        Assert.Equal(0, Sample(0, [1], DocumentLength.Fixed(3), 0).DocumentCount);
        var empty = Sample(2, [1], DocumentLength.Fixed(0), 0);
        Assert.Equal(0, empty.NonZeroCount);
        Assert.Equal(1, empty.KnownTheta!.Row(0).Sum(), 12);
        Assert.Equal("InvalidAlpha", Assert.Throws<MixtureException>(() => Sample(1, [1, 1, 1], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("InvalidAlpha", Assert.Throws<MixtureException>(() => Sample(1, [0], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("InvalidSize", Assert.Throws<MixtureException>(() => Sample(-1, [1], DocumentLength.Fixed(1), 0)).Id);
        Assert.Equal("DocumentLengthCountMismatch", Assert.Throws<MixtureException>(() => Sample(1, [1], DocumentLength.PerDocument([1, 2]), 0)).Id);
        Checks.CancelThroughout(token => TopicSampler.Sample(Mixed([1]), 50, DocumentLength.Fixed(3), RandomGenerator.FromSeed(0), 0, null, token));
    }

    [Fact]
    public void ModelsOfMixedMembershipHaveParametersAndNotProbabilities()
    {
        Assert.Equal([0.1, 0.1], new MixtureModel(Topics.Mu, membership: MixtureMembership.Mixed).Alpha);
        Assert.Equal([2, 2], Mixed([2]).Alpha);
        Assert.Equal([2, 3], Mixed([2, 3]).With(RandomGenerator.FromSeed(0)).Alpha);
        Assert.Equal(MixtureMembership.Mixed, Mixed([1]).With(RandomGenerator.FromSeed(0)).Membership);
        foreach (double[] wrong in new double[][] { [], [1, 1, 1], [0], [-1], [double.NaN], [double.PositiveInfinity] })
            Assert.Equal("InvalidAlpha", Assert.Throws<MixtureException>(() => Mixed(wrong)).Id);
        var sample = Sample(3, [1], DocumentLength.Fixed(2), 0);
        Assert.Null(sample.KnownCluster);
        Assert.Equal(MixtureMembership.Mixed, sample.Model!.Membership);
        Assert.Equal(["topic0", "topic1"], sample.KnownTheta!.ColumnNames);
    }

    [Fact]
    public void WhatNeedsOneClusterPerDocumentRefusesMixedMembership()
    {
        var model = Mixed([0.5, 0.5]);
        var generator = RandomGenerator.FromSeed(0);
        Action[] actions =
        [
            () => DfmSampler.Sample(model, 2, DocumentLength.Fixed(2), generator),
            () => FastDfmSampler.Sample(model, 2, DocumentLength.Fixed(2), generator),
            () => MixtureBound.Measure(model, 3),
            () => MixtureBoundTarget.Find(model, 0.9, 100),
            () => Identifiability.Test(model, [(3, 1)]),
            () => Core.Clustering.MixtureEM.Step(TestDfm.Of(1, 4, [1, 1, 1, 1]), model, new Core.Clustering.MixtureEMOptions { K = 2 }),
        ];
        foreach (var action in actions) Assert.Equal("MixedMembership", Assert.Throws<MixtureException>(action).Id);
    }

    [Fact]
    public void ASelectionOfFeaturesKeepsTheSharesButNotTheTokens()
    {
        var sample = Sample(30, [0.3], DocumentLength.Poisson(3), 5);
        var some = Core.Text.FeatureSelection.Select(sample, new Core.Text.FeatureSelectionOptions { Drop = [sample.Vocabulary[0]], DropEmptyDocuments = true });
        Assert.Null(some.KnownTopicTokens);
        Assert.True(some.DocumentCount < 30);
        Assert.Equal(some.DocumentCount, some.KnownTheta!.RowCount);
        for (int d = 0; d < some.DocumentCount; d++)
            Assert.Equal(sample.KnownTheta!.Row(sample.DocumentName.ToList().IndexOf(some.DocumentName[d])), some.KnownTheta.Row(d));
    }

    private static MixtureModel Mixed(double[] alpha) => new(Topics.Mu, alpha, membership: MixtureMembership.Mixed);

    private static Dfm Sample(int n, double[] alpha, DocumentLength length, int seed, int threads = 0) =>
        TopicSampler.Sample(Mixed(alpha), n, length, RandomGenerator.FromSeed(seed), threads);
}
