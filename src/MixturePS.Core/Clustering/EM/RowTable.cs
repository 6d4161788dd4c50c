using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Sparse rows, and the same by column with each value times its row's weight: the E-step reads the one, the M-step the
/// other, each without writing what another block writes.
/// </summary>
internal sealed class RowTable
{
    /// <summary>Takes over rows in compressed sparse form and turns them around.</summary>
    /// <param name="offsets">Where each row starts; one more than there are rows.</param>
    /// <param name="columns">The column of each value.</param>
    /// <param name="values">The values, above zero.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="weights">The weight of each row; read.</param>
    /// <param name="cancellation">Ends the work early.</param>
    public RowTable(int[] offsets, int[] columns, double[] values, int columnCount, double[] weights, CancellationToken cancellation)
    {
        Offsets = offsets;
        Columns = columns;
        Values = values;
        ColumnOffsets = new int[columnCount + 1];
        ColumnRows = LargeArray.Touch(LargeArray.Uninitialized<int>(columns.Length), cancellation);
        ColumnValues = LargeArray.Touch(LargeArray.Uninitialized<double>(columns.Length), cancellation);
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++) ColumnOffsets[columns[p] + 1]++;
        }

        for (int c = 0; c < columnCount; c++) ColumnOffsets[c + 1] += ColumnOffsets[c];
        var next = ColumnOffsets.AsSpan(0, columnCount).ToArray();
        for (int row = 0; row < offsets.Length - 1; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++)
            {
                int at = next[columns[p]]++;
                ColumnRows[at] = row;
                ColumnValues[at] = weights[row] * values[p];
            }
        }
    }

    /// <summary>The number of columns.</summary>
    public int ColumnCount => ColumnOffsets.Length - 1;

    /// <summary>Where each row starts; one more than there are rows.</summary>
    public int[] Offsets { get; }

    /// <summary>The column of each value.</summary>
    public int[] Columns { get; }

    /// <summary>The values.</summary>
    public double[] Values { get; }

    /// <summary>Where each column starts; one more than there are columns.</summary>
    public int[] ColumnOffsets { get; }

    /// <summary>The row of each value, column after column.</summary>
    public int[] ColumnRows { get; }

    /// <summary>The values times their row's weight, column after column.</summary>
    public double[] ColumnValues { get; }

    /// <summary>The columns of a row.</summary>
    public ReadOnlySpan<int> RowColumns(int row) => Columns.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);

    /// <summary>The values of a row.</summary>
    public ReadOnlySpan<double> RowValues(int row) => Values.AsSpan(Offsets[row], Offsets[row + 1] - Offsets[row]);
}
