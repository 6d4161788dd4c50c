using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>A typical document of a cluster, as a flat row of numbers and text.</summary>
/// <param name="Cluster">The label of the cluster.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Rank">The rank of the document in the cluster, from 1.</param>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The name of the document.</param>
/// <param name="Distance">The distance from the centre of the cluster, in the units of the DFM.</param>
/// <param name="Probability">The posterior probability of the cluster, or the share of the topic, or null if the method has none.</param>
/// <param name="KnownCluster">The true cluster of the document, or null if unknown.</param>
/// <param name="KnownClusterName">The name of the true cluster, or null if it has none.</param>
/// <param name="Text">The text of the document, or null if it wasn't given.</param>
public sealed record ClusterDocument(
    int Cluster, string? ClusterName, int Rank, int Document, string DocumentName, double Distance, double? Probability, int? KnownCluster, string? KnownClusterName, string? Text)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => $"{DocumentName}: cluster {Cluster}, rank {Rank}";

    /// <summary>
    /// The most typical documents of each cluster, clusters in the order of their centres. Documents are ranked by posterior
    /// probability, if the method has probabilities; ties are broken by the distance from the centre. For a topic they are
    /// those with the greatest share of it, also where another topic is dominant; documents without tokens are left out.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="top">The maximum number of documents per cluster.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="texts">The text of each document, in their order (length n), or null.</param>
    /// <exception cref="MixtureException">InvalidOption: top is below 1. ShapeMismatch: there isn't one text per document.</exception>
    public static IEnumerable<ClusterDocument> Rows(FittedClustering clustering, int top, CancellationToken cancellation = default, IReadOnlyList<string>? texts = null)
    {
        if (top < 1) throw MixtureError.InvalidOption("Top", $"must be at least 1; it is {top}", top);
        var dfm = clustering.Dfm;
        if (texts is not null && texts.Count != dfm.DocumentCount)
            throw MixtureError.ShapeMismatch($"there {Counted.Agree(texts.Count, "is", "are")} {Counted.Of(texts.Count, "text")} for {Counted.Of(dfm.DocumentCount, "document")}; give the text of every document, in the same order", texts.Count);
        if (clustering is FittedTopics topics) return OfTopics(topics, top, texts, cancellation);
        double[] distance = clustering.Distances(cancellation);
        double[]? probability = clustering.LabelProbability();
        var typical = new Dictionary<int, PriorityQueue<int, int>>();
        var mostTypicalLast = Comparer<int>.Create((i, other) =>
        {
            int order = probability is null ? 0 : probability[i].CompareTo(probability[other]);
            if (order == 0) order = distance[other].CompareTo(distance[i]);
            return order != 0 ? order : other.CompareTo(i);
        });
        foreach (int label in clustering.ClusterLabel) typical[label] = new(mostTypicalLast);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            point.Pass(0);
            var queue = typical[clustering.Labels[i]];
            if (queue.Count < top) queue.Enqueue(i, i);
            else queue.EnqueueDequeue(i, i);
        }

        var ranked = new Dictionary<int, int[]>();
        foreach (var (label, queue) in typical)
        {
            var documents = new int[queue.Count];
            for (int rank = documents.Length - 1; rank >= 0; rank--)
            {
                point.Pass(0);
                documents[rank] = queue.Dequeue();
            }

            ranked[label] = documents;
        }

        return clustering.ClusterLabel.SelectMany(label => ranked[label]
            .Select((i, rank) => new ClusterDocument(
                label, clustering.NameOf(label), rank + 1, i, dfm.DocumentName[i], distance[i], probability?[i], dfm.KnownCluster?[i], dfm.KnownNameOf(i), texts?[i])));
    }

    private static IEnumerable<ClusterDocument> OfTopics(FittedTopics topics, int top, IReadOnlyList<string>? texts, CancellationToken cancellation)
    {
        var dfm = topics.Dfm;
        double[] norms = topics.CenterNorms(), length = dfm.DocumentLength();
        var point = new CancellationPoint(cancellation);
        for (int k = 0; k < topics.K; k++)
        {
            int label = topics.ClusterLabel[k];
            double[] share = topics.Theta.Column(k);
            var queue = new PriorityQueue<int, int>(Comparer<int>.Create((i, other) =>
            {
                int order = share[i].CompareTo(share[other]);
                return order != 0 ? order : other.CompareTo(i);
            }));
            for (int d = 0; d < share.Length; d++)
            {
                point.Pass(0);
                if (length[d] == 0) continue;
                if (queue.Count < top) queue.Enqueue(d, d);
                else queue.EnqueueDequeue(d, d);
            }

            int[] documents = new int[queue.Count];
            for (int rank = documents.Length - 1; rank >= 0; rank--) documents[rank] = queue.Dequeue();
            for (int rank = 0; rank < documents.Length; rank++)
            {
                int d = documents[rank];
                yield return new ClusterDocument(
                    label, topics.NameOf(label), rank + 1, d, dfm.DocumentName[d], topics.ShareDistance(d, k, norms[k]), share[d], dfm.KnownCluster?[d], dfm.KnownNameOf(d), texts?[d]);
            }
        }
    }
}
