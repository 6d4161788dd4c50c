namespace MixturePS.Core.Agreement;

/// <summary>
/// The geometric mean of precision and recall over pairs of documents in the same cluster. Source: Fowlkes, E. B. and
/// Mallows, C. L. (1983), A method for comparing two hierarchical clusterings, JASA 78, 553-569.
/// </summary>
public static class FowlkesMallows
{
    /// <summary>The index, from 0 to 1; 0 if no pair is in the same cluster in both labellings, as with a single document.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>The index, from 0 to 1; 0 if no pair is in the same cluster in both labellings, as with a single document.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    public static double Measure(ContingencyTable table)
    {
        var pairs = table.Pairs;
        if (pairs.Together == 0) return 0;
        double together = pairs.Together;
        return Math.Sqrt(together / (pairs.Together + pairs.OnlyEstimated)) * Math.Sqrt(together / (pairs.Together + pairs.OnlyKnown));
    }
}
