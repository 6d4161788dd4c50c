using MixturePS.Core.Data;

namespace MixturePS.Views;

/// <summary>The columns with the greatest values, for views that can't show all.</summary>
internal static class TopWords
{
    /// <summary>The columns with the greatest sums of absolute cells, the greatest first; ties go to the first column.</summary>
    /// <param name="matrix">The cells.</param>
    /// <param name="most">The maximum number of columns.</param>
    public static int[] Frequent(SparseMatrix matrix, int most)
    {
        var totals = new double[matrix.ColumnCount];
        for (int i = 0; i < matrix.RowCount; i++)
        {
            var columns = matrix.RowColumns(i);
            var values = matrix.RowValues(i);
            for (int p = 0; p < columns.Length; p++) totals[columns[p]] += Math.Abs(values[p]);
        }

        return Greatest(totals, most, double.NegativeInfinity);
    }

    /// <summary>The columns of a row with the greatest values above zero, the greatest first; ties go to the first column.</summary>
    /// <param name="row">The values.</param>
    /// <param name="most">The maximum number of columns.</param>
    public static int[] Of(ReadOnlySpan<double> row, int most) => Greatest(row, most, 0);

    private static int[] Greatest(ReadOnlySpan<double> values, int most, double above)
    {
        // The queue has the least of the kept columns in front.
        var kept = new PriorityQueue<int, (double Value, int Column)>(Comparer<(double Value, int Column)>.Create(
            (a, b) => a.Value != b.Value ? a.Value.CompareTo(b.Value) : b.Column.CompareTo(a.Column)));
        for (int j = 0; j < values.Length; j++)
        {
            if (!(values[j] > above)) continue;
            if (kept.Count < most) kept.Enqueue(j, (values[j], j));
            else kept.EnqueueDequeue(j, (values[j], j));
        }

        var result = new int[kept.Count];
        for (int rank = result.Length - 1; rank >= 0; rank--) result[rank] = kept.Dequeue();
        return result;
    }
}
