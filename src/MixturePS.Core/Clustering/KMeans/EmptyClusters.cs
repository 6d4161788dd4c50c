using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The policy for empty clusters, which is scikit-learn's: each takes the document farthest from its centre.</summary>
internal static class EmptyClusters
{
    private const double Negligible = 1e-20;

    /// <summary>Moves one document to each empty cluster, the farthest first; ties go to the last document.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="old">The centres that the rows were assigned to, K x J; read.</param>
    /// <param name="labels">The centre of each distinct row; read.</param>
    /// <param name="sums">The sums of the clusters' documents, K x J; changed where a document moves.</param>
    /// <param name="weights">The number of documents in each cluster; changed where a document moves.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static void Relocate(PointSet points, double[] old, int[] labels, double[] sums, double[] weights, CancellationToken cancellation = default)
    {
        var empty = Enumerable.Range(0, weights.Length).Where(c => weights[c] == 0).ToArray();
        if (empty.Length == 0) return;
        int features = points.FeatureCount;
        var norms = new double[weights.Length];
        for (int c = 0; c < norms.Length; c++) norms[c] = SumOfProducts.Squares(old.AsSpan(c * features, features));
        var distances = new double[points.Count];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < distances.Length; row++)
        {
            point.Pass(points.Offsets[row + 1] - points.Offsets[row]);
            distances[row] = points.SquaredDistance(row, old, labels[row], norms);
        }

        // With more clusters than distinct documents each document is at its centre up to rounding, and moving one gains
        // nothing. Moving all documents of a cluster because of such a distance would even lose its centre.
        if (distances.Max() <= Negligible * points.SquaredNorms.Max()) return;
        int[] farthest = Farthest(points, distances, empty.Length);
        for (int e = 0; e < empty.Length; e++)
        {
            int row = farthest[e], from = labels[row], to = empty[e];
            for (int p = points.Offsets[row]; p < points.Offsets[row + 1]; p++)
            {
                sums[(from * features) + points.Columns[p]] -= points.Values[p];
                sums[(to * features) + points.Columns[p]] = points.Values[p];
            }

            weights[to] = 1;
            weights[from]--;
        }
    }

    /// <summary>The distinct rows of the documents farthest from their centres; a row occurs as often as it has documents.</summary>
    private static int[] Farthest(PointSet points, double[] distances, int count)
    {
        double threshold = distances.OrderDescending().Skip(Math.Min(count, distances.Length) - 1).First();
        var documents = new List<int>();
        for (int i = 0; i < points.RowOf.Length; i++)
            if (distances[points.RowOf[i]] >= threshold) documents.Add(i);
        return [.. documents.OrderByDescending(i => distances[points.RowOf[i]]).ThenByDescending(i => i).Take(count).Select(i => points.RowOf[i])];
    }
}
