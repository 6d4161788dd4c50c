using MixturePS.Core.Data;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Sparse rows and their transpose with each value times its row's weight. The E-step reads the rows and the M-step the
/// columns, so that neither writes where another block writes.
/// </summary>
/// <param name="Rows">The distinct rows; values are above zero.</param>
/// <param name="Columns">The weighted transpose.</param>
internal sealed record TwoWayTable(SparseMatrix Rows, SparseColumns Columns)
{
    /// <summary>The number of columns.</summary>
    public int ColumnCount => Rows.ColumnCount;

    /// <summary>Transposes rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="weights">The weight of each row; read.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static TwoWayTable Create(SparseMatrix rows, double[] weights, CancellationToken cancellation)
    {
        var (offsets, columns, values) = rows.Buffers;
        return new TwoWayTable(rows, SparseColumns.Transpose(offsets, columns, values, rows.ColumnCount, weights, null, 0, cancellation));
    }
}
