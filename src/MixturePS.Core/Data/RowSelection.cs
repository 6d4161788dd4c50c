using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>Selects documents of a DFM.</summary>
internal static class RowSelection
{
    /// <summary>Copies rows to a new DFM, in the given order.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="documents">The indices of the documents to copy.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static Dfm Take(Dfm dfm, ReadOnlySpan<int> documents, DfmWeighting weighting, CancellationToken cancellation)
    {
        var offsets = new int[documents.Length + 1];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < documents.Length; d++)
        {
            point.Pass(0);
            offsets[d + 1] = offsets[d] + dfm.Matrix.RowColumns(documents[d]).Length;
        }

        var (columns, values) = (LargeArray.Uninitialized<int>(offsets[^1]), LargeArray.Uninitialized<double>(offsets[^1]));
        for (int d = 0; d < documents.Length; d++)
        {
            point.Pass(offsets[d + 1] - offsets[d]);
            dfm.Matrix.RowColumns(documents[d]).CopyTo(columns.AsSpan(offsets[d]));
            dfm.Matrix.RowValues(documents[d]).CopyTo(values.AsSpan(offsets[d]));
        }

        var matrix = new SparseMatrix(documents.Length, dfm.FeatureCount, offsets, columns, values, check: false);
        return new Dfm(matrix, dfm.Vocabulary, weighting, null, null, check: false);
    }
}
