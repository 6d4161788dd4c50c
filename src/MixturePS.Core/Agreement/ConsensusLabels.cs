using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The labelling with K clusters that has the greatest expected accuracy under given draws of a posterior: label switching is
/// undone by matching the clusters of each draw to the current estimate, and each document gets the label that it has most often.
/// Source: Stephens, M. (2000), Dealing with label switching in mixture models, Journal of the Royal Statistical Society B 62(4),
/// 795-809, with the share of equal labels instead of the Kullback-Leibler divergence.
/// </summary>
/// <remarks>
/// <code>
/// start from the labels of a draw
/// repeat
///     p_ik = share of the draws s in which document i has label sigma_s(z^s_i) = k
///     sigma_s = the assignment of the draw's clusters to the labels with the greatest sum over i of p_i,sigma_s(z^s_i)
/// until no sigma_s changes
/// </code>
/// <para>Each step raises the sum over documents and draws of p. Of several starts the one with the greatest expected accuracy,
/// the mean over documents of the greatest p_ik, is kept.</para>
/// </remarks>
internal static class ConsensusLabels
{
    private const int MostSteps = 30;
    private const int MostStarts = 8;

    /// <summary>Matches the clusters of the draws.</summary>
    /// <param name="draws">The draws, each the cluster of each document (length n), labels from zero without gaps; at least one; read.</param>
    /// <param name="k">The number of labels, at least the number of clusters of each draw.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>For each draw the label of each of its clusters: different ones from 0 to k - 1.</returns>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static int[][] Match(IReadOnlyList<int[]> draws, int k, CancellationToken cancellation)
    {
        int starts = Math.Min(draws.Count, MostStarts);
        int[][]? best = null;
        double greatest = double.NegativeInfinity;
        for (int start = 0; start < starts; start++)
        {
            // The last draw of each of equally many stretches: with as many chains, the last of each chain.
            var (found, accuracy) = Climb(draws, draws[(int)(((start + 1L) * draws.Count / starts) - 1)], k, cancellation);
            if (accuracy <= greatest + 1e-12) continue;
            (best, greatest) = (found, accuracy);
        }

        return best!;
    }

    private static (int[][] Labels, double Accuracy) Climb(IReadOnlyList<int[]> draws, int[] pivot, int k, CancellationToken cancellation)
    {
        int n = pivot.Length;
        var shares = LargeArray.Cleared<double>(MatrixSize.Cells("The shares of the labels", n, k), cancellation);
        for (int i = 0; i < n; i++) shares[(i * k) + pivot[i]] = 1;
        var labels = new int[draws.Count][];
        for (int step = 0; step < MostSteps; step++)
        {
            bool changed = false;
            for (int s = 0; s < labels.Length; s++)
            {
                int[] matched = Assign(shares, draws[s], k, cancellation);
                if (labels[s] is not { } old || !old.AsSpan().SequenceEqual(matched)) changed = true;
                labels[s] = matched;
            }

            if (!changed) break;
            Array.Clear(shares);
            for (int s = 0; s < labels.Length; s++)
            {
                cancellation.Check();
                for (int i = 0; i < n; i++) shares[(i * k) + labels[s][draws[s][i]]]++;
            }
        }

        double sum = 0;
        for (int i = 0; i < n; i++) sum += System.Numerics.Tensors.TensorPrimitives.Max<double>(shares.AsSpan(i * k, k));
        return (labels, sum / ((double)n * labels.Length));
    }

    private static int[] Assign(double[] shares, int[] draw, int k, CancellationToken cancellation)
    {
        int clusters = draw.Max() + 1;
        var gain = new double[clusters * k];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < draw.Length; i++)
        {
            point.Pass(k);
            System.Numerics.Tensors.TensorPrimitives.Add(gain.AsSpan(draw[i] * k, k), shares.AsSpan(i * k, k), gain.AsSpan(draw[i] * k, k));
        }

        var assignment = LinearAssignment.Solve(clusters, k, gain, maximize: true, cancellation);
        var result = new int[clusters];
        for (int p = 0; p < assignment.Rows.Count; p++) result[assignment.Rows[p]] = assignment.Columns[p];
        return result;
    }
}
