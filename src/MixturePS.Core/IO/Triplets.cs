using MixturePS.Core.Errors;
using MixturePS.Core.Matrices;

namespace MixturePS.Core.IO;

/// <summary>
/// Grows a sparse matrix from entries in any order. Room is taken as entries come and never because a file says that
/// they will. Entries of one cell are added up in the order of the file.
/// </summary>
internal sealed class Triplets
{
    private int[] _rows = new int[256];
    private int[] _columns = new int[256];
    private double[] _values = new double[256];
    private int _count;
    private bool _isSorted = true;

    /// <summary>The entries of cells that had one already.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Adds an entry; zeros are not stored.</summary>
    public void Add(int row, int column, double value)
    {
        if (value == 0) return;
        if (_count == _rows.Length) Grow();
        if (_count > 0 && (row < _rows[_count - 1] || (row == _rows[_count - 1] && column <= _columns[_count - 1]))) _isSorted = false;
        _rows[_count] = row;
        _columns[_count] = column;
        _values[_count++] = value;
    }

    /// <summary>The matrix; the entries must not be used afterwards.</summary>
    /// <param name="rowCount">The number of rows, above that of each entry.</param>
    /// <param name="columnCount">The number of columns, above that of each entry.</param>
    /// <param name="at">The file, for a sum that is not finite.</param>
    /// <param name="context">The import, which may be stopped.</param>
    public SparseMatrix Build(int rowCount, int columnCount, Place at, ReadContext context)
    {
        var offsets = new int[rowCount + 1];
        for (int p = 0; p < _count; p++)
        {
            context.Stride(p);
            offsets[_rows[p] + 1]++;
        }

        for (int i = 0; i < rowCount; i++) offsets[i + 1] += offsets[i];
        if (_isSorted)
        {
            Array.Resize(ref _columns, _count);
            Array.Resize(ref _values, _count);
            return new SparseMatrix(rowCount, columnCount, offsets, _columns, _values, check: false);
        }

        var (columns, values) = Scatter(offsets, context);
        int kept = 0;
        for (int i = 0; i < rowCount; i++)
        {
            context.Stride(i);
            int from = offsets[i], to = offsets[i + 1];
            SortStably(columns, values, from, to);
            offsets[i] = kept;
            kept = Merge(columns, values, from, to, kept, at);
        }

        offsets[rowCount] = kept;
        Array.Resize(ref columns, kept);
        Array.Resize(ref values, kept);
        return new SparseMatrix(rowCount, columnCount, offsets, columns, values, check: false);
    }

    // Row by row, each in the order of the file.
    private (int[] Columns, double[] Values) Scatter(int[] offsets, ReadContext context)
    {
        var next = offsets.AsSpan(0, offsets.Length - 1).ToArray();
        var (columns, values) = (new int[_count], new double[_count]);
        for (int p = 0; p < _count; p++)
        {
            context.Stride(p);
            int to = next[_rows[p]]++;
            columns[to] = _columns[p];
            values[to] = _values[p];
        }

        (_rows, _columns, _values) = ([], [], []);
        return (columns, values);
    }

    // The order of the file breaks ties, as sums of weights depend on it.
    private static void SortStably(int[] columns, double[] values, int from, int to)
    {
        bool sorted = true;
        for (int p = from + 1; p < to && sorted; p++) sorted = columns[p - 1] <= columns[p];
        if (sorted) return;
        var keys = new long[to - from];
        for (int p = from; p < to; p++) keys[p - from] = ((long)columns[p] << 32) | (uint)(p - from);
        keys.AsSpan().Sort(values.AsSpan(from, keys.Length));
        for (int p = from; p < to; p++) columns[p] = (int)(keys[p - from] >> 32);
    }

    private int Merge(int[] columns, double[] values, int from, int to, int kept, Place at)
    {
        for (int p = from; p < to;)
        {
            int column = columns[p];
            double sum = values[p++];
            for (; p < to && columns[p] == column; p++)
            {
                sum += values[p];
                Duplicates++;
            }

            if (!double.IsFinite(sum)) throw FileError.NonFinite(at, "the sum of a document's entries for one feature");
            if (sum == 0) continue;
            columns[kept] = column;
            values[kept++] = sum;
        }

        return kept;
    }

    private void Grow()
    {
        if (_count == Array.MaxLength) throw new InsufficientMemoryException("The matrix has more entries than an array can hold.");
        int size = (int)Math.Min(Array.MaxLength, _count * 2L);
        Array.Resize(ref _rows, size);
        Array.Resize(ref _columns, size);
        Array.Resize(ref _values, size);
    }
}
