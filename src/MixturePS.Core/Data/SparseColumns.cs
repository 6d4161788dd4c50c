using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>The transpose of sparse rows, in compressed sparse column form: for each column the rows that have it, ascending, and their values.</summary>
internal sealed class SparseColumns
{
    // Parts of the rows are transposed in parallel; each has its own stretch of every column.
    private const int MostParts = 8;
    private const int SmallestPart = 4096;

    private SparseColumns(int[] offsets, int[] rows, double[] values) => (Offsets, Rows, Values) = (offsets, rows, values);

    /// <summary>The number of columns.</summary>
    public int Count => Offsets.Length - 1;

    /// <summary>Where each column starts; length Count + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>The row of each value; at least as long as the last offset.</summary>
    public int[] Rows { get; }

    /// <summary>The values; at least as long as the last offset.</summary>
    public double[] Values { get; }

    /// <summary>Transposes rows.</summary>
    /// <param name="offsets">Where each row starts; one more than there are rows; read.</param>
    /// <param name="columns">The column of each value; read.</param>
    /// <param name="values">The values; read.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="weights">A factor for the values of each row, or null for 1; read.</param>
    /// <param name="memory">The source of the arrays' memory, which has to outlive them, or null for memory of their own.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static SparseColumns Transpose(int[] offsets, int[] columns, double[] values, int columnCount, double[]? weights, WorkMemory? memory, int threads, CancellationToken cancellation)
    {
        int rowCount = offsets.Length - 1, partSize = Math.Max(SmallestPart, (rowCount + MostParts - 1) / MostParts);
        var next = new int[Math.Max(1, ParallelBlocks.Blocks(rowCount, partSize))][];
        next[0] = new int[columnCount];
        ParallelBlocks.Run(rowCount, partSize, threads, cancellation, (part, from, to) =>
        {
            next[part] ??= new int[columnCount];
            Tally(offsets, columns, from, to, next[part], cancellation);
        });
        var starts = new int[columnCount + 1];
        for (int c = 0, sum = 0; c < columnCount; c++)
        {
            foreach (int[] part in next) (part[c], sum) = (sum, sum + part[c]);
            starts[c + 1] = sum;
        }

        int count = starts[^1];
        var result = new SparseColumns(
            starts,
            LargeArray.Touch(memory is null ? LargeArray.Uninitialized<int>(count) : memory.Take<int>(count), cancellation),
            LargeArray.Touch(memory is null ? LargeArray.Uninitialized<double>(count) : memory.Take<double>(count), cancellation));
        ParallelBlocks.Run(rowCount, partSize, threads, cancellation, (part, from, to) => result.Fill(offsets, columns, values, weights, from, to, next[part], cancellation));
        return result;
    }

    /// <summary>The rows that have a column, ascending.</summary>
    public ReadOnlySpan<int> ColumnRows(int column) => Rows.AsSpan(Offsets[column], Offsets[column + 1] - Offsets[column]);

    /// <summary>The values of a column, in the order of <see cref="ColumnRows"/>.</summary>
    public ReadOnlySpan<double> ColumnValues(int column) => Values.AsSpan(Offsets[column], Offsets[column + 1] - Offsets[column]);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tally(int[] offsets, int[] columns, int from, int to, int[] counts, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            var stored = columns.AsSpan(offsets[row], offsets[row + 1] - offsets[row]);
            point.Pass(stored.Length);
            foreach (int column in stored) counts[column]++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(int[] offsets, int[] columns, double[] values, double[]? weights, int from, int to, int[] next, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            double weight = weights is null ? 1 : weights[row];
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++)
            {
                int place = next[columns[p]]++;
                Rows[place] = row;
                Values[place] = weight * values[p];
            }
        }
    }
}
