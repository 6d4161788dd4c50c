using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The variance between clusters over the variance within them, (B / (K - 1)) / (W / (n - K)), where B is the sum over
/// documents of the squared distance of their cluster's mean from the overall mean and W that of the documents from their
/// cluster's mean. Source: Caliński, T. and Harabasz, J. (1974), A dendrite method for cluster analysis, Communications in
/// Statistics 3, 1-27.
/// </summary>
public static class CalinskiHarabasz
{
    /// <summary>Zero or more, greater for clusters that are dense and apart; 1 where documents of a cluster are all alike; null for one cluster or one a document.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="labels">The cluster of each document, zero or more; length n.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel, CellTooLarge or MatrixTooLarge.</exception>
    public static double? Measure(Dfm dfm, IReadOnlyList<int> labels, CancellationToken cancellation = default)
    {
        var rows = MeasuredRows.Create(dfm, labels, null, cancellation);
        return rows.IsComparable ? Measure(rows, new ClusterMeans(rows, cancellation), cancellation) : null;
    }

    internal static double? Measure(MeasuredRows rows, ClusterMeans means, CancellationToken cancellation)
    {
        if (!rows.IsComparable) return null;
        var overall = new double[rows.FeatureCount];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            double weight = 0;
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++) weight += rows.EntryWeight[e];
            for (int p = rows.Offsets[row]; p < rows.Offsets[row + 1]; p++) overall[rows.Columns[p]] += weight * rows.Values[p];
        }

        foreach (ref double cell in overall.AsSpan()) cell /= rows.DocumentCount;
        var (between, within) = (default(CompensatedSum), default(CompensatedSum));
        for (int c = 0; c < rows.K; c++)
        {
            cancellation.Check();
            between.Add(rows.ClusterSize[c] * SquaredDistance(means[c], overall));
        }

        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++)
                within.Add(rows.EntryWeight[e] * means.SquaredDistance(row, rows.EntryCluster[e]));
        }

        return within.Value == 0 ? 1 : between.Value * (rows.DocumentCount - rows.K) / (within.Value * (rows.K - 1));
    }

    /// <summary>The squared Euclidean distance of two dense vectors of one length.</summary>
    internal static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++) sum += (x[j] - y[j]) * (x[j] - y[j]);
        return sum;
    }
}
