using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The linear sum assignment problem: given a cost matrix, choose min(rows, columns) cells, at most one per row and column,
/// with the minimum (or maximum) sum. Solved by shortest augmenting paths in O(n^3) time: Crouse, D. F. (2016), On
/// implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and Electronic Systems 52, 1679-1696,
/// after Jonker, R. and Volgenant, A. (1987), Computing 38, 325-340. Ties are resolved as in SciPy's
/// <c>linear_sum_assignment</c>.
/// </summary>
internal static class LinearAssignment
{
    private const int CostsPerCheck = 1 << 18;

    /// <summary>Computes the optimal assignment of rows to columns.</summary>
    /// <param name="cost">The cost of each cell.</param>
    /// <param name="maximize">Whether to maximise the sum instead of minimising it.</param>
    /// <param name="cancellationToken">The cancellation token, checked before each row.</param>
    /// <exception cref="MixtureException">InvalidCost or InfeasibleAssignment; see the other overload.</exception>
    public static LinearAssignmentResult Solve(DenseMatrix cost, bool maximize = false, CancellationToken cancellationToken = default) =>
        Solve(cost.RowCount, cost.ColumnCount, cost.Values, maximize, cancellationToken);

    /// <summary>Computes the optimal assignment of rows to columns.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="cost">
    /// The cost of each cell in row-major order; length rowCount x columnCount. Infinity (minus infinity if maximize is set)
    /// forbids a cell.
    /// </param>
    /// <param name="maximize">Whether to maximise the sum instead of minimising it.</param>
    /// <param name="cancellationToken">The cancellation token, checked before each row.</param>
    /// <exception cref="MixtureException">
    /// ShapeMismatch; InvalidCost: a cost is NaN, or the infinity that doesn't forbid; InfeasibleAssignment: the forbidden
    /// cells leave no complete assignment.
    /// </exception>
    public static LinearAssignmentResult Solve(int rowCount, int columnCount, ReadOnlySpan<double> cost, bool maximize = false, CancellationToken cancellationToken = default)
    {
        if (rowCount < 0) throw MixtureError.InvalidSize("The number of rows", rowCount);
        if (columnCount < 0) throw MixtureError.InvalidSize("The number of columns", columnCount);
        if (cost.Length != (long)rowCount * columnCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(cost.Length, "is", "are")} {Counted.Of(cost.Length, "cost")} for {rowCount} x {columnCount} cells", cost.Length);
        bool transpose = rowCount > columnCount;
        var (smaller, larger) = transpose ? (columnCount, rowCount) : (rowCount, columnCount);
        CheckCosts(cost, columnCount, maximize, cancellationToken);
        var columnOfRow = Search(smaller, larger, transpose ? Transposed(cost, smaller, cancellationToken) : cost, maximize, cancellationToken);

        int[] rows, columns;
        if (transpose)
        {
            (rows, columns) = (columnOfRow, new int[smaller]);
            for (int c = 0; c < smaller; c++) columns[c] = c;
            Array.Sort(rows, columns);
        }
        else
        {
            (rows, columns) = (new int[smaller], columnOfRow);
            for (int r = 0; r < smaller; r++) rows[r] = r;
        }

        CompensatedSum total = default;
        for (int p = 0; p < smaller; p++) total.Add(cost[rows[p] * columnCount + columns[p]]);
        return new LinearAssignmentResult(rows, columns, total.Value);
    }

    private static unsafe int[] Search(int rowCount, int columnCount, ReadOnlySpan<double> cost, bool maximize, CancellationToken cancellationToken)
    {
        fixed (double* start = cost)
        {
            using var paths = new ShortestAugmentingPaths(rowCount, columnCount, start, maximize);
            return paths.Run(cancellationToken);
        }
    }

    private static double[] Transposed(ReadOnlySpan<double> cost, int columnCount, CancellationToken cancellation)
    {
        var result = LargeArray.Cleared<double>(cost.Length, cancellation);
        int rowCount = columnCount == 0 ? 0 : cost.Length / columnCount;
        for (int c = 0, at = 0; c < columnCount; c++)
        {
            cancellation.Check();
            for (int r = 0; r < rowCount; r++) result[at++] = cost[r * columnCount + c];
        }

        return result;
    }

    private static void CheckCosts(ReadOnlySpan<double> cost, int columnCount, bool maximize, CancellationToken cancellation)
    {
        for (int from = 0; from < cost.Length; from += CostsPerCheck)
        {
            cancellation.Check();
            CheckCosts(cost.Slice(from, Math.Min(CostsPerCheck, cost.Length - from)), from, columnCount, maximize);
        }
    }

    private static void CheckCosts(ReadOnlySpan<double> cost, int from, int columnCount, bool maximize)
    {
        double sign = maximize ? -1 : 1;
        var (signs, lowest) = (new Vector<double>(sign), new Vector<double>(double.NegativeInfinity));
        int width = Vector<double>.Count, p = 0;
        while (p <= cost.Length - width && Vector.GreaterThanAll(new Vector<double>(cost[p..]) * signs, lowest)) p += width;
        for (; p < cost.Length; p++)
        {
            if (!(sign * cost[p] > double.NegativeInfinity))
                throw MixtureError.InvalidCost((from + p) / columnCount, (from + p) % columnCount, cost[p]);
        }
    }
}
