using MixturePS.Core.Data;

namespace MixturePS.Core.Tests;

/// <summary>Creates documents with numbered words for tests.</summary>
internal static class TestDfm
{
    /// <summary>Documents with these cells, n x J, row by row.</summary>
    public static Dfm Of(int n, int j, double[] cells) => new(SparseMatrix.FromDense(n, j, cells), Vocabularies.Numbered(j));

    /// <summary>Documents with these rows.</summary>
    public static Dfm OfRows(double[][] rows, DfmWeighting? weighting = null)
    {
        var dense = DenseMatrix.FromRows(rows);
        return new Dfm(SparseMatrix.FromDense(dense.RowCount, dense.ColumnCount, dense.Values), Vocabularies.Numbered(dense.ColumnCount), weighting);
    }

    /// <summary>Documents of equal length with equally likely words; the same at each call.</summary>
    public static Dfm Random(int n, int j, int tokens)
    {
        var random = new System.Random(17);
        var cells = new double[n * j];
        for (int i = 0; i < n; i++)
            for (int t = 0; t < tokens; t++) cells[(i * j) + random.Next(j)]++;
        return Of(n, j, cells);
    }
}
