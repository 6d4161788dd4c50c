using System.Numerics.Tensors;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// Refuses cells that are finite and yet so large that what is made of them isn't. The limits leave room for all that is
/// added up, so that nothing after them need look.
/// </summary>
internal static class CellRange
{
    // Of a token the logarithm of its probability is above -745, and that of a factorial's factor below 710.
    private const double LogRoom = 4096;

    // (x - y)^2 is at most 4 times the greater square; the rest is for intermediate sums.
    private const double SquareRoom = 32;

    /// <summary>Whether sums over documents of squared distances stay finite.</summary>
    /// <param name="squares">The sum of all documents' squared norms, or a bound on it.</param>
    /// <param name="documents">The number of documents, n.</param>
    public static bool HasRoomForSquares(double squares, int documents) => double.IsFinite(squares * SquareRoom * Math.Max(1, documents));

    /// <summary>Refuses documents whose squared distances, from each other or from means, would leave the range.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckSquares(Dfm dfm)
    {
        double largest = Largest(dfm.Matrix.Values);

        // Also times the number of documents once more, as the variances of clusters are.
        double squares = largest * largest * dfm.NonZeroCount * Math.Max(1, dfm.DocumentCount);
        if (!HasRoomForSquares(squares, dfm.DocumentCount)) throw Squares(dfm);
    }

    /// <summary>Refuses centres that squared distances of so many documents would leave the range from.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckCenters(DenseMatrix centers, int documents)
    {
        for (int k = 0; k < centers.RowCount; k++)
        {
            double largest = Largest(centers.RowSpan(k));
            if (HasRoomForSquares(largest * largest * centers.ColumnCount * Math.Max(1, documents), documents)) continue;
            int j = Place(centers.RowSpan(k));
            throw MixtureError.CellTooLarge($"Centre {k}", Name(centers.ColumnNames, j), centers[k, j], "squared distances");
        }
    }

    /// <summary>Refuses counts that a log-likelihood of so many tokens would leave the range for, whatever the probabilities.</summary>
    /// <exception cref="MixtureException">CellTooLarge.</exception>
    public static void CheckLogs(Dfm dfm, double tokens)
    {
        if (!double.IsFinite(tokens * LogRoom)) throw TooLarge(dfm, "log-likelihoods");
    }

    /// <summary>The error for documents whose squared distances leave the range.</summary>
    public static MixtureException Squares(Dfm dfm) => TooLarge(dfm, "squared distances");

    /// <summary>The error for rows whose squared distances leave the range.</summary>
    public static MixtureException Squares(SparseMatrix matrix)
    {
        var (row, at) = Place(matrix);
        return MixtureError.CellTooLarge($"Row {row}", Name(null, matrix.ColumnIndices[at]), matrix.Values[at], "squared distances");
    }

    /// <summary>The error for counts whose weights leave the range.</summary>
    public static MixtureException Weights(Dfm dfm) => TooLarge(dfm, "weights");

    /// <summary>The error for documents whose cells can't be added up.</summary>
    public static MixtureException Sums(Dfm dfm) => TooLarge(dfm, "sums");

    /// <summary>The largest absolute value; 0 of none.</summary>
    public static double Largest(ReadOnlySpan<double> values) => values.IsEmpty ? 0 : Math.Abs(TensorPrimitives.MaxMagnitude(values));

    private static MixtureException TooLarge(Dfm dfm, string what)
    {
        var (row, at) = Place(dfm.Matrix);
        return MixtureError.CellTooLarge($"The document '{dfm.DocumentName[row]}'", dfm.Vocabulary[dfm.Matrix.ColumnIndices[at]], dfm.Matrix.Values[at], what);
    }

    private static (int Row, int At) Place(SparseMatrix matrix)
    {
        int at = Place(matrix.Values), row = 0;
        while (matrix.RowOffsets[row + 1] <= at) row++;
        return (row, at);
    }

    private static int Place(ReadOnlySpan<double> values) => Math.Max(0, TensorPrimitives.IndexOfMaxMagnitude(values));

    private static string Name(IReadOnlyList<string>? names, int j) => names?[j] ?? $"column {j}";
}
