namespace MixturePS.Core.Agreement;

/// <summary>
/// The degree to which each estimated cluster contains documents of a single known cluster: 1 - H(known | estimated) /
/// H(known). Source: Rosenberg, A. and Hirschberg, J. (2007), V-Measure: a conditional entropy-based external cluster
/// evaluation measure, EMNLP-CoNLL, 410-420, equation 1.
/// </summary>
public static class Homogeneity
{
    /// <summary>The index, from 0 to 1; 1 if there is only one known cluster.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from 0 to 1; 1 if there is only one known cluster.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        if (table.IsHomogeneous) return 1;
        var information = table.Information;
        return Math.Min(information.Mutual / information.KnownEntropy, 1);
    }
}
