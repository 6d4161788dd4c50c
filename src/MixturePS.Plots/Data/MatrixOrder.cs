using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>The order of the rows and columns of a matrix of co-clustering probabilities, and the blocks that it makes.</summary>
/// <param name="Rows">The rows in the order in which they are shown.</param>
/// <param name="Blocks">The number of rows in each block of that order.</param>
internal sealed record MatrixOrder(int[] Rows, int[] Blocks)
{
    private const double Together = 0.5;

    /// <summary>Whether a matrix can be one of co-clustering probabilities: symmetric, from 0 to 1, with ones on the diagonal.</summary>
    public static bool IsCoClustering(DenseMatrix matrix)
    {
        int n = matrix.RowCount;
        if (n != matrix.ColumnCount || n < 2) return false;
        for (int i = 0; i < n; i++)
        {
            if (matrix[i, i] != 1) return false;
            for (int j = 0; j < i; j++)
                if (matrix[i, j] != matrix[j, i] || !(matrix[i, j] is >= 0 and <= 1)) return false;
        }

        return true;
    }

    /// <summary>Rows by label, those of a label by their mean probability of being with the others.</summary>
    /// <param name="matrix">The probabilities.</param>
    /// <param name="labels">The label of each row.</param>
    public static MatrixOrder ByLabel(DenseMatrix matrix, IReadOnlyList<int> labels)
    {
        int[][] blocks = [.. Enumerable.Range(0, labels.Count).GroupBy(i => labels[i]).OrderBy(block => block.Key).Select(block => block.ToArray())];
        return Of(matrix, blocks);
    }

    /// <summary>
    /// Rows in blocks: the row that is most often with others, and those that are more often with it than not; then the same with
    /// the other rows.
    /// </summary>
    /// <param name="matrix">The probabilities.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static MatrixOrder ByLeader(DenseMatrix matrix, CancellationToken cancellation = default)
    {
        var blocks = new List<int[]>();
        double[] sums = [.. Enumerable.Range(0, matrix.RowCount).Select(i => matrix.Row(i).Sum())];
        var left = Enumerable.Range(0, matrix.RowCount).OrderByDescending(i => sums[i]).ThenBy(i => i).ToList();
        while (left.Count > 0)
        {
            cancellation.Check();
            int leader = left[0];
            int[] block = [.. left.Where(i => i == leader || matrix[leader, i] > Together)];
            blocks.Add(block);
            left.RemoveAll(new HashSet<int>(block).Contains);
        }

        return Of(matrix, [.. blocks.OrderByDescending(block => block.Length).ThenBy(block => block.Min())]);
    }

    private static MatrixOrder Of(DenseMatrix matrix, int[][] blocks) => new(
        [.. blocks.SelectMany(block => block.OrderByDescending(i => block.Sum(j => matrix[i, j])).ThenBy(i => i))], [.. blocks.Select(block => block.Length)]);
}
