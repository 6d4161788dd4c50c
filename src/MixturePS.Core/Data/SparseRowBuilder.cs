using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Builds a sparse matrix row by row.</summary>
internal sealed class SparseRowBuilder
{
    private readonly int _columnCount;
    private readonly CancellationToken _cancellation;
    private int[] _offsets;
    private int[] _columns;
    private double[] _values;
    private int _rows;
    private int _count;

    /// <summary>Creates an empty builder.</summary>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="rowCapacity">The expected number of rows.</param>
    /// <param name="valueCapacity">The initial capacity for values, which grows as needed.</param>
    /// <param name="cancellation">The cancellation token, checked while memory is cleared and copied.</param>
    public SparseRowBuilder(int columnCount, int rowCapacity, long valueCapacity, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        _columnCount = columnCount;
        _offsets = LargeArray.Cleared<int>(rowCapacity + 1L, cancellation);
        int capacity = (int)Math.Clamp(valueCapacity, 16, Array.MaxLength);
        _columns = LargeArray.WithRoomFor<int>(capacity);
        _values = LargeArray.WithRoomFor<double>(capacity);
    }

    /// <summary>Makes room for the next row.</summary>
    /// <param name="cells">The largest number of its cells.</param>
    /// <param name="columns">The room for their columns, in increasing order; its contents are undefined.</param>
    /// <param name="values">The room for their values.</param>
    public void Reserve(int cells, out Span<int> columns, out Span<double> values)
    {
        int needed = checked(_count + cells);
        if (needed > _columns.Length) Grow(needed);
        columns = _columns.AsSpan(_count, cells);
        values = _values.AsSpan(_count, cells);
    }

    /// <summary>Appends a row.</summary>
    /// <param name="cells">The number of cells that were written to the reserved room.</param>
    public void EndRow(int cells)
    {
        _count += cells;
        if (_rows + 1 == _offsets.Length) Array.Resize(ref _offsets, _offsets.Length * 2);
        _offsets[++_rows] = _count;
    }

    /// <summary>Creates the matrix of the rows so far; the builder must not be used afterwards.</summary>
    public SparseMatrix Build()
    {
        if (_offsets.Length != _rows + 1) Array.Resize(ref _offsets, _rows + 1);
        // Spare capacity that was never written occupies no physical memory, so only a large excess is trimmed.
        if (_columns.Length - _count > _count)
        {
            _columns = LargeArray.Resized(_columns, _count, _cancellation);
            _values = LargeArray.Resized(_values, _count, _cancellation);
        }

        return new SparseMatrix(_rows, _columnCount, _offsets, _columns, _values, check: false);
    }

    private void Grow(int needed)
    {
        int size = (int)Math.Min(Array.MaxLength, Math.Max((long)needed, _columns.Length * 2L));
        _columns = LargeArray.Resized(_columns, size, _cancellation);
        _values = LargeArray.Resized(_values, size, _cancellation);
    }
}
