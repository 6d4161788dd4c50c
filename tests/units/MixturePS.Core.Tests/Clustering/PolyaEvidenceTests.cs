using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>The evidence of Dirichlet-multinomial mixtures whose clusters lost their documents, or whose shares are fixed.</summary>
public sealed class PolyaEvidenceTests
{
    [Theory]
    [InlineData(MixtureEMInit.PlusPlus, 3, 0)]
    [InlineData(MixtureEMInit.PlusPlus, 5, 1)]
    [InlineData(MixtureEMInit.Random, 3, 0)]
    [InlineData(MixtureEMInit.Random, 5, 1)]
    public void ItDoesntDependOnTheToleranceWhereAClusterIsEmpty(MixtureEMInit init, int k, int seed)
    {
        var dfm = PolyaStartTests.Draw(60, 10, 2, 0.3, double.PositiveInfinity, 100, seed);
        var options = new MixtureEMOptions { K = k, Component = MixtureComponent.DirichletMultinomial, Restarts = 1, Init = init, Anneal = 1, MaxIterations = 10_000 };
        var fits = Array.ConvertAll([1e-4, 1e-6, 1e-8, 1e-10], tolerance => MixtureEM.Fit(dfm, options with { Tolerance = tolerance }, seed));
        Assert.All(fits, fit => Assert.InRange(60 * fit.Alpha.Min(), 0, 0.01));
        Assert.True(fits[0].Alpha.Min() > 10 * fits[^1].Alpha.Min());
        Assert.All(fits, fit => Assert.Equal(fits[^1].LogEvidence!.Value, fit.LogEvidence!.Value, 1e-3));

        // It is the evidence of the mixture without the empty clusters.
        int kept = fits[^1].Alpha.Count(share => 60 * share >= 0.5);
        Assert.True(kept < k);
        var smaller = MixtureEM.Fit(dfm, options with { K = kept, Tolerance = 1e-10, Init = MixtureEMInit.PlusPlus, Restarts = 5 }, seed);
        Assert.Equal(smaller.LogEvidence!.Value, fits[^1].LogEvidence!.Value, 1e-3);
    }

    [Fact]
    public void FitsOfADifferentToleranceHaveNearlyTheSame()
    {
        var dfm = PolyaStartTests.Draw(200, 6, 2, 0.6, 8, 40, 1);
        var options = new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 1 };
        var evidence = Array.ConvertAll([1e-4, 1e-6, 1e-8, 1e-10], tolerance => MixtureEM.Fit(dfm, options with { Tolerance = tolerance }, 1).LogEvidence!.Value);
        Assert.All(evidence, value => Assert.Equal(evidence[^1], value, 0.01));
    }

    /// <summary>Two kinds of documents in equal numbers: fitted shares are those of equal ones, so that only their part differs.</summary>
    [Fact]
    public void FixedSharesHaveNoPartOfTheirOwn()
    {
        double[][] kinds = [[9, 1, 0], [1, 9, 0]];
        var dfm = TestDfm.OfRows([.. Enumerable.Range(0, 60).Select(i => kinds[i % 2])]);
        var options = new MixtureEMOptions { K = 2, Component = MixtureComponent.DirichletMultinomial, Restarts = 1, Anneal = 1, Tolerance = 1e-12 };
        double free = MixtureEM.Fit(dfm, options, 1).LogEvidence!.Value;
        double even = MixtureEM.Fit(dfm, options with { EvenShares = true }, 1).LogEvidence!.Value;
        double shares = (-0.5 * (Math.Log(60) + (2 * Math.Log(2)))) + (0.5 * Math.Log(2 * Math.PI));
        Assert.Equal(shares, free - even, 1e-4);

        // Given shares that are equal have the same labellings, others have only one.
        Assert.Equal(even, MixtureEM.Fit(dfm, options with { Alpha = [0.5, 0.5] }, 1).LogEvidence!.Value, 1e-6);
        var given = MixtureEM.Fit(dfm, options with { Alpha = [0.4, 0.6] }, 1);
        Assert.Equal(even - Math.Log(2) + (30 * Math.Log(0.4 / 0.5)) + (30 * Math.Log(0.6 / 0.5)), given.LogEvidence!.Value, 1e-4);
    }

    [Fact]
    public void TheSharesHaveTheEvidenceOfTheirDirichletPrior()
    {
        // Two clusters, uniform prior: p(n_1 of n) under the best labelling is known, as the integral of alpha^n1 (1 - alpha)^n2 is a beta function.
        var shares = new ClusterShares(2, 0, [0.3, 0.7], false);
        double laplace = (3000 * Math.Log(0.3)) + (7000 * Math.Log(0.7)) + shares.LogEvidence([0, 1], 10_000) - Math.Log(2);
        double exact = MathNet.Numerics.SpecialFunctions.BetaLn(3001, 7001);
        Assert.Equal(exact, laplace, 1e-3);

        // A Dirichlet(1 + a) prior; alpha is its posterior mode.
        var smoothed = new ClusterShares(2, 5, [3005.0 / 10_010, 7005.0 / 10_010], false);
        laplace = (3000 * Math.Log(3005.0 / 10_010)) + (7000 * Math.Log(7005.0 / 10_010)) + smoothed.LogEvidence([0, 1], 10_000) - Math.Log(2);
        exact = MathNet.Numerics.SpecialFunctions.BetaLn(3006, 7006) - MathNet.Numerics.SpecialFunctions.BetaLn(6, 6);
        Assert.Equal(exact, laplace, 1e-3);
    }
}
