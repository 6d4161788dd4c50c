using System.Text.Json;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Clustering;

/// <summary>K-means has exactly scikit-learn's initial centres, labels and iterations, and its centres and inertia to 1e-9.</summary>
public sealed class KMeansGoldenTests
{
    public static TheoryData<string, int> Runs()
    {
        var data = new TheoryData<string, int>();
        foreach (string set in new[] { "kmeans_counts", "kmeans_tfidf_sparse" })
            for (int run = 0; run < Golden.Sklearn.GetProperty(set).GetArrayLength(); run++) data.Add(set, run);
        return data;
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void RecordedRunsAreReproduced(string set, int run)
    {
        var dfm = Documents(Golden.Sklearn.GetProperty("counts"));
        if (set == "kmeans_tfidf_sparse") dfm = TfIdf.Transform(dfm, new TfIdfOptions());
        AssertRun(Golden.Sklearn.GetProperty(set)[run], dfm);
    }

    [Fact]
    public void TheNotebooksRunOnCountsIsReproduced() =>
        AssertRun(Golden.Notebook.GetProperty("cell19_kmeans"), Documents(Golden.Notebook.GetProperty("cell16_dfm")));

    [Fact]
    public void TheNotebooksRunOnTfIdfIsReproduced() =>
        AssertRun(Golden.Notebook.GetProperty("cell23_kmeans"), TfIdf.Transform(Documents(Golden.Notebook.GetProperty("cell16_dfm")), new TfIdfOptions()));

    internal static Dfm Documents(JsonElement rows) => TestDfm.OfRows(rows.DoubleRows());

    private static void AssertRun(JsonElement run, Dfm dfm)
    {
        var options = new KMeansOptions { K = run.GetProperty("n_clusters").GetInt32(), Restarts = 1 };
        var result = KMeans.Fit(dfm, options, run.GetProperty("random_state").GetUInt32());
        Assert.Equal(run.GetProperty("init_indices").Ints(), result.InitialIndices);
        Assert.Equal(run.GetProperty("labels").Ints(), result.Labels);
        Assert.Equal(run.GetProperty("n_iter").GetInt32(), result.Iterations);
        Assert.Equal(run.GetProperty("inertia").GetDouble(), result.Inertia!.Value, 1e-9 * result.Inertia!.Value);
        var centers = run.GetProperty("centers").DoubleRows();
        for (int k = 0; k < centers.Length; k++)
            for (int j = 0; j < centers[k].Length; j++) Assert.Equal(centers[k][j], result.Centers[k, j], 1e-9);
    }
}
