using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The linear sum assignment problem: for a matrix of costs, choose min(rows, columns) cells, no two in one row or
/// column, with the least (or the greatest) sum. Solved by shortest augmenting paths in O(n^3) time: Crouse, D. F.
/// (2016), On implementing 2D rectangular assignment algorithms, IEEE Transactions on Aerospace and Electronic Systems
/// 52, 1679-1696, after Jonker, R. and Volgenant, A. (1987), Computing 38, 325-340. Among equally good assignments it
/// takes the one that SciPy's <c>linear_sum_assignment</c> takes.
/// </summary>
public static class LinearAssignment
{
    /// <summary>The best assignment of rows to columns.</summary>
    /// <param name="cost">The cost of each cell; read.</param>
    /// <param name="maximize">Whether to look for the greatest sum instead of the least.</param>
    /// <param name="cancellationToken">Stops the search between two rows.</param>
    /// <exception cref="MixtureException">InvalidCost or InfeasibleAssignment; see the other overload.</exception>
    public static LinearAssignmentResult Solve(DenseMatrix cost, bool maximize = false, CancellationToken cancellationToken = default) =>
        Solve(cost.RowCount, cost.ColumnCount, cost.Values, maximize, cancellationToken);

    /// <summary>The best assignment of rows to columns.</summary>
    /// <param name="rowCount">The number of rows.</param>
    /// <param name="columnCount">The number of columns.</param>
    /// <param name="cost">
    /// The cost of each cell, row after row; length rowCount x columnCount; read. Infinity (minus infinity where the
    /// sum is maximized) forbids a cell.
    /// </param>
    /// <param name="maximize">Whether to look for the greatest sum instead of the least.</param>
    /// <param name="cancellationToken">Stops the search between two rows.</param>
    /// <exception cref="MixtureException">
    /// ShapeMismatch; InvalidCost: a cost is NaN, or the infinity that does not forbid; InfeasibleAssignment: the
    /// forbidden cells leave no assignment.
    /// </exception>
    public static LinearAssignmentResult Solve(int rowCount, int columnCount, ReadOnlySpan<double> cost, bool maximize = false, CancellationToken cancellationToken = default)
    {
        if (rowCount < 0) throw MixtureError.InvalidSize("The number of rows", rowCount);
        if (columnCount < 0) throw MixtureError.InvalidSize("The number of columns", columnCount);
        if (cost.Length != (long)rowCount * columnCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(cost.Length, "is", "are")} {Counted.Of(cost.Length, "cost")} for {rowCount} x {columnCount} cells", cost.Length);
        bool transpose = rowCount > columnCount;
        var (few, many) = transpose ? (columnCount, rowCount) : (rowCount, columnCount);
        CheckCosts(cost, columnCount, maximize);
        var columnOfRow = Search(few, many, transpose ? Transposed(cost, few) : cost, maximize, cancellationToken);

        int[] rows, columns;
        if (transpose)
        {
            (rows, columns) = (columnOfRow, new int[few]);
            for (int c = 0; c < few; c++) columns[c] = c;
            Array.Sort(rows, columns);
        }
        else
        {
            (rows, columns) = (new int[few], columnOfRow);
            for (int r = 0; r < few; r++) rows[r] = r;
        }

        CompensatedSum total = default;
        for (int p = 0; p < few; p++) total.Add(cost[rows[p] * columnCount + columns[p]]);
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

    private static double[] Transposed(ReadOnlySpan<double> cost, int columnCount)
    {
        var result = new double[cost.Length];
        int rowCount = columnCount == 0 ? 0 : cost.Length / columnCount;
        for (int c = 0, at = 0; c < columnCount; c++)
            for (int r = 0; r < rowCount; r++) result[at++] = cost[r * columnCount + c];
        return result;
    }

    private static void CheckCosts(ReadOnlySpan<double> cost, int columnCount, bool maximize)
    {
        double sign = maximize ? -1 : 1;
        var (signs, lowest) = (new Vector<double>(sign), new Vector<double>(double.NegativeInfinity));
        int width = Vector<double>.Count, p = 0;
        while (p <= cost.Length - width && Vector.GreaterThanAll(new Vector<double>(cost[p..]) * signs, lowest)) p += width;
        for (; p < cost.Length; p++)
        {
            if (!(sign * cost[p] > double.NegativeInfinity))
                throw MixtureError.InvalidCost(p / columnCount, p % columnCount, cost[p]);
        }
    }
}
