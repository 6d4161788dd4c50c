namespace MixturePS.Core.Agreement;

/// <summary>
/// The mutual information corrected for chance, with the arithmetic mean of the entropies as its upper bound: 0 is
/// what random labels with these cluster sizes expect, 1 is agreement. Source: Vinh, N. X., Epps, J. and Bailey, J.
/// (2010), Information theoretic measures for clusterings comparison, JMLR 11, 2837-2854, table 2 (AMI sum).
/// </summary>
public static class AdjustedMutualInformation
{
    /// <summary>At most 1, around 0 for independent labels and below it for worse; 1 where the partitions are the same, 0 where only one is a single cluster or all singletons.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>At most 1, around 0 for independent labels and below it for worse; 1 where the partitions are the same, 0 where only one is a single cluster or all singletons.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    public static double Measure(ContingencyTable table) => Measure(table, CancellationToken.None);

    /// <summary>The same, which may be ended early.</summary>
    internal static double Measure(ContingencyTable table, CancellationToken cancellation)
    {
        if (table.IsPerfect) return 1;

        // With one cluster, or with only singletons, on a side, every labelling with these sizes has the same
        // mutual information, so there is nothing beyond chance; the formula would leave rounding noise.
        if (table.RowCount == 1 || table.ColumnCount == 1 || table.RowCount == table.N || table.ColumnCount == table.N) return 0;
        var information = table.Information;
        double expected = ExpectedMutualInformation.Of(table, cancellation);
        return (information.Mutual - expected) / (information.MeanEntropy - expected);
    }
}
