using MixturePS.Core.Data;

namespace MixturePS.Core.Clustering;

/// <summary>The cluster of one document, as a flat row of numbers and text.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="KnownCluster">The document's true cluster, or null if it isn't known.</param>
/// <param name="KnownClusterName">The name of the true cluster, or null if it has none.</param>
/// <param name="Cluster">Its label in the clustering; for a topic model, its dominant topic.</param>
/// <param name="MatchedCluster">That label in the numbering of the known clusters, or null if they aren't known.</param>
/// <param name="MatchedClusterName">The name of the matched cluster, or null if it has none.</param>
/// <param name="Distance">Its distance from the cluster's centre, in the units of the DFM.</param>
/// <param name="Probability">The probability that it belongs to its cluster, or the share of its dominant topic, from 0 to 1, or null if the method has none.</param>
public sealed record ClusterAssignment(
    int Document, string DocumentName, int? KnownCluster, string? KnownClusterName, int Cluster, int? MatchedCluster, string? MatchedClusterName, double Distance, double? Probability)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => $"{DocumentName}: cluster {Cluster}";

    /// <summary>The rows of a clustering, one per document, in their order.</summary>
    /// <param name="clustering">The clustering; its labels are matched to the known clusters if there are any.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static IEnumerable<ClusterAssignment> Rows(FittedClustering clustering, CancellationToken cancellation = default)
    {
        var dfm = clustering.Dfm;
        var known = dfm.KnownCluster;
        var (mapping, matched) = (clustering.Mapping, clustering.Mapping is null ? null : clustering.Labels);
        if (mapping is null && known is { Count: > 0 }) (mapping, matched) = clustering.MatchLabels(clustering.KnownOr((DocumentLabels?)null), cancellation);
        var distances = clustering.Distances(cancellation);
        double[]? probability = clustering.LabelProbability();
        return Enumerable.Range(0, dfm.DocumentCount).Select(i => new ClusterAssignment(
            i, dfm.DocumentName[i], known?[i], dfm.KnownNameOf(i), clustering.Labels[i], matched?[i], mapping?.NameOf(matched![i]), distances[i], probability?[i]));
    }
}
