using MathNet.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Evaluation;

public sealed class MarginalLikelihoodTests
{
    private static readonly MarginalLikelihoodOptions Fixed = new() { WordParameter = 0.3, ShareParameter = 0.8 };

    [Theory]
    [InlineData(2, 12, 6, 5)]
    [InlineData(3, 9, 5, 8)]
    [InlineData(5, 7, 3, 2)]
    public void TheEnumerationIsTheSumOverAllLabellings(int k, int n, int j, int length)
    {
        var dfm = Sample(2, j, 0.5, n, length, seed: k);
        var estimate = MarginalLikelihood.Estimate(dfm, k, new int[n], Fixed, RandomGenerator.FromSeed(1));
        Assert.Equal((0, 0.3), (estimate.Error, estimate.WordParameter));
        Assert.Equal(SumOverLabellings(dfm, k, 0.8, 0.3), estimate.Log, 1e-9);
    }

    // Separated clusters, overlapping ones, more clusters than the documents have, and hardly any information.
    [Theory]
    [InlineData(2, 2, 15, 4, 20, 1)]
    [InlineData(3, 3, 9, 6, 8, 0.3)]
    [InlineData(3, 2, 10, 20, 3, 0.1)]
    [InlineData(4, 1, 8, 5, 4, 1)]
    [InlineData(5, 2, 8, 3, 2, 1)]
    public void TheEstimateIsWithinItsErrorOfTheExactValue(int k, int trueK, int n, int j, int length, double eta)
    {
        for (int seed = 1; seed <= 3; seed++)
        {
            var dfm = Sample(trueK, j, eta, n, length, seed);
            var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Restarts = 2 }, seed);
            double exact = SumOverLabellings(dfm, k, 0.8, 0.3);
            var few = MarginalLikelihood.Estimate(dfm, k, fit.Labels, Fixed, RandomGenerator.FromSeed(seed), mostEnumerated: 0);
            Assert.InRange(few.Log - exact, -4 * (few.Error + 0.02), 4 * (few.Error + 0.02));
            var many = MarginalLikelihood.Estimate(dfm, k, fit.Labels, Fixed with { Draws = 1000 }, RandomGenerator.FromSeed(seed), mostEnumerated: 0);
            Assert.InRange(many.Log - exact, -0.25, 0.25);
        }
    }

    [Fact]
    public void OneClusterIsExact()
    {
        var dfm = Sample(2, 20, 0.4, 50, 10, seed: 3);
        double[] totals = [.. Enumerable.Range(0, 20).Select(w => Enumerable.Range(0, 50).Sum(i => dfm[i, w]))];
        double expected = SpecialFunctions.GammaLn(6) - SpecialFunctions.GammaLn(506) + totals.Sum(total => SpecialFunctions.GammaLn(0.3 + total) - SpecialFunctions.GammaLn(0.3));
        var estimate = MarginalLikelihood.Estimate(dfm, 1, new int[50], Fixed, RandomGenerator.FromSeed(1));
        Assert.Equal(0, estimate.Error);
        Assert.Equal(expected, estimate.Log, 1e-8);
    }

    [Theory]
    [InlineData(1, 50, 0.3, 10)]
    [InlineData(3, 300, 0.3, 10)]
    [InlineData(4, 1000, 0.05, 10)]
    public void IsGreatestForTheTrueNumberOfClusters(int k, int j, double eta, int length)
    {
        var dfm = Sample(k, j, eta, 200, length, seed: 2);
        var logs = Enumerable.Range(1, 6).ToDictionary(c => c, c => MarginalLikelihood.Estimate(dfm, c, MixtureEM.Fit(dfm, new MixtureEMOptions { K = c, Restarts = 4 }, 7).Labels, new MarginalLikelihoodOptions(), RandomGenerator.FromSeed(1)));
        Assert.Equal(k, logs.MaxBy(pair => pair.Value.Log).Key);
        Assert.Equal(1, logs[k].WordParameter / eta, 0.3);
        Assert.InRange(logs[k].Error, 0, 0.5);
    }

    [Fact]
    public void TheBestParameterOfThePriorMaximisesTheJointProbability()
    {
        var dfm = Sample(3, 40, 0.2, 60, 100, seed: 5);
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        double best = new LabelState(new LabelledCorpus(dfm, 3, 1, 1, default), labels, default).BestWordParameter(default);
        foreach (double factor in (double[])[0.8, 0.95, 1.05, 1.25]) Assert.True(Joint(best) > Joint(best * factor), $"{factor}");

        double Joint(double b) => LogJoint(dfm, labels, 3, 1, b);
    }

    [Fact]
    public void TheBitsDependOnTheSeedButNotOnTheThreads()
    {
        var dfm = Sample(3, 40, 0.5, 60, 10, seed: 5);
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        var one = Estimate(1, 4);
        Assert.Equal(one, Estimate(1, 1));
        Assert.NotEqual(one, Estimate(2, 4));

        MarginalLikelihoodEstimate Estimate(int seed, int threads) =>
            MarginalLikelihood.Estimate(dfm, 3, labels, new MarginalLikelihoodOptions { ThrottleLimit = threads, Draws = 6 }, RandomGenerator.FromSeed(seed));
    }

    [Fact]
    public void EmptyDocumentsAndHugeCountsAreAllowed()
    {
        var dfm = TestDfm.OfRows([[2e6, 0, 1], [0, 0, 0], [3, 2e6, 0], [1, 1, 1], [0, 0, 0]]);
        var exact = MarginalLikelihood.Estimate(dfm, 2, new int[5], Fixed, RandomGenerator.FromSeed(1));
        Assert.Equal(1, SumOverLabellings(dfm, 2, 0.8, 0.3) / exact.Log, 1e-7);
        var estimate = MarginalLikelihood.Estimate(dfm, 2, [0, 0, 1, 1, 0], Fixed with { Draws = 100 }, RandomGenerator.FromSeed(1), mostEnumerated: 0);
        Assert.InRange(estimate.Log - exact.Log, -0.5, 0.5);
    }

    [Fact]
    public void AnErrorIsGreatIfTheMeanDependsOnOneDraw()
    {
        Assert.Equal((-3, 0), MarginalLikelihood.Average([-3, -3, -3, -3]));

        // Draws that hardly count don't make it greater.
        var (log, error) = MarginalLikelihood.Average([-3, -3, -3, -3, -3, -300]);
        Assert.Equal(-3 + Math.Log(5.0 / 6), log, 1e-12);
        Assert.InRange(error, 0.1, 0.3);
        Assert.True(MarginalLikelihood.Average([-60, -50, -40, -30, -20, -10]).Error > 100);
    }

    [Fact]
    public void CancellationStopsIt()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => MarginalLikelihood.Estimate(Sample(2, 10, 1, 40, 5, 1), 2, new int[40], Fixed, RandomGenerator.FromSeed(1), cancellation: source.Token));
    }

    private static Dfm Sample(int k, int j, double eta, int n, int length, int seed) => DfmSampler.Sample(
        MixtureModel.Draw(k, [eta], null, Vocabularies.Numbered(j), RandomGenerator.FromSeed(seed)), n, DocumentLength.Fixed(length), RandomGenerator.FromSeed(seed + 100));

    /// <summary>log sum_z p(w, z), one labelling after the other.</summary>
    private static double SumOverLabellings(Dfm dfm, int k, double a, double b)
    {
        var labels = new int[dfm.DocumentCount];
        var logs = new List<double>();
        for (int digit = 0; digit < labels.Length;)
        {
            logs.Add(LogJoint(dfm, labels, k, a, b));
            for (digit = 0; digit < labels.Length && ++labels[digit] == k; digit++) labels[digit] = 0;
        }

        double greatest = logs.Max();
        return greatest + Math.Log(logs.Sum(log => Math.Exp(log - greatest)));
    }

    /// <summary>log p(w, z) from the Dirichlet integrals.</summary>
    private static double LogJoint(Dfm dfm, int[] labels, int k, double a, double b)
    {
        int n = dfm.DocumentCount, j = dfm.FeatureCount;
        var documents = new double[k];
        var counts = new double[k, j];
        for (int i = 0; i < n; i++)
        {
            documents[labels[i]]++;
            for (int w = 0; w < j; w++) counts[labels[i], w] += dfm[i, w];
        }

        double log = SpecialFunctions.GammaLn(k * a) - SpecialFunctions.GammaLn(n + (k * a));
        for (int c = 0; c < k; c++)
        {
            log += SpecialFunctions.GammaLn(documents[c] + a) - SpecialFunctions.GammaLn(a);
            double total = 0;
            for (int w = 0; w < j; w++)
            {
                total += counts[c, w];
                log += SpecialFunctions.GammaLn(counts[c, w] + b) - SpecialFunctions.GammaLn(b);
            }

            log += SpecialFunctions.GammaLn(j * b) - SpecialFunctions.GammaLn(total + (j * b));
        }

        return log;
    }
}
