using System.Numerics.Tensors;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The policy for empty clusters, which is scikit-learn's: the m empty clusters take the m documents farthest from their
/// centres, in the order in which <c>numpy.argpartition</c> leaves them (<see cref="ArgPartition"/>).
/// </summary>
internal static class EmptyClusters
{
    private const double Negligible = 1e-20;
    private const int PairwiseLanes = 8;
    private const int PairwiseBlock = 128;

    /// <summary>Moves one document to each empty cluster.</summary>
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
        var distances = Distances(points, old, labels, weights.Length, cancellation);

        // With more clusters than distinct documents each document is at its centre up to rounding. Moving one gains nothing,
        // would be repeated in every iteration, and would lose a centre where all documents of a cluster move. Scikit-learn
        // stops here too since 1.4.1, where the distances are exactly zero.
        if (distances.Max() <= Negligible * TensorPrimitives.Max(points.CoordinateNorms.AsSpan(0, points.Count))) return;

        // Documents and not distinct rows are partitioned: equal documents are as many elements.
        var expanded = LargeArray.Uninitialized<double>(points.RowOf.Length);
        for (int i = 0; i < expanded.Length; i++) expanded[i] = distances[points.RowOf[i]];
        int[] order = ArgPartition.Run(expanded, expanded.Length - empty.Length, cancellation);
        for (int e = 0; e < empty.Length; e++)
        {
            int row = points.RowOf[order[^(e + 1)]], from = labels[row], to = empty[e];
            var coordinates = new double[features];
            points.CopyTo(row, coordinates);
            for (int f = 0; f < features; f++) sums[(from * features) + f] -= coordinates[f];
            coordinates.CopyTo(sums, to * features);

            weights[to] = 1;
            weights[from]--;
        }
    }

    /// <summary>The squared distance of each distinct row from its centre, with the bits of scikit-learn's.</summary>
    private static double[] Distances(PointSet points, double[] centers, int[] labels, int k, CancellationToken cancellation)
    {
        int features = points.FeatureCount;
        var distances = new double[points.Count];
        var norms = new double[k];
        for (int c = 0; c < k; c++) norms[c] = SumOfProducts.Squares(centers.AsSpan(c * features, features));
        var squares = points.IsDense ? new double[features] : [];
        var coordinates = points.IsDense ? new double[features] : [];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < distances.Length; row++)
        {
            point.Pass(points.Offsets[row + 1] - points.Offsets[row]);
            if (!points.IsDense)
            {
                distances[row] = points.SquaredDistance(row, centers.AsSpan(labels[row] * features, features), norms[labels[row]]);
                continue;
            }

            points.CopyTo(row, coordinates);
            var center = centers.AsSpan(labels[row] * features, features);
            for (int f = 0; f < features; f++) squares[f] = (coordinates[f] - center[f]) * (coordinates[f] - center[f]);
            distances[row] = PairwiseSum(squares);
        }

        return distances;
    }

    /// <summary>The sum in the order of <c>numpy.sum</c>: eight partial sums in blocks of up to 128, and halves of what is longer.</summary>
    internal static double PairwiseSum(ReadOnlySpan<double> x)
    {
        if (x.Length < PairwiseLanes)
        {
            double sum = 0;
            foreach (double value in x) sum += value;
            return sum;
        }

        if (x.Length > PairwiseBlock)
        {
            int half = x.Length / 2;
            half -= half % PairwiseLanes;
            return PairwiseSum(x[..half]) + PairwiseSum(x[half..]);
        }

        Span<double> lanes = stackalloc double[PairwiseLanes];
        x[..PairwiseLanes].CopyTo(lanes);
        int j = PairwiseLanes;
        for (; j + PairwiseLanes <= x.Length; j += PairwiseLanes)
            for (int lane = 0; lane < PairwiseLanes; lane++) lanes[lane] += x[j + lane];
        double total = ((lanes[0] + lanes[1]) + (lanes[2] + lanes[3])) + ((lanes[4] + lanes[5]) + (lanes[6] + lanes[7]));
        for (; j < x.Length; j++) total += x[j];
        return total;
    }
}
