using MixturePS.Core.Foundation;

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
    /// <param name="knownNames">The name of each known cluster, indexed by label, or null.</param>
    /// <exception cref="MixtureException">LabelLengthMismatch, EmptyLabels or InvalidLabel.</exception>
    public static LabelMatchingResult Match(ReadOnlySpan<int> known, ReadOnlySpan<int> estimated, CancellationToken cancellationToken = default, IReadOnlyList<string>? knownNames = null)
    {
        var mapping = Match(ContingencyCounter.Count(known, estimated, cancellationToken).Named(knownNames, null), cancellationToken);
        return new LabelMatchingResult(mapping, mapping.Relabel(estimated));
    }

    /// <summary>Matches the clusters of a contingency table.</summary>
    /// <param name="table">The contingency table of the labels.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static LabelMapping Match(ContingencyTable table, CancellationToken cancellationToken = default) =>
        Mapping(table, OptimalMatching.RowOfColumn(table, cancellationToken));

    /// <summary>The known cluster that each estimated one is matched with, or -1 for one without a partner; length: the number of estimated clusters.</summary>
    /// <param name="known">The known label of each document, from 0 to k - 1; length n.</param>
    /// <param name="estimated">The estimated label of each document, zero or more; length n.</param>
    /// <param name="k">The number of known clusters.</param>
    /// <param name="cancellationToken">The cancellation token.</param>
    public static int[] Partners(int[] known, int[] estimated, int k, CancellationToken cancellationToken)
    {
        var matched = Match(known, estimated, cancellationToken).Labels;
        var result = new int[estimated.Max() + 1];
        Array.Fill(result, -1);
        var point = new CancellationPoint(cancellationToken);
        for (int d = 0; d < estimated.Length; d++)
        {
            point.Pass(0);
            if (matched[d] < k) result[estimated[d]] = matched[d];
        }

        return result;
    }

    internal static LabelMapping Mapping(ContingencyTable table, int[] rowOfColumn)
    {
        var known = Array.ConvertAll(rowOfColumn, row => row < 0 ? LabelMapping.Unmatched : table.KnownLabelBuffer[row]);
        int fresh = unchecked(table.KnownLabelBuffer[^1] + 1);

        // A name without documents is still taken, so that no unmatched cluster gets it.
        if (fresh >= 0 && table.KnownNames is { } names) fresh = Math.Max(fresh, names.Count);
        return new LabelMapping(table.EstimatedLabelBuffer, known, fresh, table.KnownNames, table.EstimatedNames);
    }
}
