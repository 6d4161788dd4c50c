using System.Numerics.Tensors;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// Rejects cells that are finite but so large that results computed from them would overflow. The limits leave headroom for
/// all sums, so later code needs no checks.
/// </summary>
internal static class OverflowGuard
{
    // The log-probability of a token is above -745, and the logarithm of a factorial's factor is below 710.
    private const double MaxLogMagnitude = 4096;

    // (x - y)^2 is at most 4 max(x^2, y^2); the rest of the factor allows for intermediate sums.
    private const double SquareFactor = 32;

    /// <summary>Whether sums of squared distances over the documents stay finite.</summary>
    /// <param name="squares">The sum of the squared norms of all documents, or an upper bound.</param>
    /// <param name="documents">The number of documents, n.</param>
    public static bool SquaresStayFinite(double squares, int documents) => double.IsFinite(squares * SquareFactor * Math.Max(1, documents));

    /// <summary>Rejects documents whose squared distances, from each other or from means, would overflow.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckSquares(Dfm dfm)
    {
        double largest = MaxMagnitude(dfm.Matrix.Values);

        // Multiplied by the number of documents once more, as in the variances of clusters.
        double squares = largest * largest * dfm.NonZeroCount * Math.Max(1, dfm.DocumentCount);
        if (!SquaresStayFinite(squares, dfm.DocumentCount)) throw SquaresTooLarge(dfm);
    }

    /// <summary>Rejects centres from which the squared distances of a number of documents would overflow.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckCenters(DenseMatrix centers, int documents)
    {
        for (int k = 0; k < centers.RowCount; k++)
        {
            double largest = MaxMagnitude(centers.RowSpan(k));
            if (SquaresStayFinite(largest * largest * centers.ColumnCount * Math.Max(1, documents), documents)) continue;
            int j = LargestCell(centers.RowSpan(k));
            throw MixtureError.CellTooLarge($"Centre {k}", Name(centers.ColumnNames, j), centers[k, j], "squared distances");
        }
    }

    /// <summary>Rejects counts with so many tokens in total that log-likelihoods would overflow, whatever the probabilities.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckLogs(Dfm dfm, double tokens)
    {
        if (!double.IsFinite(tokens * MaxLogMagnitude)) throw TooLarge(dfm, "log-likelihoods");
    }

    /// <summary>The error for documents whose squared distances overflow.</summary>
    public static MixtureException SquaresTooLarge(Dfm dfm) => TooLarge(dfm, "squared distances");

    /// <summary>The error for rows whose squared distances overflow.</summary>
    public static MixtureException SquaresTooLarge(SparseMatrix matrix)
    {
        var (row, at) = LargestCell(matrix);
        return MixtureError.CellTooLarge($"Row {row}", Name(null, matrix.ColumnIndices[at]), matrix.Values[at], "squared distances");
    }

    /// <summary>The error for counts whose weights overflow.</summary>
    public static MixtureException WeightsTooLarge(Dfm dfm) => TooLarge(dfm, "weights");

    /// <summary>The error for documents whose sums overflow.</summary>
    public static MixtureException SumsTooLarge(Dfm dfm) => TooLarge(dfm, "sums");

    /// <summary>The largest absolute value; 0 if there are no values.</summary>
    public static double MaxMagnitude(ReadOnlySpan<double> values) => values.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(values));

    private static MixtureException TooLarge(Dfm dfm, string what)
    {
        var (row, at) = LargestCell(dfm.Matrix);
        return MixtureError.CellTooLarge($"The document '{dfm.DocumentName[row]}'", dfm.Vocabulary[dfm.Matrix.ColumnIndices[at]], dfm.Matrix.Values[at], what);
    }

    private static (int Row, int At) LargestCell(SparseMatrix matrix)
    {
        int at = LargestCell(matrix.Values), row = 0;
        while (matrix.RowOffsets[row + 1] <= at) row++;
        return (row, at);
    }

    private static int LargestCell(ReadOnlySpan<double> values) => Math.Max(0, TensorPrimitives.IndexOfMaxMagnitude(values));

    private static string Name(IReadOnlyList<string>? names, int j) => names?[j] ?? $"column {j}";
}
