using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>The one-to-one matching of known and estimated clusters with the most documents in common.</summary>
internal static class OptimalMatching
{
    /// <summary>The maximum number of cells for the dense algorithm.</summary>
    internal const long DenseLimit = 1 << 22;

    /// <summary>The row matched to each column, or -1 for unmatched columns if there are more columns than rows; length ColumnCount.</summary>
    public static int[] RowOfColumn(ContingencyTable table, CancellationToken cancellationToken) =>
        (long)table.RowCount * table.ColumnCount <= DenseLimit ? Dense(table, cancellationToken) : Sparse(table, cancellationToken);

    internal static int[] Dense(ContingencyTable table, CancellationToken cancellationToken)
    {
        int width = table.ColumnCount;
        var gain = LargeArray.Cleared<double>(table.RowCount * width, cancellationToken);
        for (int r = 0; r < table.RowCount; r++)
        {
            cancellationToken.Check();
            var columns = table.RowColumns(r);
            var counts = table.RowCounts(r);
            for (int p = 0; p < columns.Length; p++) gain[r * width + columns[p]] = counts[p];
        }

        var result = new int[width];
        Array.Fill(result, -1);
        var assignment = LinearAssignment.Solve(table.RowCount, width, gain, maximize: true, cancellationToken);
        for (int p = 0; p < assignment.Rows.Count; p++) result[assignment.Columns[p]] = assignment.Rows[p];
        return result;
    }

    // Clusters unmatched on both sides have no documents in common; they are paired in order, as in the dense algorithm.
    internal static int[] Sparse(ContingencyTable table, CancellationToken cancellationToken)
    {
        var result = SparseMatching.Solve(table, cancellationToken);
        var taken = new bool[table.RowCount];
        foreach (int row in result)
            if (row >= 0) taken[row] = true;
        int free = 0;
        for (int c = 0; c < result.Length; c++)
        {
            if (result[c] >= 0) continue;
            while (free < taken.Length && taken[free]) free++;
            if (free == taken.Length) break;
            result[c] = free++;
        }

        return result;
    }

    /// <summary>The number of documents in matched clusters.</summary>
    internal static long Matched(ContingencyTable table, int[] rowOfColumn)
    {
        long sum = 0;
        for (int c = 0; c < rowOfColumn.Length; c++)
            if (rowOfColumn[c] >= 0) sum += table[rowOfColumn[c], c];
        return sum;
    }
}
