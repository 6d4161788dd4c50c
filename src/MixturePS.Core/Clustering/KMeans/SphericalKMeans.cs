using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// K-means by angle: documents and centres have length 1, each document goes to the centre with the greatest cosine, and
/// each centre to the direction of its documents' sum. Source: Dhillon, I. S. and Modha, D. S. (2001), Concept
/// decompositions for large sparse text data using clustering, Machine Learning 42, 143-175. Between vectors of length 1
/// squared distances are twice one less the cosine, so starts, Lloyd's steps and what becomes of an empty cluster are
/// those of k-means, and the k-means++ draws are proportional to one less the cosine (Endo and Miyamoto 2015).
/// </summary>
internal static class SphericalKMeans
{
    /// <summary>Clusters the documents that have a direction; the others are put into the largest cluster and don't count.</summary>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var (rows, places) = UnitRows.Create(dfm, cancellation);
        if (places.Length == 0) throw MixtureError.NoTokens();
        if (options.K > places.Length) throw MixtureError.TooManyClusters(options.K, places.Length);
        var found = KMeans.FitRows(rows, options with { Arithmetic = KMeansArithmetic.Sparse }, random, seed, progress, cancellation);
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
            Algorithm = options.Method,
            EmptyDocumentCount = empty,
        };
    }

    /// <summary>One less the cosine between each document and its centre; length n.</summary>
    public static double[] Distances(KMeansClustering clustering, CancellationToken cancellation)
    {
        int[] centers = clustering.CenterRows();
        var (rows, places) = UnitRows.Create(clustering.Dfm, cancellation);
        var result = new double[clustering.Dfm.DocumentCount];
        Array.Fill(result, 1);
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < places.Length; d++)
        {
            var center = clustering.Centers.RowSpan(centers[places[d]]);
            var columns = rows.Matrix.RowColumns(d);
            point.Pass(columns.Length);
            var values = rows.Matrix.RowValues(d);
            double cosine = 0;
            for (int p = 0; p < columns.Length; p++) cosine += values[p] * center[columns[p]];
            result[places[d]] = Math.Max(0, 1 - cosine);
        }

        return result;
    }

    private static double[] Halves(IReadOnlyList<double> values) => [.. values.Select(value => value / 2)];
}
