using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Core.Tests.Evaluation;

/// <summary>Coherence and exclusivity of documents small enough to count by hand.</summary>
public class CoherenceTests
{
    // Clusters 0 0 0 1 1. Tokens per word: a 6 + 1, b 3, c 1 + 5, d 2.
    private static readonly Dfm Documents = new(
        SparseMatrix.FromDense(5, 4, [3, 2, 0, 0, 2, 1, 0, 0, 1, 0, 1, 0, 1, 0, 3, 2, 0, 0, 2, 0]), ["a", "b", "c", "d"], DfmWeighting.Count, null, null);

    private static ClusterQuality Quality => ClusterQuality.Measure(Clustering());

    [Fact]
    public void UMassFollowsMimno()
    {
        // Cluster 0 ranks a, b, c by 6, 3, 1 tokens and cluster 1 c, d, a by 5, 2, 1.
        double first = Math.Log(3.0 / 4) + Math.Log(3.0 / 4) + Math.Log(1.0 / 2);
        double second = Math.Log(2.0 / 3) + Math.Log(3.0 / 3) + Math.Log(2.0 / 1);
        Assert.Equal((first + second) / 2, Quality.UMassCoherence!.Value, 1e-14);
    }

    [Fact]
    public void NpmiFollowsBouma()
    {
        // Documents of n = 5 per word: a 4, b 2, c 3, d 1; per pair: ab 2, ac 2, bc 0, cd 1, ad 1.
        static double Npmi(double both, double one, double other) => Math.Log(both / 5 / (one / 5 * other / 5)) / -Math.Log(both / 5);
        double first = (Npmi(2, 4, 2) + Npmi(2, 4, 3) - 1) / 3;
        double second = (Npmi(1, 3, 1) + Npmi(2, 3, 4) + Npmi(1, 1, 4)) / 3;
        Assert.Equal((first + second) / 2, Quality.NpmiCoherence!.Value, 1e-14);
    }

    [Fact]
    public void ExclusivityIsTheShareOfTheSumOfProbabilities()
    {
        static double Own(double here, double there) => here / (here + there);
        double first = (Own(6 / 10.0, 1 / 8.0) + 1 + Own(1 / 10.0, 5 / 8.0)) / 3;
        double second = (Own(5 / 8.0, 1 / 10.0) + 1 + Own(1 / 8.0, 6 / 10.0)) / 3;
        Assert.Equal((first + second) / 2, Quality.Exclusivity!.Value, 1e-14);
    }

    [Fact]
    public void ClustersWithoutTokensDontAffectExclusivity()
    {
        var dfm = new Dfm(SparseMatrix.FromDense(3, 2, [4, 1, 1, 4, 0, 0]), ["a", "b"]);
        double[] measured = Exclusivity.Measure(dfm, [0, 1, 2], new SortedDictionary<int, int[]> { [0] = [0], [1] = [1], [2] = [] }, default);
        Assert.Equal(2, measured.Length);
        Assert.All(measured, share => Assert.Equal(0.8, share, 1e-14));
    }

    [Fact]
    public void NpmiIsZeroForWordsInAllDocumentsAndMinusOneForWordsThatNeverCooccur()
    {
        var matrix = SparseMatrix.FromDense(3, 3, [1, 1, 1, 1, 1, 0, 1, 1, 0]);
        var documents = new Cooccurrence(matrix, [0, 1, 2]);
        Assert.Equal(0, NpmiCoherence.Measure(documents, [0, 1]));
        Assert.Equal(0, NpmiCoherence.Measure(documents, [0, 2])!.Value, 1e-15);
        Assert.Equal(-1, NpmiCoherence.Measure(new Cooccurrence(SparseMatrix.FromDense(2, 2, [1, 0, 0, 1]), [0, 1]), [0, 1]));
        Assert.Null(NpmiCoherence.Measure(documents, [0]));
        Assert.Null(UMassCoherence.Measure(documents, [0]));
    }

    [Fact]
    public void UndefinedIndicesAreNull()
    {
        var one = ClusterQuality.Measure(KMeans.Fit(Documents, new KMeansOptions { K = 1 }, 0));
        Assert.Equal((null, null, null, null), (one.Silhouette, one.CosineSilhouette, one.CalinskiHarabasz, one.DaviesBouldin));
        Assert.Equal(1, one.Exclusivity);
        var all = ClusterQuality.Measure(KMeans.Fit(Documents, new KMeansOptions { K = 5 }, 0));
        Assert.Equal((null, null, null, null), (all.Silhouette, all.CosineSilhouette, all.CalinskiHarabasz, all.DaviesBouldin));
        var negative = new Dfm(SparseMatrix.FromDense(3, 2, [-1, 2, 1, 1, 3, 4]), ["a", "b"], DfmWeighting.Weighted("Values"));
        var weights = ClusterQuality.Measure(KMeans.Fit(negative, new KMeansOptions { K = 2 }, 0));
        Assert.NotNull(weights.Silhouette);
        Assert.Equal((null, null, null), (weights.UMassCoherence, weights.NpmiCoherence, weights.Exclusivity));
    }

    private static KMeansClustering Clustering()
    {
        var centers = DenseMatrix.FromRows([[2, 1, 0.3, 0], [0.5, 0, 2.5, 1]]);
        var clustering = KMeans.Fit(Documents, new KMeansOptions { K = 2, InitialCenters = centers }, 0);
        Assert.Equal([0, 0, 0, 1, 1], clustering.Labels);
        return clustering;
    }
}
