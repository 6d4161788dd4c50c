namespace MixturePS.Core.Agreement;

/// <summary>
/// The share of documents in matched clusters under the best one-to-one matching of estimated to known clusters. If there
/// are more estimated than known clusters, the documents of unmatched ones count as errors. Source: Meilă, M. and Heckerman,
/// D. (2001), An experimental comparison of model-based clustering methods, Machine Learning 42, 9-29, section 4.2.
/// </summary>
public static class MatchedAccuracy
{
    /// <summary>The accuracy, above 0 and at most 1; 1 for identical partitions.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);

    /// <summary>The accuracy, above 0 and at most 1; 1 for identical partitions.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static double Measure(ContingencyTable table, CancellationToken cancellationToken = default) =>
        Measure(table, out _, cancellationToken);

    /// <summary>The accuracy, above 0 and at most 1; 1 for identical partitions.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="mapping">The best matching.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static double Measure(ContingencyTable table, out LabelMapping mapping, CancellationToken cancellationToken = default)
    {
        var rowOfColumn = OptimalMatching.RowOfColumn(table, cancellationToken);
        mapping = LabelMatching.Mapping(table, rowOfColumn);
        return (double)OptimalMatching.Matched(table, rowOfColumn) / table.N;
    }
}
