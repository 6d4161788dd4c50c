using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents as the Dirichlet-multinomial distribution reads them. The log-probability of a document is the sum over
/// words of log(Γ(θ_j + w_j) / Γ(θ_j)), minus the same of the sums of θ and w. So each pair of a word and a count is a
/// column, each document length is a column, and a document has one unit in each of its columns.
/// </summary>
internal sealed class PolyaCounts
{
    /// <summary>
    /// The maximum number of tokens of a document, 2^40. Log-probabilities are differences of numbers that grow as M ln M;
    /// at this length rounding changes them by some thousandths, and not far beyond it leaves no correct digit.
    /// </summary>
    public const long LongestDocument = 1L << 40;

    private PolyaCounts(TwoWayTable table, int[] featureStart, double[] steps)
    {
        Table = table;
        FeatureStart = featureStart;
        Steps = steps;
    }

    /// <summary>The distinct rows by those columns, with the columns of lengths last.</summary>
    public TwoWayTable Table { get; }

    /// <summary>The first column of each feature; length J + 1, ending with the first column of lengths.</summary>
    public int[] FeatureStart { get; }

    /// <summary>The count, or the length, of each column; above zero.</summary>
    public double[] Steps { get; }

    /// <summary>The number of features.</summary>
    public int FeatureCount => FeatureStart.Length - 1;

    /// <summary>The number of columns of words, which the columns of lengths follow.</summary>
    public int LengthStart => FeatureStart[^1];

    /// <summary>Numbers the columns.</summary>
    /// <param name="rows">The documents.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">DocumentTooLong.</exception>
    public static PolyaCounts Create(DistinctCounts rows, CancellationToken cancellation)
    {
        int tooLong = Array.FindIndex(rows.Lengths, length => length > LongestDocument);
        if (tooLong >= 0) throw MixtureError.DocumentTooLong(Array.IndexOf(rows.RowOf, tooLong), LongestDocument);
        var (offsets, columns, values) = rows.Table.Rows.Buffers;
        int features = rows.Table.ColumnCount;
        var columnOf = new Dictionary<(int Feature, double Step), int>();
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++) columnOf.TryAdd((columns[p], values[p]), 0);

            // Lengths are the counts of a feature beyond the last.
            if (rows.Lengths[row] > 0) columnOf.TryAdd((features, rows.Lengths[row]), 0);
        }

        var (start, steps) = Sort(columnOf.Keys, features, ref point);
        for (int j = 0; j <= features; j++)
        {
            point.Pass(start[j + 1] - start[j]);
            for (int c = start[j]; c < start[j + 1]; c++) columnOf[(j, steps[c])] = c;
        }

        return new PolyaCounts(Rearranged(rows, columnOf, cancellation), start[..^1], steps);
    }

    /// <summary>The counts of each feature, ascending, feature after feature and lengths last, and where those of each feature start.</summary>
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

    /// <summary>The rows by the new columns, one unit in each.</summary>
    private static TwoWayTable Rearranged(DistinctCounts rows, Dictionary<(int Feature, double Step), int> columnOf, CancellationToken cancellation)
    {
        var (from, features, counts) = rows.Table.Rows.Buffers;
        var offsets = new int[rows.Count + 1];
        int room = rows.Table.Rows.NonZeroCount + rows.Lengths.Count(length => length > 0);
        var (columns, ones) = (LargeArray.Uninitialized<int>(room), LargeArray.Uninitialized<double>(room));
        var point = new CancellationPoint(cancellation);
        int filled = 0;
        for (int row = 0; row < rows.Count; row++)
        {
            point.Pass(from[row + 1] - from[row]);
            for (int p = from[row]; p < from[row + 1]; p++) columns[filled++] = columnOf[(features[p], counts[p])];
            if (rows.Lengths[row] > 0) columns[filled++] = columnOf[(rows.Table.ColumnCount, rows.Lengths[row])];
            ones.AsSpan(offsets[row], filled - offsets[row]).Fill(1);
            offsets[row + 1] = filled;
        }

        return TwoWayTable.Create(new SparseMatrix(rows.Count, columnOf.Count, offsets, columns, ones, check: false), rows.Weights, cancellation);
    }
}
