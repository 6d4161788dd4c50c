using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;

namespace MixturePS.Plots.Tests;

/// <summary>A small mixture, drawn separately by each test.</summary>
internal static class Clusterings
{
    public static MixtureModel Model(int k = 3, int j = 12) => MixtureModel.Draw(k, [.. Enumerable.Repeat(0.3, j)], null, null, RandomGenerator.FromSeed(7));

    public static Dfm Documents(int n = 60, int k = 3, int j = 12) => DfmSampler.Sample(Model(k, j), n, DocumentLength.Fixed(20), RandomGenerator.FromSeed(8));

    public static KMeansClustering Fit(Dfm dfm, int k = 3) => KMeans.Fit(dfm, new KMeansOptions { K = k, Restarts = 3 }, 1);
}
