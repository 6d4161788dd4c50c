using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The ratio of the variance between clusters to the variance within them, (B / (K - 1)) / (W / (n - K)), where B is the sum
/// over documents of the squared distance between their cluster's mean and the overall mean, and W that between the documents
/// and their cluster's mean. Source: Caliński, T. and Harabasz, J. (1974), A dendrite method for cluster analysis,
/// Communications in Statistics 3, 1-27.
/// </summary>
internal static class CalinskiHarabasz
{
    /// <summary>The index, zero or more; greater for dense, well-separated clusters. 1 if the documents within each cluster are identical; null for a single cluster or only singletons.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="labels">The cluster of each document, zero or more; length n.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel, CellTooLarge or MatrixTooLarge.</exception>
    public static double? Measure(Dfm dfm, IReadOnlyList<int> labels, CancellationToken cancellation = default)
    {
        var rows = LabelledRows.Create(dfm, labels, null, cancellation);
        return rows.IsComparable ? Measure(rows, new ClusterMeans(rows, cancellation), cancellation) : null;
    }

    internal static double? Measure(LabelledRows rows, ClusterMeans means, CancellationToken cancellation)
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
            between.Add(rows.ClusterSize[c] * SumOfProducts.SquaredDistance(means[c], overall));
        }

        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++)
                within.Add(rows.EntryWeight[e] * means.SquaredDistance(row, rows.EntryCluster[e]));
        }

        return within.Value == 0 ? 1 : between.Value * (rows.DocumentCount - rows.K) / (within.Value * (rows.K - 1));
    }
}
