namespace MixturePS.Core.Agreement;

/// <summary>
/// Mutual information divided by the arithmetic mean of the two entropies. Source: Vinh, N. X., Epps, J. and Bailey, J.
/// (2010), Information theoretic measures for clusterings comparison, JMLR 11, 2837-2854, table 2 (NMI sum).
/// </summary>
public static class NormalizedMutualInformation
{
    /// <summary>The index, from 0 to 1; 1 if both labellings are a single cluster, 0 if only one of them is.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from 0 to 1; 1 if both labellings are a single cluster, 0 if only one of them is.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        if (table.IsPerfect) return 1;
        var information = table.Information;
        return information.Mutual == 0 ? 0 : Math.Min(information.Mutual / information.MeanEntropy, 1);
    }
}
