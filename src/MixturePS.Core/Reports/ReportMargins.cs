using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>How clearly each document belongs to its cluster, compared with the next best one.</summary>
/// <remarks>
/// <code>
/// with probabilities:  p(own) - max over others of p(other)
/// with distances:      1 - d(own) / min over others of d(other)
/// </code>
/// <para>The latter is the simplified silhouette of a document (Hruschka, de Castro and Campello 2004) where its own centre is the
/// nearest. It is negative where another cluster is better, as after a fit that didn't converge.</para>
/// </remarks>
/// <param name="Next">The next best cluster of each document, as a row of Centers; -1 if there is only one; length n.</param>
/// <param name="Margin">The margin of each document: 0 on the border, at most 1; length n.</param>
internal sealed record ReportMargins(int[] Next, double[] Margin)
{
    private const int BlockSize = 64;

    /// <summary>Computes the margins.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static ReportMargins Of(FittedClustering clustering, CancellationToken cancellation)
    {
        int n = clustering.Dfm.DocumentCount;
        var (next, margin) = (new int[n], new double[n]);
        Array.Fill(next, -1);
        Array.Fill(margin, 1);
        if (clustering.K == 1) return new ReportMargins(next, margin);
        int[] own = clustering.CenterRows();
        var distances = clustering.Probabilities is null ? DistancesOf(clustering, cancellation) : null;
        ParallelBlocks.Run(n, BlockSize, 0, cancellation, (_, from, to) =>
        {
            var scores = new double[clustering.K];
            for (int i = from; i < to; i++)
            {
                cancellation.Check();
                if (distances is not null) distances(i, scores);
                var row = distances is null ? clustering.Probabilities!.RowSpan(i) : scores;
                int best = -1;
                for (int c = 0; c < row.Length; c++)
                    if (c != own[i] && (best < 0 || (distances is null ? row[c] > row[best] : row[c] < row[best]))) best = c;
                next[i] = best;
                margin[i] = distances is null ? row[own[i]] - row[best] : row[best] > 0 ? 1 - (row[own[i]] / row[best]) : 0;
            }
        });
        return new ReportMargins(next, margin);
    }

    private static Action<int, double[]> DistancesOf(FittedClustering clustering, CancellationToken cancellation)
    {
        var centers = clustering.Centers;
        if (clustering is KMeansClustering { Metric: KMeansMetric.Cosine })
        {
            var (rows, places) = UnitRows.Create(clustering.Dfm, cancellation);
            int[] rowOf = new int[clustering.Dfm.DocumentCount];
            Array.Fill(rowOf, -1);
            for (int d = 0; d < places.Length; d++) rowOf[places[d]] = d;
            return (i, result) =>
            {
                Array.Fill(result, 1);
                if (rowOf[i] < 0) return;
                var columns = rows.Matrix.RowColumns(rowOf[i]);
                var values = rows.Matrix.RowValues(rowOf[i]);
                for (int c = 0; c < result.Length; c++)
                {
                    var center = centers.RowSpan(c);
                    for (int p = 0; p < columns.Length; p++) result[c] -= values[p] * center[columns[p]];
                    result[c] = Math.Max(0, result[c]);
                }
            };
        }

        double[] norms = clustering.CenterNorms();
        var matrix = clustering.Dfm.Matrix;
        return (i, result) =>
        {
            for (int c = 0; c < result.Length; c++) result[c] = EuclideanDistance.FromCenter(matrix.RowColumns(i), matrix.RowValues(i), centers.RowSpan(c), norms[c]);
        };
    }
}
