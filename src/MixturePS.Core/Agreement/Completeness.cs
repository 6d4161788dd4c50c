namespace MixturePS.Core.Agreement;

/// <summary>
/// The degree to which the documents of each known cluster are in a single estimated cluster: 1 - H(estimated | known) /
/// H(estimated). Source: Rosenberg, A. and Hirschberg, J. (2007), V-Measure: a conditional entropy-based external
/// cluster evaluation measure, EMNLP-CoNLL, 410-420, equation 2.
/// </summary>
public static class Completeness
{
    /// <summary>The index, from 0 to 1; 1 if there is only one estimated cluster.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from 0 to 1; 1 if there is only one estimated cluster.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        if (table.IsComplete) return 1;
        var information = table.Information;
        return Math.Min(information.Mutual / information.EstimatedEntropy, 1);
    }
}
