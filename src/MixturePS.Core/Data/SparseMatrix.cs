using System.Dynamic;
using System.Linq.Expressions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A sparse matrix in compressed sparse row format. The columns of row i are
/// ColumnIndices[RowOffsets[i] .. RowOffsets[i + 1]), ascending and without duplicates, and Values has the corresponding
/// cells. Explicit zeros are allowed; this class creates none.
/// </summary>
public sealed class SparseMatrix : IIndexed
{
    private readonly int[] _rowOffsets;
    private readonly int[] _columnIndices;
    private readonly double[] _values;

    /// <summary>Creates a matrix that takes ownership of three arrays; the caller must not change them afterwards.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="rowOffsets">The start of each row; length rowCount + 1, from 0, non-decreasing.</param>
    /// <param name="columnIndices">The column of each stored value, ascending within a row; at least as long as the last offset.</param>
    /// <param name="values">The stored values, finite; at least as long as the last offset.</param>
    /// <exception cref="MixtureException">ShapeMismatch: the arrays don't form a valid matrix. NonFiniteMatrix: a value is NaN or infinite.</exception>
    public SparseMatrix(int rowCount, int columnCount, int[] rowOffsets, int[] columnIndices, double[] values)
        : this(rowCount, columnCount, rowOffsets, columnIndices, values, check: true)
    {
    }

    internal SparseMatrix(int rowCount, int columnCount, int[] rowOffsets, int[] columnIndices, double[] values, bool check, CancellationToken cancellation = default)
    {
        RowCount = rowCount;
        ColumnCount = columnCount;
        _rowOffsets = rowOffsets;
        _columnIndices = columnIndices;
        _values = values;
        if (check) Check(cancellation);
        RowOffsets = new ReadOnlyValues<int>(rowOffsets, rowCount + 1);
        ColumnIndices = new ReadOnlyValues<int>(columnIndices, NonZeroCount);
        Values = new ReadOnlyValues<double>(values, NonZeroCount);
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The number of stored values.</summary>
    public int NonZeroCount => _rowOffsets[RowCount];

    /// <summary>The start of each row; length RowCount + 1.</summary>
    public ReadOnlyValues<int> RowOffsets { get; }

    /// <summary>The column of each stored value; length NonZeroCount.</summary>
    public ReadOnlyValues<int> ColumnIndices { get; }

    /// <summary>The stored values; length NonZeroCount.</summary>
    public ReadOnlyValues<double> Values { get; }

    /// <summary>The underlying arrays, for kernels; read-only by convention.</summary>
    internal (int[] RowOffsets, int[] ColumnIndices, double[] Values) Buffers => (_rowOffsets, _columnIndices, _values);

    /// <summary>The cell in a row and a column. In PowerShell, indices work as for <see cref="Matrix{T}"/>.</summary>
    /// <param name="row">The row, from zero.</param>
    /// <param name="column">The column, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or column doesn't exist.</exception>
    public double this[int row, int column]
    {
        get
        {
            if ((uint)column >= (uint)ColumnCount)
                throw new ArgumentOutOfRangeException(nameof(column), column, $"Columns go from 0 to {ColumnCount - 1}.");
            int at = RowColumns(row).BinarySearch(column);
            return at < 0 ? 0 : RowValues(row)[at];
        }
    }

    /// <summary>The stored columns of a row, ascending.</summary>
    /// <param name="row">The row, from zero.</param>
    public ReadOnlySpan<int> RowColumns(int row)
    {
        CheckRow(row);
        return _columnIndices.AsSpan(_rowOffsets[row], _rowOffsets[row + 1] - _rowOffsets[row]);
    }

    /// <summary>The stored values of a row, in the order of <see cref="RowColumns"/>.</summary>
    /// <param name="row">The row, from zero.</param>
    public ReadOnlySpan<double> RowValues(int row)
    {
        CheckRow(row);
        return _values.AsSpan(_rowOffsets[row], _rowOffsets[row + 1] - _rowOffsets[row]);
    }

    /// <summary>A dense copy of one row; length ColumnCount.</summary>
    /// <param name="row">The row, from zero.</param>
    public double[] Row(int row)
    {
        var result = new double[ColumnCount];
        var columns = RowColumns(row);
        var values = RowValues(row);
        for (int p = 0; p < columns.Length; p++) result[columns[p]] = values[p];
        return result;
    }

    /// <summary>Creates a sparse copy of a dense matrix, without zeros.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="dense">All cells in row-major order; length rowCount x columnCount.</param>
    /// <exception cref="MixtureException">ShapeMismatch or NonFiniteMatrix.</exception>
    public static SparseMatrix FromDense(int rowCount, int columnCount, ReadOnlySpan<double> dense) => FromDense(rowCount, columnCount, dense, CancellationToken.None);

    /// <inheritdoc cref="FromDense(int, int, ReadOnlySpan{double})"/>
    internal static SparseMatrix FromDense(int rowCount, int columnCount, ReadOnlySpan<double> dense, CancellationToken cancellation)
    {
        if (dense.Length != (long)rowCount * columnCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(dense.Length, "is", "are")} {Counted.Of(dense.Length, "value")} for {rowCount} x {columnCount} cells", dense.Length);
        int count = 0;
        var point = new CancellationPoint(cancellation);
        foreach (double value in dense)
        {
            point.Pass(0);
            if (value != 0) count++;
        }

        var (offsets, columns, values) = (new int[rowCount + 1], new int[count], new double[count]);
        int at = 0;
        for (int i = 0; i < rowCount; i++)
        {
            point.Pass(columnCount);
            for (int j = 0; j < columnCount; j++)
            {
                double value = dense[i * columnCount + j];
                if (value == 0) continue;
                columns[at] = j;
                values[at++] = value;
            }

            offsets[i + 1] = at;
        }

        return new SparseMatrix(rowCount, columnCount, offsets, columns, values, check: true, cancellation);
    }

    /// <summary>The size and the number of stored values, as in <c>1000 x 5 matrix, 3120 non-zero</c>.</summary>
    public override string ToString() => $"{RowCount} x {ColumnCount} matrix, {NonZeroCount} non-zero";

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => IndexBinding.Of(parameter, this);

    object IIndexed.At(object?[] indices) => IndexBinding.RowOrCell(indices, ("row", RowCount), ("column", ColumnCount), Row, (i, j) => this[i, j]);

    private void Check(CancellationToken cancellation)
    {
        if (RowCount < 0) throw MixtureError.InvalidSize("The number of rows", RowCount);
        if (ColumnCount < 0) throw MixtureError.InvalidSize("The number of columns", ColumnCount);
        if (_rowOffsets.Length != RowCount + 1 || _rowOffsets[0] != 0)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(_rowOffsets.Length, "is", "are")} {Counted.Of(_rowOffsets.Length, "row offset")} for {Counted.Of(RowCount, "row")}", _rowOffsets.Length);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < RowCount; i++)
        {
            int end = _rowOffsets[i + 1];
            point.Pass(end - _rowOffsets[i]);
            if (end < _rowOffsets[i] || end > _columnIndices.Length || end > _values.Length)
                throw MixtureError.ShapeMismatch($"row {i} ends at {end}, which is outside the stored values", end);
            int before = -1;
            for (int p = _rowOffsets[i]; p < end; p++)
            {
                int column = _columnIndices[p];
                if (column <= before || column >= ColumnCount)
                    throw MixtureError.ShapeMismatch($"row {i} has column {column} after column {before}, but columns must ascend from 0 to {ColumnCount - 1}", column);
                if (!double.IsFinite(_values[p])) throw MixtureError.NonFiniteMatrix(i, column, _values[p]);
                before = column;
            }
        }
    }

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Rows go from 0 to {RowCount - 1}.");
    }
}
