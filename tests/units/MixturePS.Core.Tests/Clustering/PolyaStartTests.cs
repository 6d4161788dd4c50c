using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Dirichlet-multinomial mixtures start from multinomial ones.</summary>
public sealed class PolyaStartTests
{
    private static readonly MixtureEMOptions Options = new() { K = 10, Component = MixtureComponent.DirichletMultinomial };

    [Theory]
    [InlineData(50)]
    [InlineData(double.PositiveInfinity)]
    public void TheyAreAsAccurateAsMultinomialOnes(double precision)
    {
        for (int seed = 0; seed < 3; seed++)
        {
            var dfm = Draw(400, 100, 10, 1, precision, 30, seed);
            double multinomial = Accuracy(dfm, MixtureEM.Fit(dfm, new MixtureEMOptions { K = 10, Restarts = 4 }, 1));
            double polya = Accuracy(dfm, MixtureEM.Fit(dfm, Options with { Restarts = 4 }, 1));
            Assert.True(polya >= multinomial - 0.01, $"{polya} after {multinomial}");
        }
    }

    [Fact]
    public void EverySecondStartIsAnnealed()
    {
        var dfm = Draw(100, 20, 3, 1, 20, 30, 1);
        var options = Options with { K = 3, Restarts = 1, AnnealSteps = 30 };
        var annealed = MixtureEM.Fit(dfm, options, 1);
        Assert.Equal(1.5 / 30, annealed.Anneal);
        Assert.True(annealed.Iterations >= 30);
        Assert.Equal(0.3, MixtureEM.Fit(dfm, options with { Anneal = 0.3 }, 1).Anneal);
        var plain = MixtureEM.Fit(dfm, options with { Anneal = 1 }, 1);
        Assert.Equal(1, plain.Anneal);
        Assert.True(plain.Iterations < 30);
        Assert.Equal(1, MixtureEM.Fit(dfm, options with { Restarts = 2 }, 1).RestartLogLikelihood.Count(value => value == annealed.LogLikelihood));
    }

    [Fact]
    public void EveryFourthStartIsByProportions()
    {
        var starts = MixtureAnnealing.Starts(Options, 30, 9);
        Assert.Equal([3, 7], Enumerable.Range(0, 9).Where(start => starts[start].IsByProportions));
        Assert.Equal([0, 2, 4, 6, 8], Enumerable.Range(0, 9).Where(start => starts[start].Anneal < 1));
        Assert.All(new[] { Options with { K = 1 }, Options with { Init = MixtureEMInit.Random }, Options with { Component = MixtureComponent.Multinomial } },
            options => Assert.DoesNotContain(MixtureAnnealing.Starts(options, 30, 9), start => start.IsByProportions));

        // Its iterations are those of Dirichlet-multinomial clusters alone.
        var dfm = Draw(100, 20, 3, 1, 20, 30, 1);
        var rows = DistinctCounts.Create(dfm, "a test", default);
        var options = Options with { K = 3 };
        var run = new MixtureEMRun(rows, options, new PolyaComponents(PolyaCounts.Create(rows, default), 3, 1, default), 1, default);
        run.Run(new MixtureStart(1, true), RandomGenerator.FromSeed(1));
        Assert.Equal(ExitReason.WithinTolerance, run.ExitReason);
        Assert.Equal(run.Iterations + 1, run.Objectives.Count);
    }

    [Fact]
    public void TheMultinomialPartTakesAtMostHalfOfTheIterations()
    {
        var dfm = Draw(100, 20, 3, 1, 20, 30, 1);
        var fit = MixtureEM.Fit(dfm, Options with { K = 3, Restarts = 1, MaxIterations = 8 }, 1);
        Assert.Equal(8, fit.Iterations);
        Assert.Equal(ExitReason.MaximumIterations, fit.ExitReason);

        // Four iterations are annealing, and the other four follow the initial parameters.
        Assert.Equal(5, fit.ObjectiveTrace.Count);
        Assert.Equal(1, MixtureEM.Fit(dfm, Options with { K = 3, Restarts = 1, MaxIterations = 1 }, 1).Iterations);
    }

    [Fact]
    public void TheResultDoesntDependOnThreads()
    {
        var dfm = Draw(300, 30, 4, 1, 20, 30, 1);
        var one = MixtureEM.Fit(dfm, Options with { K = 4, Restarts = 3, ThrottleLimit = 1 }, 1);
        var four = MixtureEM.Fit(dfm, Options with { K = 4, Restarts = 3, ThrottleLimit = 4 }, 1);
        Assert.Equal(one.ObjectiveTrace, four.ObjectiveTrace);
        Assert.Equal(one.LogEvidence, four.LogEvidence);
        Assert.Equal(one.Posterior.Values.ToArray(), four.Posterior.Values.ToArray());
    }

    [Fact]
    public void ProgressOnlyRisesWithinAStart()
    {
        var reports = new Reports();
        var fit = MixtureEM.Fit(Draw(100, 20, 3, 1, 20, 30, 1), Options with { K = 3, Restarts = 1 }, 1, reports);
        Assert.Equal(reports.Fractions.Order(), reports.Fractions);
        for (int i = 0; i <= fit.Iterations; i++) Assert.Contains(reports.All, report => report.Status == $"start 1 of 1, iteration {i}");
    }

    /// <summary>Documents of equal length of clusters of equal size, each with word probabilities of its own of this precision around its cluster's.</summary>
    internal static Dfm Draw(int n, int j, int k, double eta, double precision, int length, int seed)
    {
        var random = RandomGenerator.FromSeed(seed);
        var means = Dirichlets.Sample(random, [.. Enumerable.Repeat(eta, j)], k);
        var cells = new double[n * j];
        var known = new int[n];
        var (p, w) = (new double[j], new long[j]);
        for (int i = 0; i < n; i++)
        {
            known[i] = i % k;
            if (double.IsPositiveInfinity(precision)) means.RowSpan(known[i]).CopyTo(p);
            else random.Dirichlet(Array.ConvertAll(means.Row(known[i]), m => Math.Max(1e-3, precision * m)), p);
            random.Multinomial(length, p, w);
            for (int f = 0; f < j; f++) cells[(i * j) + f] = w[f];
        }

        return new Dfm(SparseMatrix.FromDense(n, j, cells), Vocabularies.Numbered(j), null, null, known);
    }

    private static double Accuracy(Dfm dfm, Core.Clustering.MixtureClustering fit) => ClusterAccuracy.Measure([.. dfm.KnownCluster!], [.. fit.Labels]).Accuracy;
}
