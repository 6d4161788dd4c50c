namespace MixturePS.Core.Agreement;

/// <summary>
/// Mutual information corrected for chance, with the arithmetic mean of the entropies as its upper bound: 1 for identical
/// partitions, and 0 in expectation for random labels with the same cluster sizes. Source: Vinh, N. X., Epps, J. and
/// Bailey, J. (2010), Information theoretic measures for clusterings comparison, JMLR 11, 2837-2854, table 2 (AMI sum).
/// </summary>
public static class AdjustedMutualInformation
{
    /// <summary>The index: at most 1, near 0 for independent labels, and possibly below. 1 for identical partitions; 0 if only one of them is a single cluster or all singletons.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index: at most 1, near 0 for independent labels, and possibly below. 1 for identical partitions; 0 if only one of them is a single cluster or all singletons.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table) => Measure(table, CancellationToken.None);

    /// <summary>The index, with cancellation.</summary>
    internal static double Measure(ContingencyTable table, CancellationToken cancellation)
    {
        if (table.IsPerfect) return 1;

        // If one partition is a single cluster or all singletons, every labelling with these cluster sizes has the same mutual
        // information, so the adjusted value is 0; the formula would return rounding noise.
        if (table.RowCount == 1 || table.ColumnCount == 1 || table.RowCount == table.N || table.ColumnCount == table.N) return 0;
        var information = table.Information;
        double expected = ExpectedMutualInformation.Of(table, cancellation);
        return (information.Mutual - expected) / (information.MeanEntropy - expected);
    }
}
