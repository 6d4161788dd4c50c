using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Whether a fit says truthfully that it converged, and what its progress is worth.</summary>
public sealed class ConvergenceTests
{
    private static readonly Dfm Documents = DfmSampler.Sample(
        MixtureModel.Draw(5, [0.1], null, Vocabularies.Numbered(100), RandomGenerator.FromSeed(1)), 200, DocumentLength.Fixed(20), RandomGenerator.FromSeed(2));

    [Fact]
    public void ChainsThatDisagreeHaveNotConverged()
    {
        var fit = Gibbs.Fit(Documents, new GibbsOptions { K = 150, Iterations = 10 }, 1);
        Assert.True(fit.RHat > 1.1);
        Assert.False(fit.Converged);
        Assert.Equal(ExitReason.Completed, fit.ExitReason);
        Assert.StartsWith("not converged: R-hat is ", fit.ConvergenceStatus, StringComparison.Ordinal);
    }

    [Fact]
    public void AnUndefinedRHatIsNotConvergence()
    {
        var fit = Gibbs.Fit(Documents, new GibbsOptions { K = 20, Iterations = 3 }, 1);
        Assert.True(double.IsNaN(fit.RHat));
        Assert.False(fit.Converged);
        Assert.StartsWith("not known to have converged: 2 sweeps after burn-in are too few", fit.ConvergenceStatus, StringComparison.Ordinal);
    }

    [Fact]
    public void ChainsThatAgreeHaveConverged()
    {
        // Two words that never meet: every start finds the same two clusters at once.
        var clear = TestDfm.OfRows([.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? new double[] { 30, 0 } : [0, 30])]);
        var fit = Gibbs.Fit(clear, new GibbsOptions { K = 2, Iterations = 60 }, 1);
        Assert.InRange(fit.RHat, 0.9, 1.1);
        Assert.True(fit.Converged);
        Assert.True(fit.UsesAllClusters);
        Assert.EndsWith("; all 2 clusters of the upper bound are in use", fit.ConvergenceStatus, StringComparison.Ordinal);
    }

    [Fact]
    public void ASingleChainThatNeverMovesProvesNothing()
    {
        var clear = TestDfm.OfRows([.. Enumerable.Range(0, 40).Select(i => i % 2 == 0 ? new double[] { 300, 0 } : [0, 300])]);
        var fit = Gibbs.Fit(clear, new GibbsOptions { K = 2, Iterations = 20, Chains = 1 }, 1);
        Assert.Single(fit.LogJointTrace.Skip(10).Distinct());
        Assert.Equal(1, fit.RHat);
        Assert.False(fit.Converged);
        Assert.StartsWith("not known to have converged: the only chain", fit.ConvergenceStatus, StringComparison.Ordinal);
    }

    [Fact]
    public void OneClusterHasNothingToConvergeTo()
    {
        var fit = Gibbs.Fit(Documents, new GibbsOptions { K = 1, Iterations = 2, Chains = 1 }, 1);
        Assert.True(fit.Converged);
        Assert.False(fit.UsesAllClusters);
        Assert.Equal("converged: there is only one possible clustering", fit.ConvergenceStatus);
    }

    [Fact]
    public void AnUpperBoundThatIsNotReachedIsNotInUse() =>
        Assert.False(Gibbs.Fit(Documents, new GibbsOptions { K = 60, Iterations = 30 }, 1).UsesAllClusters);

    [Fact]
    public void KMeansSaysWhyItEnded()
    {
        var short1 = KMeans.Fit(Documents, new KMeansOptions { K = 5, MaxIterations = 1, Restarts = 1 }, 1);
        Assert.False(short1.Converged);
        Assert.Equal("not converged within 1 iteration", short1.ConvergenceStatus);
        Assert.StartsWith("converged: ", KMeans.Fit(Documents, new KMeansOptions { K = 5, Restarts = 1 }, 1).ConvergenceStatus, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ProgressOfChainsOnlyRisesAndMovesWithinSweeps(int chains)
    {
        var reports = new Reports();
        _ = Gibbs.Fit(Documents, new GibbsOptions { K = 50, Iterations = 5, Chains = chains, ThrottleLimit = 1 }, 1, reports);
        AssertRises(reports);
        Assert.True(reports.All.Count >= chains * 5 * 3);
    }

    [Fact]
    public void ProgressOfEMMovesWithinStarts()
    {
        var reports = new Reports();
        _ = MixtureEM.Fit(Documents, new MixtureEMOptions { K = 5, Restarts = 3, ThrottleLimit = 1 }, 1, reports);
        AssertRises(reports);
        Assert.True(reports.All.Count > 20);
        Assert.Equal(1, reports.All[^1].Fraction, 1e-12);
    }

    [Theory]
    [InlineData(ClusterCountMethod.EM)]
    [InlineData(ClusterCountMethod.KMeans)]
    public void ProgressOfASearchMovesWithinFits(ClusterCountMethod method)
    {
        var reports = new Reports();
        var options = new ClusterCountOptions { K = [1, 2, 4], Method = method, Restarts = 2, Folds = 2, Subsamples = 1, ThrottleLimit = 1 };
        _ = ClusterCountSearch.Run(Documents, options, 1, progress: reports);
        AssertRises(reports);
        Assert.True(reports.All.Count > 20 * options.K.Sum(options.FitCount) / 10);
        Assert.Contains(reports.All, report => report.Status.StartsWith($"K = 4, fit {options.K.Sum(options.FitCount)} of {options.K.Sum(options.FitCount)}", StringComparison.Ordinal));
        Assert.InRange(reports.All[^1].Fraction, 0.9, 1);
    }

    private static void AssertRises(Reports reports)
    {
        var fractions = reports.Fractions.ToArray();
        Assert.All(fractions, fraction => Assert.InRange(fraction, 0, 1 + 1e-12));
        for (int i = 1; i < fractions.Length; i++) Assert.True(fractions[i] >= fractions[i - 1] - 1e-12);
    }
}
