using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Fitted, equal and given shares of the clusters.</summary>
public sealed class MixtureSharesTests
{
    [Theory]
    [InlineData(MixtureComponent.Multinomial, false)]
    [InlineData(MixtureComponent.Multinomial, true)]
    [InlineData(MixtureComponent.DirichletMultinomial, false)]
    public void EqualSharesStayEqualAndAreNoParameters(MixtureComponent component, bool hard)
    {
        var dfm = Draw(3, 6, 1, [0.7, 0.2, 0.1], 200, 15, 4);
        var options = new MixtureEMOptions { K = 3, Component = component, Hard = hard, Restarts = 2, AlphaSmoothing = 2 };
        var even = MixtureEM.Fit(dfm, options with { EvenShares = true }, 1);
        Assert.Equal(MixtureShares.Even, even.Shares);
        Assert.All(even.Alpha, share => Assert.Equal(1.0 / 3, share));
        var free = MixtureEM.Fit(dfm, options, 1);
        Assert.Equal(MixtureShares.Free, free.Shares);
        Assert.Equal(free.FreeParameterCount - 2, even.FreeParameterCount);
        Assert.NotEqual(free.Alpha[0], free.Alpha[1]);
        var given = MixtureEM.Fit(dfm, options with { Alpha = [1.0 / 3, 1.0 / 3, 1.0 / 3], EvenShares = true }, 1);
        Assert.Equal(MixtureShares.Given, given.Shares);
        Assert.Equal(even.LogLikelihood, given.LogLikelihood);
        for (int t = 1; t < even.ObjectiveTrace.Count; t++)
            Assert.True(even.ObjectiveTrace[t] >= even.ObjectiveTrace[t - 1] - (1e-9 * Math.Abs(even.ObjectiveTrace[t])));
    }

    [Fact]
    public void InitialSharesDontChangeEqualOnes()
    {
        var dfm = Draw(2, 4, 1, [0.5, 0.5], 50, 10, 1);
        var options = new MixtureEMOptions { K = 2, InitialMu = dfm.Model!.Mu, EvenShares = true };
        var fit = MixtureEM.Fit(dfm, options with { InitialAlpha = [0.9, 0.1] }, 1);
        Assert.Equal([0.5, 0.5], fit.Alpha);
        Assert.Equal(MixtureEM.Fit(dfm, options, 1).LogLikelihood, fit.LogLikelihood);
    }

    [Fact]
    public void WithKnownWordProbabilitiesNothingIsFitted()
    {
        var dfm = Draw(2, 4, 1, [0.6, 0.4], 50, 10, 1);
        var options = new MixtureEMOptions { K = 2, Mu = dfm.Model!.Mu };
        var fit = MixtureEM.Fit(dfm, options with { EvenShares = true }, 1);
        Assert.Equal(0, fit.Iterations);
        Assert.Equal(ExitReason.Completed, fit.ExitReason);
        Assert.Equal("Bayes rule", fit.Method);
        Assert.Equal(MixtureEM.Fit(dfm, options with { Alpha = [0.5, 0.5] }, 1).Posterior.Values.ToArray(), fit.Posterior.Values.ToArray());
    }

    [Theory]
    [InlineData(MixtureComponent.Multinomial)]
    [InlineData(MixtureComponent.DirichletMultinomial)]
    public void TheFitWithTheLowerBicIsKept(MixtureComponent component)
    {
        int even = 0;
        for (int seed = 0; seed < 6; seed++)
        {
            double[] shares = seed % 2 == 0 ? [0.5, 0.5] : [0.9, 0.1];
            var dfm = Draw(2, 6, 0.5, shares, 150, 20, seed);
            var options = new MixtureEMOptions { K = 2, Component = component, Restarts = 2 };
            var reports = new Reports();
            var choice = MixtureEM.FitBoth(dfm, options, seed, reports);
            Assert.Equal(MixtureEM.Fit(dfm, options, seed).Bic, choice.FreeBic);
            Assert.Equal(MixtureEM.Fit(dfm, options with { EvenShares = true }, seed).Bic, choice.EvenBic);
            Assert.Equal(Math.Min(choice.FreeBic, choice.EvenBic), choice.Kept.Bic);
            Assert.Equal(choice.EvenBic < choice.FreeBic ? MixtureShares.Even : MixtureShares.Free, choice.Kept.Shares);
            Assert.Equal(seed % 2 == 0 ? MixtureShares.Even : MixtureShares.Free, choice.Kept.Shares);
            Assert.All(reports.Fractions, fraction => Assert.InRange(fraction, 0, 1));
            Assert.Contains(reports.All, report => report.Status.StartsWith("free shares", StringComparison.Ordinal) && report.Fraction < 0.5);
            Assert.Contains(reports.All, report => report.Status.StartsWith("equal shares", StringComparison.Ordinal) && report.Fraction > 0.5);
            even += choice.Kept.Shares == MixtureShares.Even ? 1 : 0;
        }

        Assert.Equal(3, even);
    }

    [Fact]
    public void OneClusterHasFreeShares() =>
        Assert.Equal(MixtureShares.Free, MixtureEM.FitBoth(Draw(2, 4, 1, [0.5, 0.5], 30, 10, 1), new MixtureEMOptions { K = 1 }, 1).Kept.Shares);

    [Fact]
    public void EqualSharesAreMoreAccurateOnSimilarClustersOfEqualSize()
    {
        double gain = 0;
        for (int seed = 0; seed < 10; seed++)
        {
            var dfm = Draw(3, 5, 10, [1.0 / 3, 1.0 / 3, 1.0 / 3], 1000, 10, seed);
            var options = new MixtureEMOptions { K = 3, Restarts = 4 };
            gain += Accuracy(dfm, options with { EvenShares = true }) - Accuracy(dfm, options);
        }

        Assert.True(gain / 10 > 0.02, $"mean gain {gain / 10}");
    }

    [Fact]
    public void EqualSharesAreLessAccurateOnClustersOfUnequalSize()
    {
        double loss = 0;
        for (int seed = 0; seed < 5; seed++)
        {
            var dfm = Draw(3, 5, 1, [0.8, 0.15, 0.05], 1000, 20, seed);
            var options = new MixtureEMOptions { K = 3, Restarts = 4 };
            loss += Accuracy(dfm, options) - Accuracy(dfm, options with { EvenShares = true });
        }

        Assert.True(loss / 5 > 0.1, $"mean loss {loss / 5}");
    }

    private static double Accuracy(Dfm dfm, MixtureEMOptions options) =>
        ClusterAccuracy.Measure([.. dfm.KnownCluster!], [.. MixtureEM.Fit(dfm, options, 1).Labels]).Accuracy;

    private static Dfm Draw(int k, int j, double eta, double[] shares, int n, int length, int seed)
    {
        var model = MixtureModel.Draw(k, [.. Enumerable.Repeat(eta, j)], shares, null, RandomGenerator.FromSeed(seed));
        return DfmSampler.Sample(model, n, DocumentLength.Fixed(length), model.Generator!);
    }
}
