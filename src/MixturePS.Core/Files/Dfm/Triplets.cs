using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Builds a sparse matrix from entries in any order. Memory grows with the entries read and is never reserved on the word of
/// a file header; it grows by pieces, so that no iteration of a reader copies earlier entries. Entries of the same cell are
/// added in file order.
/// </summary>
internal sealed class Triplets
{
    private const int SmallestPiece = 256;
    private const int LargestPiece = 1 << 18;
    private readonly List<Piece> _full = [];
    private Piece _piece = new(SmallestPiece);
    private int _used;
    private int _before;
    private int _lastRow = -1;
    private int _lastColumn = -1;
    private bool _isSorted = true;

    /// <summary>The number of stored entries.</summary>
    private int Count => _before + _used;

    /// <summary>The number of entries for cells that already had one.</summary>
    public int Duplicates { get; private set; }

    /// <summary>Adds an entry; zeros are not stored.</summary>
    public void Add(int row, int column, double value)
    {
        if (value == 0) return;
        if (_used == _piece.Rows.Length) Grow();
        if (row < _lastRow || (row == _lastRow && column <= _lastColumn)) _isSorted = false;
        (_lastRow, _lastColumn) = (row, column);
        _piece.Rows[_used] = row;
        _piece.Columns[_used] = column;
        _piece.Values[_used++] = value;
    }

    /// <summary>Builds the matrix; the entries must not be used afterwards.</summary>
    /// <param name="rowCount">The number of rows, greater than the row of each entry.</param>
    /// <param name="columnCount">The number of columns, greater than the column of each entry.</param>
    /// <param name="at">The position to report if a sum isn't finite.</param>
    /// <param name="context">The import, with its cancellation token.</param>
    public SparseMatrix Build(int rowCount, int columnCount, Place at, ReadContext context)
    {
        var offsets = new int[rowCount + 1];
        foreach (var (piece, used) in Pieces())
        {
            context.Cancellation.Check();
            foreach (int row in piece.Rows.AsSpan(0, used)) offsets[row + 1]++;
        }

        for (int i = 0; i < rowCount; i++) offsets[i + 1] += offsets[i];
        if (_isSorted)
        {
            var (columns, values) = (LargeArray.Uninitialized<int>(Count), LargeArray.Uninitialized<double>(Count));
            int to = 0;
            foreach (var (piece, used) in Pieces())
            {
                context.Cancellation.Check();
                piece.Columns.AsSpan(0, used).CopyTo(columns.AsSpan(to));
                piece.Values.AsSpan(0, used).CopyTo(values.AsSpan(to));
                to += used;
            }

            return new SparseMatrix(rowCount, columnCount, offsets, columns, values, check: false);
        }

        int[] scatteredColumns = LargeArray.Touch(LargeArray.Uninitialized<int>(Count), context.Cancellation);
        double[] scatteredValues = LargeArray.Touch(LargeArray.Uninitialized<double>(Count), context.Cancellation);
        Scatter(offsets, scatteredColumns, scatteredValues, context);
        int kept = 0;
        var point = new CancellationPoint(context.Cancellation);
        for (int i = 0; i < rowCount; i++)
        {
            int from = offsets[i], to = offsets[i + 1];
            point.Pass(to - from);
            SortStably(scatteredColumns, scatteredValues, from, to);
            offsets[i] = kept;
            kept = Merge(scatteredColumns, scatteredValues, from, to, kept, at);
        }

        offsets[rowCount] = kept;
        return new SparseMatrix(
            rowCount,
            columnCount,
            offsets,
            LargeArray.Resized(scatteredColumns, kept, context.Cancellation),
            LargeArray.Resized(scatteredValues, kept, context.Cancellation),
            check: false);
    }

    // Distributes the entries to rows, in file order within each row.
    private void Scatter(int[] offsets, int[] columns, double[] values, ReadContext context)
    {
        var next = offsets.AsSpan(0, offsets.Length - 1).ToArray();
        foreach (var (piece, used) in Pieces())
        {
            for (int p = 0; p < used; p++)
            {
                context.CheckPeriodically(p);
                int to = next[piece.Rows[p]]++;
                columns[to] = piece.Columns[p];
                values[to] = piece.Values[p];
            }
        }
    }

    // Ties keep the file order, because sums of weights depend on it.
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

            if (!double.IsFinite(sum)) throw FileError.NonFinite(at, "the sum of the entries for a feature");
            if (sum == 0) continue;
            columns[kept] = column;
            values[kept++] = sum;
        }

        return kept;
    }

    private IEnumerable<(Piece Piece, int Used)> Pieces()
    {
        foreach (var piece in _full) yield return (piece, piece.Rows.Length);
        yield return (_piece, _used);
    }

    private void Grow()
    {
        if (Count > Array.MaxLength - LargestPiece) throw new InsufficientMemoryException("The matrix has more entries than an array can hold.");
        _full.Add(_piece);
        (_before, _used) = (Count, 0);
        _piece = new Piece(Math.Min(LargestPiece, _before * 2));
    }

    private readonly record struct Piece(int[] Rows, int[] Columns, double[] Values)
    {
        public Piece(int size)
            : this(new int[size], new int[size], new double[size])
        {
        }
    }
}
