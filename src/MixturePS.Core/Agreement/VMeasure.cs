using MixturePS.Core.Foundation;

namespace MixturePS.Core.Agreement;

/// <summary>
/// The weighted harmonic mean of homogeneity h and completeness c: (1 + beta) h c / (beta h + c). Source: Rosenberg,
/// A. and Hirschberg, J. (2007), V-Measure: a conditional entropy-based external cluster evaluation measure,
/// EMNLP-CoNLL, 410-420.
/// </summary>
public static class VMeasure
{
    /// <summary>The index, from 0 to 1.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="beta">The weight of completeness relative to homogeneity, finite and zero or more.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels, InvalidLabel or InvalidOption.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, double beta = 1) =>
        Measure(ContingencyTable.FromLabels(known, estimated), beta);

    /// <summary>The index, from 0 to 1.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="beta">The weight of completeness relative to homogeneity, finite and zero or more.</param>
    /// <exception cref="MixtureException">InvalidOption: beta is negative or not finite.</exception>
    public static double Measure(ContingencyTable table, double beta = 1)
    {
        if (!(beta >= 0 && double.IsFinite(beta)))
            throw MixtureError.InvalidOption("Beta", FormattableString.Invariant($"must be finite and zero or more; it is {beta:R}"), beta);
        double homogeneity = Homogeneity.Measure(table), completeness = Completeness.Measure(table);
        double weighted = beta * homogeneity + completeness;
        return weighted == 0 ? 0 : (1 + beta) * homogeneity * completeness / weighted;
    }
}
