using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>EM recovers the clusters that documents were drawn from as well as the Bayes rule allows.</summary>
public sealed class MixtureEMRecoveryTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void KnownParametersGiveTheBayesRuleOnTheNotebooksSample(int run)
    {
        var notebook = Golden.Notebooks[run];
        var dfm = KMeansGoldenTests.Documents(notebook.GetProperty("cell16_dfm"));
        var options = new MixtureEMOptions { K = 3, Mu = Core.Data.DenseMatrix.FromRows(notebook.GetProperty("cell4_mu").DoubleRows()), Alpha = [0.2, 0.4, 0.4] };
        var fit = MixtureEM.Fit(dfm, options, 0);
        Assert.Equal(notebook.GetProperty("oracle_map_accuracy_on_this_sample").GetDouble(), Accuracy(notebook.GetProperty("cell18_known_cluster").Ints(), fit.Labels));
        Assert.Equal("Bayes rule", fit.Method);
        Assert.Equal(0, fit.Iterations);
        Assert.Equal(0, fit.FreeParameterCount);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 42)]
    [InlineData(1, 7)]
    [InlineData(2, 3)]
    public void TheNotebooksClustersAreFound(int run, int seed)
    {
        var notebook = Golden.Notebooks[run];
        var dfm = KMeansGoldenTests.Documents(notebook.GetProperty("cell16_dfm"));
        var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3 }, seed);
        double bound = notebook.GetProperty("oracle_map_accuracy_on_this_sample").GetDouble();
        Assert.InRange(Accuracy(notebook.GetProperty("cell18_known_cluster").Ints(), fit.Labels), bound - 0.005, 1);
    }

    [Theory]
    [InlineData(MixtureComponent.Multinomial, false)]
    [InlineData(MixtureComponent.Multinomial, true)]
    [InlineData(MixtureComponent.DirichletMultinomial, false)]
    public void TheMeanAccuracyIsNearTheBound(MixtureComponent component, bool hard)
    {
        double gap = 0;
        int models = 0;
        for (int seed = 0; models < 20; seed++)
        {
            int k = 2 + (seed % 3);
            var model = MixtureModel.Draw(k, [.. Enumerable.Repeat(0.5, 5 + (3 * (seed % 4)))], null, null, RandomGenerator.FromSeed(seed));
            if (MixtureBound.Measure(model, 15, new MixtureBoundOptions { MaxOutcomes = 20_000, Samples = 5000, Generator = RandomGenerator.FromSeed(seed) }).Accuracy <= 0.9) continue;
            var dfm = DfmSampler.Sample(model, 1000, DocumentLength.Fixed(15), model.Generator!);
            int[] known = [.. dfm.KnownCluster!];
            var bayes = MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Mu = model.Mu, Alpha = model.Alpha }, 0);
            var fit = MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Component = component, Hard = hard, Restarts = component == 0 ? 10 : 2, AnnealSteps = 30, Tolerance = 1e-5 }, seed);
            gap += Accuracy(known, bayes.Labels) - Accuracy(known, fit.Labels);
            models++;
        }

        Assert.InRange(gap / models, -0.02, 0.02);
    }

    [Fact]
    public void AnAnnealedStartDoesNotStayAtIdenticalClusters()
    {
        // Clusters this close to each other merge at the initial temperature of a start.
        var model = MixtureModel.Draw(3, [1], [0.2, 0.4, 0.4], null, RandomGenerator.FromSeed(2026));
        var dfm = DfmSampler.Sample(model, 1000, DocumentLength.Fixed(10), model.Generator!);
        double plain = MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Anneal = 1 }, 1).LogLikelihood!.Value;
        for (int seed = 0; seed < 10; seed++)
        {
            foreach (double anneal in new[] { 0.05, 0.15, 0.5 })
                Assert.Equal(plain, MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Restarts = 1, Anneal = anneal }, seed).LogLikelihood!.Value, 0.01);
        }
    }

    [Fact]
    public void ParametersAreRecoveredFromManyDocuments()
    {
        var model = MixtureModel.Draw(3, [1], [0.2, 0.3, 0.5], null, RandomGenerator.FromSeed(2026));
        var dfm = DfmSampler.Sample(model, 100_000, DocumentLength.Fixed(10), model.Generator!);
        var fit = (Core.Clustering.MixtureClustering)MixtureEM.Fit(dfm, new MixtureEMOptions { K = 3, Restarts = 2 }, 1).Match();
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(model.Alpha[k], fit.Alpha[k], 0.02);
            for (int j = 0; j < model.J; j++) Assert.Equal(model.Mu[k, j], fit.Mu[k, j], 0.01);
        }
    }

    [Fact]
    public void BicFindsTheNumberOfClusters()
    {
        var model = MixtureModel.Draw(3, [.. Enumerable.Repeat(0.5, 20)], null, null, RandomGenerator.FromSeed(1));
        var dfm = DfmSampler.Sample(model, 500, DocumentLength.Fixed(20), model.Generator!);
        var bics = Enumerable.Range(1, 5).Select(k => MixtureEM.Fit(dfm, new MixtureEMOptions { K = k, Restarts = 5, Smoothing = 0 }, 1).Bic).ToList();
        Assert.Equal(2, bics.IndexOf(bics.Min()));
    }

    private static double Accuracy(int[] known, IReadOnlyList<int> labels) => ClusterAccuracy.Measure(known, labels.ToArray()).Accuracy;
}
