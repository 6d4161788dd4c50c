using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;
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
        var rule = clustering.Probabilities is null ? DecisionRule.For(clustering, cancellation) : null;
        var matrix = clustering.Dfm.Matrix;
        ParallelBlocks.Run(n, BlockSize, 0, cancellation, (_, from, to) =>
        {
            var distances = new double[rule?.Stride ?? 0];
            for (int i = from; i < to; i++)
            {
                cancellation.Check();
                rule?.Evaluate(matrix.RowColumns(i), matrix.RowValues(i), distances);
                var row = rule is null ? clustering.Probabilities!.RowSpan(i) : distances.AsSpan(0, clustering.K);
                int best = -1;
                for (int c = 0; c < row.Length; c++)
                    if (c != own[i] && (best < 0 || (rule is null ? row[c] > row[best] : row[c] < row[best]))) best = c;
                next[i] = best;
                margin[i] = rule is null ? row[own[i]] - row[best] : row[best] > 0 ? 1 - (row[own[i]] / row[best]) : 0;
            }
        });
        return new ReportMargins(next, margin);
    }
}
