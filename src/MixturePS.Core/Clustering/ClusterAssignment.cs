namespace MixturePS.Core.Clustering;

/// <summary>The cluster of one document, as a flat row of numbers and text.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="KnownCluster">The document's true cluster, or null if it isn't known.</param>
/// <param name="Cluster">Its label in the clustering.</param>
/// <param name="MatchedCluster">That label in the numbering of the known clusters, or null if they aren't known.</param>
/// <param name="Distance">Its distance from the cluster's centre, in the units of the DFM.</param>
public sealed record ClusterAssignment(int Document, string DocumentName, int? KnownCluster, int Cluster, int? MatchedCluster, double Distance)
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
        var matched = known is null ? null : clustering.Mapping is null ? clustering.Match(null, cancellation).Labels : clustering.Labels;
        var distances = clustering.Distances(cancellation);
        return Enumerable.Range(0, dfm.DocumentCount).Select(i =>
            new ClusterAssignment(i, dfm.DocumentName[i], known?[i], clustering.Labels[i], matched?[i], distances[i]));
    }
}
