namespace MixturePS.Core.Agreement;

/// <summary>
/// Matches estimated to known clusters one to one so that they have the most documents in common (a maximum-weight
/// assignment on the contingency table; see <see cref="LinearAssignment"/>), and renumbers them accordingly.
/// </summary>
internal static class LabelMatching
{
    /// <summary>Matches the clusters and converts the estimated labels to the known numbering.</summary>
    /// <param name="known">The known label of each document, zero or more; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static LabelMatchingResult Match(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default)
    {
        var mapping = Match(ContingencyCounter.Count(known, estimated, cancellationToken), cancellationToken);
        return new LabelMatchingResult(mapping, mapping.Relabel(estimated));
    }

    /// <summary>Matches the clusters of a contingency table.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static LabelMapping Match(ContingencyTable table, CancellationToken cancellationToken = default) =>
        Mapping(table, OptimalMatching.RowOfColumn(table, cancellationToken));

    internal static LabelMapping Mapping(ContingencyTable table, int[] rowOfColumn)
    {
        var known = Array.ConvertAll(rowOfColumn, row => row < 0 ? LabelMapping.Unmatched : table.KnownLabelBuffer[row]);
        return new LabelMapping(table.EstimatedLabelBuffer, known, unchecked(table.KnownLabelBuffer[^1] + 1));
    }
}
