namespace MixturePS.Core.Agreement;

/// <summary>
/// The share of documents that belong to the most common known cluster of their estimated cluster. Several estimated
/// clusters may share a known cluster, so singletons have purity 1. Source: Manning, C. D., Raghavan, P. and Schütze, H.
/// (2008), Introduction to Information Retrieval, equation 16.1.
/// </summary>
public static class Purity
{
    /// <summary>The purity, above 0 and at most 1.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The purity, above 0 and at most 1.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        var largest = new int[table.ColumnCount];
        for (int r = 0; r < table.RowCount; r++)
        {
            var columns = table.RowColumns(r);
            var counts = table.RowCounts(r);
            for (int p = 0; p < counts.Length; p++)
                largest[columns[p]] = Math.Max(largest[columns[p]], counts[p]);
        }

        long pure = 0;
        foreach (int count in largest) pure += count;
        return (double)pure / table.N;
    }
}
