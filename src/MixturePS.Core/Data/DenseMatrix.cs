namespace MixturePS.Core.Data;

/// <summary>A dense matrix of double-precision numbers, such as word probabilities or centres, stored by rows.</summary>
public sealed class DenseMatrix : Matrix<double>
{
    /// <summary>Takes over an array of cells; the caller must not write to it afterwards.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="values">All cells, row after row; length rowCount x columnCount; kept, not copied.</param>
    /// <param name="columnNames">A name for each column, or null.</param>
    /// <param name="rowNames">A name for each row, or null.</param>
    public DenseMatrix(int rowCount, int columnCount, double[] values, IReadOnlyList<string>? columnNames = null, IReadOnlyList<string>? rowNames = null)
        : base(rowCount, columnCount, values, columnNames, rowNames)
    {
    }

    /// <summary>A matrix from its rows, which are copied and must be of one length.</summary>
    /// <param name="rows">The rows, from the first to the last.</param>
    /// <param name="columnNames">A name for each column, or null.</param>
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

    private protected override double ToDouble(double value) => value;
}
