namespace MixturePS.Core.Agreement;

/// <summary>
/// The Rand index corrected for chance: 1 for identical partitions, and 0 in expectation for random labels with the same
/// cluster sizes. Source: Hubert, L. and Arabie, P. (1985), Comparing partitions, Journal of Classification 2, 193-218,
/// equation 5, in the pair-count form of Steinley, D. (2004), Psychological Methods 9, 386-396. The products are exact.
/// </summary>
public static class AdjustedRandIndex
{
    /// <summary>The index, from -0.5 to 1; 1 for identical partitions, including those of one cluster or of singletons.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from -0.5 to 1; 1 for identical partitions, including those of one cluster or of singletons.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        var pairs = table.Pairs;
        if (pairs.OnlyKnown == 0 && pairs.OnlyEstimated == 0) return 1;
        Int128 both = pairs.Together, known = pairs.OnlyKnown, estimated = pairs.OnlyEstimated, apart = pairs.Apart;
        Int128 numerator = both * apart - known * estimated;
        Int128 denominator = (both + known) * (known + apart) + (both + estimated) * (estimated + apart);
        return 2 * (double)numerator / (double)denominator;
    }
}
