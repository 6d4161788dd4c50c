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

    /// <summary>The rows of several matrices with the same columns below each other.</summary>
    /// <param name="parts">The matrices.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static SparseMatrix Join(IReadOnlyList<SparseMatrix> parts, int columnCount)
    {
        if (parts is [var only]) return only;
        long cells = parts.Sum(part => (long)part.NonZeroCount);
        var offsets = new int[parts.Sum(part => part.RowCount) + 1];
        var (columns, values) = (LargeArray.Uninitialized<int>(cells), LargeArray.Uninitialized<double>(cells));
        int row = 0, at = 0;
        foreach (var part in parts)
        {
            var (ownOffsets, ownColumns, ownValues) = part.Buffers;
            ownColumns.AsSpan(0, part.NonZeroCount).CopyTo(columns.AsSpan(at));
            ownValues.AsSpan(0, part.NonZeroCount).CopyTo(values.AsSpan(at));
            for (int i = 1; i <= part.RowCount; i++) offsets[++row] = at + ownOffsets[i];
            at += part.NonZeroCount;
        }

        return new SparseMatrix(row, columnCount, offsets, columns, values, check: false);
    }
}
