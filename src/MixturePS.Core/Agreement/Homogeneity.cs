namespace MixturePS.Core.Agreement;

/// <summary>
/// How far each estimated cluster has documents of a single known cluster: 1 - H(known | estimated) / H(known).
/// Source: Rosenberg, A. and Hirschberg, J. (2007), V-Measure: a conditional entropy-based external cluster
/// evaluation measure, EMNLP-CoNLL, 410-420, equation 1.
/// </summary>
public static class Homogeneity
{
    /// <summary>From 0 to 1; 1 where there is one known cluster.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>From 0 to 1; 1 where there is one known cluster.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    public static double Measure(ContingencyTable table)
    {
        if (table.IsHomogeneous) return 1;
        var information = table.Information;
        return Math.Min(information.Mutual / information.KnownEntropy, 1);
    }
}
