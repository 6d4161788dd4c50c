using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Spherical k-means as k-means on unit vectors: each document belongs to the centre with the greatest cosine, and each
/// centre is the direction of its documents' sum. Source: Dhillon, I. S. and Modha, D. S. (2001), Concept decompositions
/// for large sparse text data using clustering, Machine Learning 42, 143-175.
/// </summary>
/// <remarks>
/// Between vectors of length 1 the squared distance is |x - c|^2 = 2 (1 - cos(x, c)). Seeding, Lloyd's steps and the
/// treatment of empty clusters are therefore those of k-means, and k-means++ draws with probability proportional to 1 - cos
/// (Endo and Miyamoto 2015). This class makes the unit vectors and converts the result back.
/// </remarks>
internal static class SphericalKMeans
{
    /// <summary>The documents with at least one non-zero cell, scaled to length 1, and their positions in the DFM.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">NoTokens: no document has a direction. TooManyClusters: fewer than K have one.</exception>
    public static (Dfm Rows, int[] Places) Directions(Dfm dfm, int k, CancellationToken cancellation)
    {
        var (rows, places) = UnitRows.Create(dfm, cancellation);
        if (places.Length == 0) throw MixtureError.NoTokens();
        if (k > places.Length) throw MixtureError.TooManyClusters(k, places.Length);
        return (rows, places);
    }

    /// <summary>The clustering of all documents from that of their directions. Documents without a direction join the largest cluster and don't count in the inertia.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="places">The positions of the documents with a direction.</param>
    /// <param name="found">The clustering of the directions.</param>
    public static KMeansClustering Expand(Dfm dfm, int[] places, KMeansClustering found)
    {
        var sizes = found.ClusterSize.ToArray();
        int largest = Array.IndexOf(sizes, sizes.Max());
        var labels = new int[dfm.DocumentCount];
        Array.Fill(labels, largest);
        for (int d = 0; d < places.Length; d++) labels[places[d]] = found.Labels[d];
        int empty = labels.Length - places.Length;
        sizes[largest] += empty;
        return new KMeansClustering(dfm, labels, found.Centers, sizes, found.Inertia!.Value / 2)
        {
            Iterations = found.Iterations,
            ExitReason = found.ExitReason,
            Seed = found.Seed,
            InertiaTrace = Halves(found.InertiaTrace),
            InitialIndices = found.InitialIndices is { } indices ? [.. indices.Select(d => places[d])] : null,
            RestartInertia = Halves(found.RestartInertia),
            Metric = KMeansMetric.Cosine,
            Algorithm = found.Algorithm,
            EmptyDocumentCount = empty,
            Tree = found.Tree,
        };
    }

    private static double[] Halves(IReadOnlyList<double> values) => [.. values.Select(value => value / 2)];
}
