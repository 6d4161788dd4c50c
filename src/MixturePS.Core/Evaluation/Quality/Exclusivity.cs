using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The exclusivity of the top words of a cluster: the mean over them of p(w | k) / sum_l p(w | l), where p(w | k) is the
/// share of word w in the sum of the cells of cluster k. Source: Bischof, J. M. and Airoldi, E. M. (2012), Summarizing topical
/// content with word frequency and exclusivity, ICML 2012, section 2.3.
/// </summary>
internal static class Exclusivity
{
    /// <summary>The exclusivity of the top words of each cluster, above 0 and at most 1, without clusters whose sum is zero.</summary>
    /// <param name="dfm">The documents, n x J; cells must be zero or more.</param>
    /// <param name="labels">The cluster of each document; length n.</param>
    /// <param name="topWords">The top words of each cluster by label.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">CellTooLarge.</exception>
    public static double[] Measure(Dfm dfm, IReadOnlyList<int> labels, SortedDictionary<int, int[]> topWords, CancellationToken cancellation)
    {
        var matrix = dfm.Matrix;
        var clusterOf = new Dictionary<int, int>();
        foreach (int label in labels.Distinct().Order()) clusterOf[label] = clusterOf.Count;
        var slotOf = new int[matrix.ColumnCount];
        int slots = 0;
        foreach (int word in topWords.Values.SelectMany(words => words))
            if (slotOf[word] == 0) slotOf[word] = ++slots;
        var counts = new double[clusterOf.Count, slots + 1];
        var totals = new double[clusterOf.Count];
        var (offsets, columns, values) = matrix.Buffers;
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < matrix.RowCount; i++)
        {
            point.Pass(offsets[i + 1] - offsets[i]);
            int cluster = clusterOf[labels[i]];
            for (int p = offsets[i]; p < offsets[i + 1]; p++)
            {
                totals[cluster] += values[p];
                counts[cluster, slotOf[columns[p]]] += values[p];
            }
        }

        if (totals.Any(total => !double.IsFinite(total))) throw OverflowGuard.SumsTooLarge(dfm);
        return [.. topWords.Where(pair => totals[clusterOf[pair.Key]] > 0 && pair.Value.Length > 0)
            .Select(pair => pair.Value.Average(word => Share(clusterOf[pair.Key], slotOf[word])))];

        double Share(int own, int slot)
        {
            double sum = 0;
            for (int c = 0; c < totals.Length; c++)
                if (totals[c] > 0) sum += counts[c, slot] / totals[c];
            return counts[own, slot] / totals[own] / sum;
        }
    }
}
