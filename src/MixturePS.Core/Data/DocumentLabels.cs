using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>The cluster of each document, and the names of the clusters.</summary>
/// <param name="Labels">The cluster of each document, zero or more; length n.</param>
/// <param name="Names">The name of each cluster, indexed by cluster, or null; there may be fewer names than clusters.</param>
internal sealed record DocumentLabels(int[] Labels, IReadOnlyList<string>? Names)
{
    /// <summary>Reads labels of any type.</summary>
    /// <param name="labels">The label of each document: text or a number.</param>
    /// <param name="kind">The kind of label, for errors: known or estimated.</param>
    /// <param name="names">Names that come first in the numbering; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">InvalidLabel: a label is missing, a fraction, negative, or neither text nor a number.</exception>
    public static DocumentLabels Read(IEnumerable<object?> labels, string kind, IReadOnlyList<string>? names = null, CancellationToken cancellation = default)
    {
        var numbering = new LabelNumbering();
        var point = new CancellationPoint(cancellation);
        foreach (object? label in labels)
        {
            point.Pass(0);
            numbering.Add(label);
        }

        var (numbers, found) = numbering.Build((_, document, what) => MixtureError.InvalidLabel($"the {kind} label of document {document} {what}", document), names, cancellation);
        return new DocumentLabels(numbers, found);
    }

    /// <summary>The name of a cluster, or null if it has none.</summary>
    /// <param name="names">The names, indexed by cluster, or null.</param>
    /// <param name="cluster">The cluster, or null.</param>
    public static string? NameOf(IReadOnlyList<string>? names, int? cluster) =>
        cluster is { } label && label >= 0 && label < names?.Count && !string.IsNullOrWhiteSpace(names[label]) ? names[label] : null;
}
