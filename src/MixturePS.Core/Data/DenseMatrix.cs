namespace MixturePS.Core.Data;

/// <summary>A dense matrix of doubles in row-major order, such as word probabilities or centres.</summary>
public sealed class DenseMatrix : Matrix<double>
{
    /// <summary>Creates a matrix that takes ownership of an array; the caller must not change it afterwards.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="values">All cells in row-major order; length rowCount x columnCount; not copied.</param>
    /// <param name="columnNames">The column names, or null.</param>
    /// <param name="rowNames">The row names, or null.</param>
    public DenseMatrix(int rowCount, int columnCount, double[] values, IReadOnlyList<string>? columnNames = null, IReadOnlyList<string>? rowNames = null)
        : base(rowCount, columnCount, values, columnNames, rowNames)
    {
    }

    /// <summary>Creates a matrix from a copy of its rows, which must have equal lengths.</summary>
    /// <param name="rows">The rows, in order.</param>
    /// <param name="columnNames">The column names, or null.</param>
    /// <exception cref="Foundation.MixtureException">ShapeMismatch: the rows differ in length.</exception>
    public static DenseMatrix FromRows(IReadOnlyList<double[]> rows, IReadOnlyList<string>? columnNames = null)
    {
        int columns = rows.Count == 0 ? columnNames?.Count ?? 0 : rows[0].Length;
        var values = new double[checked(rows.Count * columns)];
        for (int i = 0; i < rows.Count; i++)
        {
            if (rows[i].Length != columns)
                throw Foundation.MixtureError.ShapeMismatch($"row {i} has {Foundation.Counted.Of(rows[i].Length, "value")}, but row 0 has {columns}", rows[i].Length);
            rows[i].CopyTo(values, i * columns);
        }

        return new DenseMatrix(rows.Count, columns, values, columnNames);
    }

    /// <summary>Some of the rows, with their names.</summary>
    /// <param name="rows">The rows.</param>
    internal DenseMatrix Rows(int[] rows) => new(rows.Length, ColumnCount, Taken(rows), ColumnNames, NamesOf(rows));

    /// <summary>The columns in another order, without names: column c comes from column order[c].</summary>
    /// <param name="order">The columns.</param>
    internal DenseMatrix Columns(int[] order)
    {
        var cells = new double[checked(RowCount * order.Length)];
        for (int i = 0; i < RowCount; i++)
        {
            var row = RowSpan(i);
            for (int c = 0; c < order.Length; c++) cells[(i * order.Length) + c] = row[order[c]];
        }

        return new DenseMatrix(RowCount, order.Length, cells);
    }

    /// <summary>The same cells, which are shared, with other names.</summary>
    /// <param name="columnNames">The column names, or null.</param>
    /// <param name="rowNames">The row names, or null.</param>
    internal DenseMatrix WithNames(IReadOnlyList<string>? columnNames, IReadOnlyList<string>? rowNames) => new(RowCount, ColumnCount, Buffer, columnNames, rowNames);

    private protected override double ToDouble(double value) => value;
}
