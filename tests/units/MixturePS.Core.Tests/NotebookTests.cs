using System.Text.Json;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Random;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests;

/// <summary>The whole notebook, from the first draw to the last accuracy, for several seeds.</summary>
public sealed class NotebookTests
{
    private static readonly double[] Alpha = [0.2, 0.4, 0.4];

    // For tall matrices, sums for means follow NumPy's order up to the last bit.
    private const double LastBit = 1e-15;

    public static TheoryData<int> Recorded() => [.. Enumerable.Range(0, Golden.Notebooks.Length)];

    [Theory]
    [MemberData(nameof(Recorded))]
    public void EveryFigureIsReproduced(int index)
    {
        var recorded = Golden.Notebooks[index];
        var generator = RandomGenerator.FromSeed(recorded.GetProperty("seed").GetInt32());
        double[] even = [1, 1, 1, 1, 1], skewed = [10, 1, 1, 1, 1];

        AssertRows(recorded, "cell3_muk", Dirichlets.Sample(generator, even, 1));
        var mu = Dirichlets.Sample(generator, even, 3, Vocabularies.Default);
        AssertRows(recorded, "cell4_mu", mu);
        AssertRows(recorded, "cell6_eta0.1", Dirichlets.Sample(generator, [0.1, 0.1, 0.1, 0.1, 0.1], 3));
        AssertRows(recorded, "cell7_eta100", Dirichlets.Sample(generator, [100, 100, 100, 100, 100], 3));
        AssertRows(recorded, "cell8_eta10_1", Dirichlets.Sample(generator, skewed, 3));
        AssertClose(recorded.GetProperty("cell9_mean_of_1000").Doubles(), Dirichlets.Sample(generator, skewed, 1000).ColumnMeans(), LastBit);

        var alpha = DenseMatrix.FromRows([Alpha]);
        var pi = Multinomials.Sample(generator, [1], alpha, 1);
        Assert.Equal(Longs(recorded, "cell11_pi_i"), pi.Row(0));
        AssertClose(recorded.GetProperty("cell12_mean_of_10000").Doubles(), Multinomials.Sample(generator, [1], alpha, 10000).ColumnMeans(), LastBit);
        var probability = pi.Multiply(mu);
        Assert.Equal(recorded.GetProperty("cell13").Doubles(), probability.Row(0));
        Assert.Equal(Longs(recorded, "cell14_counts"), Multinomials.Sample(generator, [10], probability, 1).Row(0));

        var dfm = DfmSampler.Sample(new MixtureModel(mu, Alpha), 1000, DocumentLength.Fixed(10), generator);
        Assert.Equal(recorded.GetProperty("cell18_known_cluster").Ints(), dfm.KnownCluster!);
        double[][] rows = recorded.GetProperty("cell16_dfm").DoubleRows();
        for (int i = 0; i < rows.Length; i++) Assert.Equal(rows[i], dfm.Row(i));

        AssertClusters(recorded.GetProperty("cell19_kmeans"), recorded.GetProperty("cell22"), dfm);
        AssertClusters(recorded.GetProperty("cell23_kmeans"), recorded.GetProperty("cell23"), TfIdf.Transform(dfm, new TfIdfOptions()));
    }

    private static void AssertClusters(JsonElement run, JsonElement scores, Dfm dfm)
    {
        var options = new KMeansOptions { K = 3, Restarts = 1 };
        var clustering = KMeans.Fit(dfm, options, run.GetProperty("random_state").GetUInt32());
        Assert.Equal(run.GetProperty("init_indices").Ints(), clustering.InitialIndices);
        Assert.Equal(run.GetProperty("labels").Ints(), clustering.Labels);
        Assert.Equal(run.GetProperty("n_iter").GetInt32(), clustering.Iterations);
        Assert.Equal(run.GetProperty("inertia").GetDouble(), clustering.Inertia!.Value, 1e-9 * clustering.Inertia!.Value);
        double[][] centers = run.GetProperty("centers").DoubleRows();
        for (int k = 0; k < centers.Length; k++) AssertClose(centers[k], clustering.Centers.Row(k), 1e-9);

        var matched = clustering.Match();
        var accuracy = ClusterAccuracy.Measure([.. dfm.KnownCluster!], [.. matched.Labels]);
        Assert.Equal(scores.GetProperty("accuracy").GetDouble(), accuracy.Accuracy);
        Assert.Equal(accuracy.Accuracy, dfm.KnownCluster!.Zip(matched.Labels, (a, b) => a == b ? 1.0 : 0.0).Average());
        Assert.Equal(scores.GetProperty("adjusted_rand").GetDouble(), accuracy.AdjustedRandIndex, 1e-12);
        Assert.Equal(scores.GetProperty("ami_arithmetic").GetDouble(), accuracy.AdjustedMutualInformation, 1e-12);
        foreach (var pair in scores.GetProperty("mapping_estimated_to_known").EnumerateObject())
            Assert.Equal(pair.Value.GetInt32(), matched.Mapping![int.Parse(pair.Name, System.Globalization.CultureInfo.InvariantCulture)]);
    }

    private static void AssertRows(JsonElement recorded, string cell, DenseMatrix actual)
    {
        var element = recorded.GetProperty(cell);
        double[][] rows = element[0].ValueKind == JsonValueKind.Array ? element.DoubleRows() : [element.Doubles()];
        Assert.Equal(rows.Length, actual.RowCount);
        for (int i = 0; i < rows.Length; i++) Assert.Equal(rows[i], actual.Row(i));
    }

    private static void AssertClose(double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int j = 0; j < expected.Length; j++) Assert.Equal(expected[j], actual[j], relative * Math.Max(1, Math.Abs(expected[j])));
    }

    private static long[] Longs(JsonElement recorded, string cell) => [.. recorded.GetProperty(cell).Ints().Select(v => (long)v)];
}
