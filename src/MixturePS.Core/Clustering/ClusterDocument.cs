using MixturePS.Core.Errors;

namespace MixturePS.Core.Clustering;

/// <summary>One of the most typical documents of a cluster: a flat row of numbers and text.</summary>
/// <param name="Cluster">The cluster's label.</param>
/// <param name="Rank">The document's place in the cluster, from 1.</param>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="Distance">The distance from the cluster's centre, in the units of the DFM.</param>
/// <param name="Probability">The probability that the document is of the cluster, or null where the method has none.</param>
/// <param name="KnownCluster">The document's true cluster, or null where it isn't known.</param>
public sealed record ClusterDocument(int Cluster, int Rank, int Document, string DocumentName, double Distance, double? Probability, int? KnownCluster)
{
    /// <summary>
    /// The most typical documents of each cluster, clusters in the order of their centres: those most probably of the
    /// cluster where the method has probabilities, and among those of one probability the ones nearest to the centre.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="top">The most documents of a cluster.</param>
    /// <exception cref="MixtureException">InvalidOption: top is below 1.</exception>
    public static IEnumerable<ClusterDocument> Rows(Clustering clustering, int top)
    {
        if (top < 1) throw MixtureError.InvalidOption("Top", $"must be at least 1; it is {top}", top);
        var dfm = clustering.Dfm;
        double[] distance = clustering.DistanceFromCenter();
        double[]? probability = clustering.LabelProbability();
        var members = Enumerable.Range(0, dfm.DocumentCount).ToLookup(i => clustering.Labels[i]);
        return clustering.ClusterLabel.SelectMany(label => members[label]
            .OrderByDescending(i => probability?[i] ?? 0)
            .ThenBy(i => distance[i])
            .Take(top)
            .Select((i, rank) => new ClusterDocument(label, rank + 1, i, dfm.DocumentName[i], distance[i], probability?[i], dfm.KnownCluster?[i])));
    }
}
