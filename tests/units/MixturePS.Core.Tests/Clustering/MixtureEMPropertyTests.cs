using CsCheck;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Tests.Twins;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>Properties of EM on any documents.</summary>
public sealed class MixtureEMPropertyTests
{
    private static readonly Gen<Dfm> Dfms =
        from n in Gen.Int[2, 40]
        from j in Gen.Int[1, 9]
        from cells in Gen.Int[0, 6].Array[n * j]
        select TestDfm.Of(n, j, Array.ConvertAll(cells, c => c < 3 ? 0.0 : c - 2));

    private static readonly Gen<(Dfm Dfm, MixtureEMOptions Options, uint Seed)> Cases =
        from dfm in Dfms
        from k in Gen.Int[1, Math.Min(5, dfm.DocumentCount)]
        from smoothing in Gen.Int[0, 2].Select(i => new[] { 0, 0.1, 1 }[i])
        from alphaSmoothing in Gen.Bool.Select(b => b ? 0.5 : 0)
        from hard in Gen.Bool
        from anneal in Gen.Bool.Select(b => b ? 0.3 : 1)
        from init in Gen.Enum<MixtureEMInit>()
        from seed in Gen.UInt
        select (dfm, new MixtureEMOptions { K = k, Smoothing = smoothing, AlphaSmoothing = alphaSmoothing, Hard = hard, Anneal = anneal, AnnealSteps = 10, Init = init, Restarts = 2 }, seed);

    [Fact]
    public void AStepNeverLowersTheObjective() => Cases.Sample(c =>
    {
        var model = new MixtureModel(Dirichlets.Sample(Core.Random.RandomGenerator.FromSeed(c.Seed), [.. Enumerable.Repeat(0.5, c.Dfm.FeatureCount)], c.Options.K));
        double before = double.NegativeInfinity;
        for (int i = 0; i < 6; i++)
        {
            var step = MixtureEM.Step(c.Dfm, model, c.Options);
            Assert.True(step.Objective >= before - (1e-9 * (1 + Math.Abs(before))), $"{step.Objective} after {before}");
            for (int d = 0; d < c.Dfm.DocumentCount; d++) Assert.Equal(1, step.Posterior.Row(d).Sum(), 1e-12);
            before = step.Objective;
            model = step.Next;
        }

        Assert.True(double.IsFinite(before));
    }, iter: 300);

    [Fact]
    public void AStepEqualsThePlainFormulas() => Cases.Sample(c =>
    {
        if (c.Options.Hard) return;
        var model = new MixtureModel(Dirichlets.Sample(Core.Random.RandomGenerator.FromSeed(c.Seed), [.. Enumerable.Repeat(2.0, c.Dfm.FeatureCount)], c.Options.K));
        var step = MixtureEM.Step(c.Dfm, model, c.Options);
        var (posterior, logLikelihood) = PlainMixture.Posterior(c.Dfm, model);
        Assert.Equal(logLikelihood, step.LogLikelihood, 1e-9 * (1 + Math.Abs(logLikelihood)));
        double[] shares = new double[model.K];
        for (int k = 0; k < model.K; k++)
        {
            var tokens = new double[model.J];
            for (int d = 0; d < c.Dfm.DocumentCount; d++)
            {
                Assert.Equal(posterior[d][k], step.Posterior[d, k], 1e-10);
                shares[k] += posterior[d][k];
                for (int j = 0; j < model.J; j++) tokens[j] += posterior[d][k] * c.Dfm[d, j];
            }

            double total = tokens.Sum() + (model.J * c.Options.Smoothing);
            for (int j = 0; j < model.J; j++)
            {
                double expected = total == 0 ? model.Mu[k, j] : (tokens[j] + c.Options.Smoothing) / total;
                Assert.Equal(expected, step.Next.Mu[k, j], 1e-9);
            }
        }

        for (int k = 0; k < model.K; k++)
        {
            double expected = (shares[k] + c.Options.AlphaSmoothing) / (c.Dfm.DocumentCount + (model.K * c.Options.AlphaSmoothing));
            Assert.Equal(expected, step.Next.Alpha[k], 1e-10);
        }
    }, iter: 200);

    [Fact]
    public void TheTraceNeverFallsAndTheResultIsConsistent() => Cases.Sample(c =>
    {
        var fit = MixtureEM.Fit(c.Dfm, c.Options, c.Seed);
        var trace = fit.ObjectiveTrace;
        for (int t = 1; t < trace.Count; t++) Assert.True(trace[t] >= trace[t - 1] - (1e-9 * (1 + Math.Abs(trace[t - 1]))));
        var (posterior, logLikelihood) = PlainMixture.Posterior(c.Dfm, fit.Model);
        Assert.Equal(logLikelihood, fit.LogLikelihood!.Value, 1e-8 * (1 + Math.Abs(logLikelihood)));
        for (int d = 0; d < c.Dfm.DocumentCount; d++)
        {
            for (int k = 0; k < fit.K; k++) Assert.Equal(posterior[d][k], fit.Posterior[d, k], 1e-7);
            Assert.Equal(posterior[d].Max(), posterior[d][fit.Labels[d]], 1e-7);
        }

        Assert.Equal(fit.K, fit.ClusterSize.Count);
        Assert.Equal(c.Dfm.DocumentCount, fit.ClusterSize.Sum());
        Assert.Equal(1, fit.Alpha.Sum(), 1e-9);
        Assert.Equal((fit.K - 1) + (fit.K * (c.Dfm.FeatureCount - 1)), fit.FreeParameterCount);
        Assert.Equal((-2 * logLikelihood) + (2 * fit.FreeParameterCount), fit.Aic, 1e-6 * (1 + Math.Abs(logLikelihood)));
        Assert.Equal((-2 * logLikelihood) + (Math.Log(c.Dfm.DocumentCount) * fit.FreeParameterCount), fit.Bic, 1e-6 * (1 + Math.Abs(logLikelihood)));
        double entropy = -posterior.Sum(row => row.Where(p => p > 0).Sum(p => p * Math.Log(p)));
        Assert.Equal(fit.Bic + (2 * entropy), fit.Icl, 1e-5);
        Assert.Equal(2, fit.RestartLogLikelihood.Count);
    }, iter: 300);

    [Fact]
    public void TheLogLikelihoodIsTheTraceWithoutSmoothing()
    {
        var dfm = TestDfm.Random(300, 8, 6);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Smoothing = 0, Restarts = 3 }, 5);
        Assert.Equal(fit.ObjectiveTrace, fit.LogLikelihoodTrace);
        Assert.Equal(fit.LogLikelihoodTrace[^1], fit.LogLikelihood);
        Assert.Equal(fit.RestartLogLikelihood.Max(), fit.LogLikelihood);
        Assert.Equal("EM", fit.Method);
    }

    [Fact]
    public void TheBitsDontDependOnTheNumberOfThreads()
    {
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            // The second is large enough that the blocks of one start run in parallel.
            foreach (var (dfm, k) in new[] { (TestDfm.Random(600, 20, 8), 4), (TestDfm.Random(component == 0 ? 3000 : 300, 300, 60), component == 0 ? 8 : 4) })
            {
                var fits = new[] { 1, 2, 8 }.Select(threads => MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Component = component, Restarts = 2, AnnealSteps = 4, MaxIterations = 8, ThrottleLimit = threads }, 3)).ToArray();
                foreach (var other in fits[1..])
                {
                    Assert.Equal(fits[0].Posterior.Values.ToArray(), other.Posterior.Values.ToArray());
                    Assert.Equal(fits[0].Mu.Values.ToArray(), other.Mu.Values.ToArray());
                    Assert.Equal(fits[0].ObjectiveTrace, other.ObjectiveTrace);
                    Assert.Equal(fits[0].RestartLogLikelihood, other.RestartLogLikelihood);
                }
            }
        }
    }

    [Fact]
    public void AStepIgnoresTheOrderOfDocuments()
    {
        var dfm = TestDfm.Random(120, 6, 5);
        var order = Core.Random.RandomGenerator.FromSeed(1).Permutation(120);
        var shuffled = TestDfm.Of(120, 6, [.. order.SelectMany(dfm.Row)]);
        var model = new MixtureModel(Dirichlets.Sample(Core.Random.RandomGenerator.FromSeed(2), [1, 1, 1, 1, 1, 1], 3));
        var (a, b) = (MixtureEM.Step(dfm, model, new MixtureEMOptions { K = 3 }), MixtureEM.Step(shuffled, model, new MixtureEMOptions { K = 3 }));
        Assert.Equal(a.LogLikelihood, b.LogLikelihood, 1e-9);
        for (int i = 0; i < 120; i++) Assert.Equal(a.Posterior.Row(order[i]), b.Posterior.Row(i));
    }

    [Fact]
    public void MatchingReordersAllClusterProperties()
    {
        var model = MixtureModel.Draw(3, [1], [0.2, 0.3, 0.5], null, Core.Random.RandomGenerator.FromSeed(2026));
        var dfm = DfmSampler.Sample(model, 500, DocumentLength.Fixed(20), model.Generator!);
        foreach (var component in Enum.GetValues<MixtureComponent>())
        {
            var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Component = component, Restarts = 2 }, 3);
            var matched = (MixtureClustering)fit.Match();
            Assert.NotEqual(fit.Labels, matched.Labels);
            for (int i = 0; i < dfm.DocumentCount; i++)
                Assert.Equal(matched.Posterior.Row(i).Max(), matched.Posterior[i, matched.Labels[i]]);
            var (_, logLikelihood) = PlainMixture.Posterior(dfm, matched.Model);
            if (component == MixtureComponent.Multinomial) Assert.Equal(fit.LogLikelihood!.Value, logLikelihood, 1e-7);
            for (int k = 0; k < 3; k++) Assert.Equal(model.Alpha[k], matched.Alpha[k], 0.1);
            Assert.Equal(fit.LogLikelihood, matched.LogLikelihood);
            Assert.Equal(fit.Icl, matched.Icl, 1e-9);
            if (component == MixtureComponent.Multinomial) continue;
            Assert.Equal(fit.Precision!.Order(), matched.Precision!.Order());
            int largest = matched.Alpha.ToList().IndexOf(matched.Alpha.Max());
            Assert.Equal(fit.Precision![fit.Alpha.ToList().IndexOf(fit.Alpha.Max())], matched.Precision![largest]);
        }
    }

    [Fact]
    public void DistancesAreBetweenWordSharesAndMu()
    {
        var dfm = TestDfm.Of(3, 2, [3, 1, 0, 0, 2, 2]);
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 1, Smoothing = 0 }, 0);
        Assert.Equal([5.0 / 8, 3.0 / 8], fit.Mu.Row(0));
        Assert.Equal(1, fit.Alpha[0]);
        var distances = fit.DistanceFromCenter();
        Assert.Equal(Math.Sqrt(2) / 8, distances[0], 1e-12);
        Assert.Equal(Math.Sqrt(34) / 8, distances[1], 1e-12);
        Assert.Equal(Math.Sqrt(2) / 8, distances[2], 1e-12);
    }
}
