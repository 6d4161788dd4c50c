using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Documents as the Dirichlet-multinomial distribution sees them. Its log-probability of a document is a sum over the
/// words of log Γ(θ_j + w_j) / Γ(θ_j), less the same of the sums: so each pair of a word and a count is a column, and
/// each document length is one, and a document has one unit in each of its columns.
/// </summary>
internal sealed class PolyaCounts
{
    /// <summary>
    /// The most tokens of a document, 2^40. Log-probabilities are differences of numbers that grow as M ln M, so that
    /// rounding takes some thousandths of those here, and all of them not far beyond.
    /// </summary>
    public const long LongestDocument = 1L << 40;

    private PolyaCounts(RowTable table, int[] featureStart, double[] steps)
    {
        Table = table;
        FeatureStart = featureStart;
        Steps = steps;
    }

    /// <summary>The distinct rows by those columns, the lengths' columns last.</summary>
    public RowTable Table { get; }

    /// <summary>The first column of each feature; one more than there are features, where the lengths' columns begin.</summary>
    public int[] FeatureStart { get; }

    /// <summary>The count, or the length, of each column; above zero.</summary>
    public double[] Steps { get; }

    /// <summary>The number of features.</summary>
    public int FeatureCount => FeatureStart.Length - 1;

    /// <summary>The number of the columns of words; those of lengths follow.</summary>
    public int LengthStart => FeatureStart[^1];

    /// <summary>Numbers the columns.</summary>
    /// <param name="rows">The documents.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Foundation.MixtureException">DocumentTooLong.</exception>
    public static PolyaCounts Create(DistinctRows rows, CancellationToken cancellation)
    {
        int tooLong = Array.FindIndex(rows.Lengths, length => length > LongestDocument);
        if (tooLong >= 0) throw MixtureError.DocumentTooLong(Array.IndexOf(rows.RowOf, tooLong), LongestDocument);
        var counts = rows.Counts;
        var columnOf = new Dictionary<(int Feature, double Step), int>();
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(counts.Offsets[row + 1] - counts.Offsets[row]);
            for (int p = counts.Offsets[row]; p < counts.Offsets[row + 1]; p++) columnOf.TryAdd((counts.Columns[p], counts.Values[p]), 0);

            // Lengths are the counts of a feature beyond the last.
            if (rows.Lengths[row] > 0) columnOf.TryAdd((counts.ColumnCount, rows.Lengths[row]), 0);
        }

        var (start, steps) = Sort(columnOf.Keys, counts.ColumnCount, ref point);
        for (int j = 0; j <= counts.ColumnCount; j++)
        {
            point.Pass(start[j + 1] - start[j]);
            for (int c = start[j]; c < start[j + 1]; c++) columnOf[(j, steps[c])] = c;
        }

        return new PolyaCounts(Rearrange(rows, columnOf, cancellation), start[..^1], steps);
    }

    /// <summary>The counts of each feature, ascending, feature after feature and lengths last, and where each feature's begin.</summary>
    private static (int[] Start, double[] Steps) Sort(IReadOnlyCollection<(int Feature, double Step)> keys, int lengths, ref CancellationPoint point)
    {
        var start = new int[lengths + 2];
        foreach (var (feature, _) in keys) start[feature + 1]++;
        for (int j = 0; j <= lengths; j++) start[j + 1] += start[j];
        var next = start[..^1];
        var steps = new double[keys.Count];
        foreach (var (feature, step) in keys)
        {
            point.Pass(1);
            steps[next[feature]++] = step;
        }

        for (int j = 0; j <= lengths; j++)
        {
            point.Pass(start[j + 1] - start[j]);
            Array.Sort(steps, start[j], start[j + 1] - start[j]);
        }

        return (start, steps);
    }

    private static RowTable Rearrange(DistinctRows rows, Dictionary<(int Feature, double Step), int> columnOf, CancellationToken cancellation)
    {
        var counts = rows.Counts;
        var offsets = new int[rows.Count + 1];
        var room = counts.Columns.Length + rows.Lengths.Count(length => length > 0);
        var (columns, ones) = (LargeArray.Uninitialized<int>(room), LargeArray.Uninitialized<double>(room));
        var point = new CancellationPoint(cancellation);
        int filled = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(counts.Offsets[row + 1] - counts.Offsets[row]);
            for (int p = counts.Offsets[row]; p < counts.Offsets[row + 1]; p++) columns[filled++] = columnOf[(counts.Columns[p], counts.Values[p])];
            if (rows.Lengths[row] > 0) columns[filled++] = columnOf[(counts.ColumnCount, rows.Lengths[row])];
            ones.AsSpan(offsets[row], filled - offsets[row]).Fill(1);
            offsets[row + 1] = filled;
        }

        return new RowTable(offsets, columns, ones, columnOf.Count, rows.Weights, cancellation);
    }
}
