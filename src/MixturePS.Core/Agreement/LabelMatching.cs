namespace MixturePS.Core.Agreement;

/// <summary>
/// Puts estimated clusters into the known clusters' numbering, by the one-to-one matching with the most documents in
/// common (a maximum-weight assignment on the contingency table; see <see cref="LinearAssignment"/>).
/// </summary>
public static class LabelMatching
{
    /// <summary>Matches the labels and renumbers the estimated ones.</summary>
    /// <param name="known">The known label of each document, zero or more; length n; read.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n; read.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static LabelMatchingResult Match(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default)
    {
        var mapping = Match(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);
        return new LabelMatchingResult(mapping, mapping.Relabel(estimated));
    }

    /// <summary>The matching alone.</summary>
    /// <param name="table">The counts of the pairs of labels.</param>
    /// <param name="cancellationToken">Stops the matching.</param>
    public static LabelMapping Match(ContingencyTable table, CancellationToken cancellationToken = default) =>
        Mapping(table, OptimalMatching.RowOfColumn(table, cancellationToken));

    internal static LabelMapping Mapping(ContingencyTable table, int[] rowOfColumn)
    {
        var known = Array.ConvertAll(rowOfColumn, row => row < 0 ? LabelMapping.Unmatched : table.KnownLabelBuffer[row]);
        return new LabelMapping(table.EstimatedLabelBuffer, known, unchecked(table.KnownLabelBuffer[^1] + 1));
    }
}
