namespace MixturePS.Core.Clustering;

/// <summary>Where one document was put: a flat row of numbers and text.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="KnownCluster">The document's true cluster, or null where it isn't known.</param>
/// <param name="Cluster">The label that the clustering gave it.</param>
/// <param name="MatchedCluster">That label in the known clusters' numbering, or null where they aren't known.</param>
/// <param name="Distance">The distance from the cluster's centre, in the units of the DFM.</param>
public sealed record ClusterAssignment(int Document, string DocumentName, int? KnownCluster, int Cluster, int? MatchedCluster, double Distance)
{
    /// <summary>The rows of a clustering, one a document, in their order.</summary>
    /// <param name="clustering">The clustering; matched to the known clusters where those are known.</param>
    /// <param name="cancellation">Ends the matching early.</param>
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
