namespace MixturePS.Core.Data;

/// <summary>A dense integer matrix in row-major order, such as multinomial counts or a contingency table.</summary>
public sealed class CountMatrix : Matrix<long>
{
    /// <summary>Creates a matrix that takes ownership of an array; the caller must not change it afterwards.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="values">All cells in row-major order; length rowCount x columnCount; not copied.</param>
    /// <param name="columnNames">The column names, or null.</param>
    /// <param name="rowNames">The row names, or null.</param>
    public CountMatrix(int rowCount, int columnCount, long[] values, IReadOnlyList<string>? columnNames = null, IReadOnlyList<string>? rowNames = null)
        : base(rowCount, columnCount, values, columnNames, rowNames)
    {
    }

    /// <summary>The matrix product with another matrix; for example, of one-hot clusters with word probabilities.</summary>
    /// <param name="other">The right-hand matrix, with ColumnCount rows.</param>
    /// <returns>A RowCount x other.ColumnCount matrix with the column names of the other matrix.</returns>
    /// <exception cref="Foundation.MixtureException">ShapeMismatch or MatrixTooLarge.</exception>
    public DenseMatrix Multiply(DenseMatrix other)
    {
        if (other.RowCount != ColumnCount)
            throw Foundation.MixtureError.ShapeMismatch($"a {RowCount} x {ColumnCount} matrix can't be multiplied by a {other.RowCount} x {other.ColumnCount} matrix", other);
        var product = new double[Foundation.MatrixSize.Cells("The product", RowCount, other.ColumnCount)];
        for (int i = 0; i < RowCount; i++)
        {
            var row = product.AsSpan(i * other.ColumnCount, other.ColumnCount);
            for (int k = 0; k < ColumnCount; k++)
            {
                long count = this[i, k];
                var right = other.RowSpan(k);
                for (int j = 0; j < row.Length; j++) row[j] += count * right[j];
            }
        }

        return new DenseMatrix(RowCount, other.ColumnCount, product, other.ColumnNames, RowNames);
    }

    /// <summary>Some of the rows, with their names.</summary>
    /// <param name="rows">The rows.</param>
    internal CountMatrix Rows(int[] rows) => new(rows.Length, ColumnCount, Taken(rows), ColumnNames, NamesOf(rows));

    private protected override double ToDouble(long value) => value;
}
