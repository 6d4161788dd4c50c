namespace MixturePS.Core.Tests.Twins;

/// <summary>The linear assignment problem by shortest augmenting paths as Crouse (2016) has it, scanning every column at each step.</summary>
internal static class PlainAssignment
{
    /// <summary>The column of each row, of equally good assignments that of SciPy's linear_sum_assignment; there are at least as many columns as rows.</summary>
    public static int[] Solve(int rows, int columns, double[] cost)
    {
        var (u, v) = (new double[rows], new double[columns]);
        int[] columnOf = Filled(rows), rowOf = Filled(columns), path = new int[columns];
        for (int start = 0; start < rows; start++)
        {
            double[] shortest = [.. Enumerable.Repeat(double.PositiveInfinity, columns)];
            List<int> open = [.. Enumerable.Range(0, columns).Reverse()];
            var (visitedRows, visitedColumns) = (new List<int>(), new List<int>());
            double least = 0;
            int row = start, sink = -1;
            while (sink < 0)
            {
                visitedRows.Add(row);
                double lowest = double.PositiveInfinity;
                int at = -1;
                for (int p = 0; p < open.Count; p++)
                {
                    int c = open[p];
                    double length = least + cost[(row * columns) + c] - u[row] - v[c];
                    if (length < shortest[c]) (shortest[c], path[c]) = (length, row);
                    if (shortest[c] < lowest || (shortest[c] == lowest && rowOf[c] < 0)) (lowest, at) = (shortest[c], p);
                }

                least = lowest;
                int column = open[at];
                if (rowOf[column] < 0) sink = column;
                else row = rowOf[column];
                visitedColumns.Add(column);
                open[at] = open[^1];
                open.RemoveAt(open.Count - 1);
            }

            u[start] += least;
            foreach (int r in visitedRows)
                if (r != start) u[r] += least - shortest[columnOf[r]];
            foreach (int c in visitedColumns) v[c] -= least - shortest[c];
            for (int c = sink, r = -1; r != start;)
            {
                r = path[c];
                rowOf[c] = r;
                (columnOf[r], c) = (c, columnOf[r]);
            }
        }

        return columnOf;
    }

    /// <summary>The best total cost by trying all assignments.</summary>
    public static double Best(int rows, int columns, double[] cost, bool maximize)
    {
        bool transpose = rows > columns;
        var (few, many) = transpose ? (columns, rows) : (rows, columns);
        double At(int few, int many) => (maximize ? -1 : 1) * (transpose ? cost[many * columns + few] : cost[few * columns + many]);
        double Search(int row, int taken)
        {
            if (row == few) return 0;
            double best = double.PositiveInfinity;
            for (int c = 0; c < many; c++)
                if ((taken >> c & 1) == 0) best = Math.Min(best, At(row, c) + Search(row + 1, taken | 1 << c));
            return best;
        }

        return (maximize ? -1 : 1) * Search(0, 0);
    }

    private static int[] Filled(int length) => [.. Enumerable.Repeat(-1, length)];
}
