using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The mean over clusters of the similarity to the most similar other cluster, (s_k + s_l) / d_kl, where s is the mean distance
/// of a cluster's documents from its mean and d the distance between means. Source: Davies, D. L. and Bouldin, D. W. (1979), A
/// cluster separation measure, IEEE Transactions on Pattern Analysis and Machine Intelligence 1, 224-227, with q = 1 and p = 2.
/// </summary>
internal static class DaviesBouldin
{
    /// <summary>If all spreads or all distances between means are at most this, the index is zero, as in scikit-learn.</summary>
    private const double Negligible = 1e-8;

    /// <summary>The index, zero or more; less for dense, well-separated clusters. Null for a single cluster or only singletons.</summary>
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
        var spreads = new CompensatedSum[rows.K];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(rows.Offsets[row + 1] - rows.Offsets[row]);
            for (int e = rows.EntryOffsets[row]; e < rows.EntryOffsets[row + 1]; e++)
                spreads[rows.EntryCluster[e]].Add(rows.EntryWeight[e] * Math.Sqrt(means.SquaredDistance(row, rows.EntryCluster[e])));
        }

        var spread = new double[rows.K];
        for (int c = 0; c < rows.K; c++) spread[c] = spreads[c].Value / rows.ClusterSize[c];
        var worst = new double[rows.K];
        double farthest = 0;
        for (int c = 0; c < rows.K; c++)
        {
            cancellation.Check();
            for (int other = 0; other < c; other++)
            {
                double distance = Math.Sqrt(SumOfProducts.SquaredDistance(means[c], means[other]));
                farthest = Math.Max(farthest, distance);
                double similarity = distance == 0 ? 0 : (spread[c] + spread[other]) / distance;
                worst[c] = Math.Max(worst[c], similarity);
                worst[other] = Math.Max(worst[other], similarity);
            }
        }

        return spread.Max() <= Negligible || farthest <= Negligible ? 0 : worst.Sum() / rows.K;
    }
}
