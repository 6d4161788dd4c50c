namespace MixturePS.Core.Agreement;

/// <summary>
/// The share of documents in their own cluster when estimated clusters are given the names of known ones in the best
/// one-to-one way. Where there are more estimated clusters than known ones, the documents of those left over count as
/// errors. Source: Meilă, M. and Heckerman, D. (2001), An experimental comparison of model-based clustering methods,
/// Machine Learning 42, 9-29, section 4.2.
/// </summary>
public static class MatchedAccuracy
{
    /// <summary>From above 0 to 1; 1 where the partitions are the same.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static double Measure(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default) =>
        Measure(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);

    /// <summary>From above 0 to 1; 1 where the partitions are the same.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    public static double Measure(ContingencyTable table, CancellationToken cancellationToken = default) =>
        Measure(table, out _, cancellationToken);

    /// <summary>From above 0 to 1; 1 where the partitions are the same.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    /// <param name="mapping">The matching that reaches it.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    public static double Measure(ContingencyTable table, out LabelMapping mapping, CancellationToken cancellationToken = default)
    {
        var rowOfColumn = OptimalMatching.RowOfColumn(table, cancellationToken);
        mapping = LabelMatching.Mapping(table, rowOfColumn);
        return (double)OptimalMatching.Matched(table, rowOfColumn) / table.N;
    }
}
