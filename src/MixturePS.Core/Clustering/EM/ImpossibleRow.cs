namespace MixturePS.Core.Clustering;

/// <summary>
/// A document that every cluster excludes, as each gives some word of it the probability zero. Its posterior is the
/// limit of raising all zeros by the same small amount: the clusters with the fewest excluded tokens share it by the
/// probabilities of the rest. A word that no cluster has then says nothing.
/// </summary>
internal static class ImpossibleRow
{
    /// <summary>Writes the limit of the scores, relative to the power of the small amount; minus infinity where more tokens are excluded.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="logs">The logarithm of a unit of each column in each cluster, a row of stride a column; read.</param>
    /// <param name="stride">The length of a row of logs.</param>
    /// <param name="logAlpha">The logarithm of each cluster's share; length K; read.</param>
    /// <param name="row">The row.</param>
    /// <param name="scores">Written; length K.</param>
    /// <returns>The greatest score.</returns>
    public static double Score(RowTable table, double[] logs, int stride, double[] logAlpha, int row, Span<double> scores)
    {
        var columns = table.RowColumns(row);
        var values = table.RowValues(row);
        var excluded = new double[scores.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = logAlpha[k];
            for (int p = 0; p < columns.Length; p++)
            {
                double log = logs[((long)columns[p] * stride) + k];
                if (double.IsNegativeInfinity(log)) excluded[k] += values[p];
                else scores[k] += values[p] * log;
            }
        }

        double fewest = excluded.Min(), top = double.NegativeInfinity;
        for (int k = 0; k < scores.Length; k++)
        {
            if (excluded[k] > fewest) scores[k] = double.NegativeInfinity;
            top = Math.Max(top, scores[k]);
        }

        return top;
    }
}
