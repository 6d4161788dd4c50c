using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Some of the rows of a matrix or a DFM.</summary>
internal static class RowSelection
{
    /// <summary>Copies rows to a new DFM, in the given order.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="documents">The indices of the documents to copy.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static Dfm Take(Dfm dfm, ReadOnlySpan<int> documents, DfmWeighting weighting, CancellationToken cancellation)
    {
        var matrix = Take(dfm.Matrix, documents, cancellation);
        return new Dfm(matrix, dfm.Vocabulary, weighting, null, null, check: false) { TextRecipe = dfm.TextRecipe };
    }

    /// <summary>Copies rows of a matrix, in the given order.</summary>
    /// <param name="matrix">The matrix, n x J.</param>
    /// <param name="rows">The rows to copy; read.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static SparseMatrix Take(SparseMatrix matrix, ReadOnlySpan<int> rows, CancellationToken cancellation)
    {
        var (fromOffsets, fromColumns, fromValues) = matrix.Buffers;
        var offsets = new int[rows.Length + 1];
        var point = new CancellationPoint(cancellation);
        for (int r = 0; r < rows.Length; r++)
        {
            point.Pass(0);
            offsets[r + 1] = offsets[r] + fromOffsets[rows[r] + 1] - fromOffsets[rows[r]];
        }

        var (columns, values) = (LargeArray.Uninitialized<int>(offsets[^1]), LargeArray.Uninitialized<double>(offsets[^1]));
        for (int r = 0; r < rows.Length; r++)
        {
            int from = fromOffsets[rows[r]], length = offsets[r + 1] - offsets[r];
            point.Pass(length);
            fromColumns.AsSpan(from, length).CopyTo(columns.AsSpan(offsets[r]));
            fromValues.AsSpan(from, length).CopyTo(values.AsSpan(offsets[r]));
        }

        return new SparseMatrix(rows.Length, matrix.ColumnCount, offsets, columns, values, check: false);
    }

    /// <summary>Rows of several matrices with the same columns below each other.</summary>
    /// <param name="parts">The matrices, each with its first row to take and the row after the last.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static SparseMatrix Join(IEnumerable<(SparseMatrix Matrix, int From, int To)> parts, int columnCount)
    {
        var all = parts.ToList();
        long cells = all.Sum(part => (long)part.Matrix.Buffers.RowOffsets[part.To] - part.Matrix.Buffers.RowOffsets[part.From]);
        var offsets = new int[all.Sum(part => part.To - part.From) + 1];
        var (columns, values) = (LargeArray.Uninitialized<int>(cells), LargeArray.Uninitialized<double>(cells));
        int row = 0, at = 0;
        foreach (var (matrix, from, to) in all)
        {
            var (ownOffsets, ownColumns, ownValues) = matrix.Buffers;
            int start = ownOffsets[from], count = ownOffsets[to] - start;
            ownColumns.AsSpan(start, count).CopyTo(columns.AsSpan(at));
            ownValues.AsSpan(start, count).CopyTo(values.AsSpan(at));
            for (int i = from; i < to; i++) offsets[++row] = at + ownOffsets[i + 1] - start;
            at += count;
        }

        return new SparseMatrix(row, columnCount, offsets, columns, values, check: false);
    }
}
