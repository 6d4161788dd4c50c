using System.Dynamic;
using System.Linq.Expressions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// A dense matrix in row-major order with optional row and column names. It is deliberately not enumerable, so that a
/// pipeline passes it as one object.
/// </summary>
/// <typeparam name="T">The type of a cell: <see cref="double"/> or <see cref="long"/>.</typeparam>
public abstract class Matrix<T> : IIndexed
    where T : unmanaged
{
    private const int CellsShown = 64;
    private readonly T[] _values;

    private protected Matrix(int rowCount, int columnCount, T[] values, IReadOnlyList<string>? columnNames, IReadOnlyList<string>? rowNames)
    {
        if (rowCount < 0) throw MixtureError.InvalidSize("The number of rows", rowCount);
        if (columnCount < 0) throw MixtureError.InvalidSize("The number of columns", columnCount);
        if (values.LongLength != (long)rowCount * columnCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(values.LongLength, "is", "are")} {Counted.Of(values.LongLength, "value")} for {rowCount} x {columnCount} cells", values.LongLength);
        if (columnNames is not null && columnNames.Count != columnCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(columnNames.Count, "is", "are")} {Counted.Of(columnNames.Count, "column name")} for {Counted.Of(columnCount, "column")}", columnNames.Count);
        if (rowNames is not null && rowNames.Count != rowCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(rowNames.Count, "is", "are")} {Counted.Of(rowNames.Count, "row name")} for {Counted.Of(rowCount, "row")}", rowNames.Count);
        RowCount = rowCount;
        ColumnCount = columnCount;
        ColumnNames = ReadOnlyValues.OrNull(columnNames);
        RowNames = ReadOnlyValues.OrNull(rowNames);
        _values = values;
        Values = new ReadOnlyValues<T>(values, values.Length);
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The number of columns.</summary>
    public int ColumnCount { get; }

    /// <summary>The column names, or null.</summary>
    public IReadOnlyList<string>? ColumnNames { get; }

    /// <summary>The row names, or null.</summary>
    public IReadOnlyList<string>? RowNames { get; }

    /// <summary>
    /// The cell in a row and a column. In PowerShell, a single index gives a copy of a row, a list of indices gives those rows,
    /// and a negative index counts from the end; an index out of range causes the error InvalidIndex.
    /// </summary>
    /// <param name="row">The row, from zero.</param>
    /// <param name="column">The column, from zero.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row or column doesn't exist.</exception>
    public T this[int row, int column]
    {
        get
        {
            CheckRow(row);
            if ((uint)column >= (uint)ColumnCount)
                throw new ArgumentOutOfRangeException(nameof(column), column, $"Columns go from 0 to {ColumnCount - 1}.");
            return _values[(long)row * ColumnCount + column];
        }
    }

    /// <summary>All cells in row-major order; length RowCount x ColumnCount.</summary>
    public ReadOnlyValues<T> Values { get; }

    /// <summary>The array behind <see cref="Values"/>; read-only by convention.</summary>
    internal T[] Buffer => _values;

    /// <summary>A view of one row; length ColumnCount.</summary>
    /// <param name="row">The row, from zero.</param>
    public ReadOnlySpan<T> RowSpan(int row)
    {
        CheckRow(row);
        return _values.AsSpan(row * ColumnCount, ColumnCount);
    }

    /// <summary>A copy of one row; length ColumnCount.</summary>
    /// <param name="row">The row, from zero.</param>
    public T[] Row(int row) => RowSpan(row).ToArray();

    /// <summary>A copy of one column; length RowCount.</summary>
    /// <param name="column">The column, from zero.</param>
    public T[] Column(int column)
    {
        var result = new T[RowCount];
        for (int i = 0; i < result.Length; i++) result[i] = this[i, column];
        return result;
    }

    /// <summary>The mean of each column, with the order of additions of NumPy's <c>mean(axis=0)</c>; NaN without rows.</summary>
    public double[] ColumnMeans()
    {
        var result = new double[ColumnCount];
        for (int i = 0; i < RowCount; i++)
        {
            var row = RowSpan(i);
            for (int j = 0; j < result.Length; j++) result[j] += ToDouble(row[j]);
        }

        for (int j = 0; j < result.Length; j++) result[j] /= RowCount;
        return result;
    }

    /// <summary>The rows of a small matrix, as in <c>[[147 0 36] [352 45 1]]</c>; the size of a large one, as in <c>3 x 500 matrix</c>.</summary>
    public override string ToString() => _values.Length is > 0 and <= CellsShown
        ? $"[{string.Join(' ', Enumerable.Range(0, RowCount).Select(i => $"[{string.Join(' ', Row(i).Select(value => ReadOnlyValues.Text(value)))}]"))}]"
        : $"{RowCount} x {ColumnCount} matrix";

    DynamicMetaObject IDynamicMetaObjectProvider.GetMetaObject(Expression parameter) => IndexBinding.Of(parameter, this);

    object IIndexed.At(object?[] indices) => IndexBinding.RowOrCell(indices, ("row", RowCount), ("column", ColumnCount), Row, (i, j) => this[i, j]);

    /// <summary>The cells of some rows.</summary>
    private protected T[] Taken(int[] rows)
    {
        var cells = new T[checked(rows.Length * ColumnCount)];
        for (int r = 0; r < rows.Length; r++) RowSpan(rows[r]).CopyTo(cells.AsSpan(r * ColumnCount));
        return cells;
    }

    /// <summary>The names of some rows, if there are any.</summary>
    private protected string[]? NamesOf(int[] rows) => RowNames is { } names ? Array.ConvertAll(rows, r => names[r]) : null;

    private protected abstract double ToDouble(T value);

    private void CheckRow(int row)
    {
        if ((uint)row >= (uint)RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"Rows go from 0 to {RowCount - 1}.");
    }
}
