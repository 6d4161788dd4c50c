namespace MixturePS.Core.Agreement;

/// <summary>
/// The geometric mean of the precision and the recall of pairs of documents that are put together. Source: Fowlkes,
/// E. B. and Mallows, C. L. (1983), A method for comparing two hierarchical clusterings, JASA 78, 553-569.
/// </summary>
public static class FowlkesMallows
{
    /// <summary>From 0 to 1; 0 where no pair is together in both labellings, as with a single document.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated) =>
        Measure(ContingencyTable.FromLabels(known, estimated));

    /// <summary>From 0 to 1; 0 where no pair is together in both labellings, as with a single document.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    public static double Measure(ContingencyTable table)
    {
        var pairs = table.Pairs;
        if (pairs.Together == 0) return 0;
        double together = pairs.Together;
        return Math.Sqrt(together / (pairs.Together + pairs.OnlyEstimated)) * Math.Sqrt(together / (pairs.Together + pairs.OnlyKnown));
    }
}
