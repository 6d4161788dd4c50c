using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The assignment of documents, which may be new, to the clusters of a fitted clustering.</summary>
internal sealed class ClusterPrediction
{
    /// <summary>The label of a document without a cluster.</summary>
    public const int NoCluster = -1;

    private readonly FittedClustering _clustering;

    private ClusterPrediction(FittedClustering clustering, Dfm dfm, int[] labels, int[] best, DenseMatrix values, bool isProbability, long[] unseen)
    {
        (_clustering, Dfm, Labels, UnseenTokens) = (clustering, dfm, labels, unseen);
        var own = new double[best.Length];
        for (int i = 0; i < own.Length; i++) own[i] = best[i] < 0 ? double.NaN : values[i, best[i]];
        if (isProbability) (Posterior, Probability) = (values, own);
        else (Distances, Distance) = (values, own);
    }

    /// <summary>The documents as given.</summary>
    public Dfm Dfm { get; }

    /// <summary>The cluster label of each document, or <see cref="NoCluster"/> if it has no word that the clustering knows; length n.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The posterior probability of each cluster, or the share of each topic, for each document (n x K, columns in the order of the centres; a row sums to 1, or is NaN without a cluster), or null if the method has distances.</summary>
    public DenseMatrix? Posterior { get; }

    /// <summary>The distance of each document from each centre (n x K; 1 minus the cosine for spherical k-means; NaN without a cluster), or null if the method has probabilities.</summary>
    public DenseMatrix? Distances { get; }

    /// <summary>The posterior probability of the assigned cluster of each document (length n), or null.</summary>
    public IReadOnlyList<double>? Probability { get; }

    /// <summary>The distance of each document from the centre of its assigned cluster (length n), or null.</summary>
    public IReadOnlyList<double>? Distance { get; }

    /// <summary>The number of documents without a cluster.</summary>
    public int NoClusterCount => Labels.Count(label => label == NoCluster);

    /// <summary>A warning that counts the documents without a cluster, or null if there are none.</summary>
    public string? NoClusterWarning
    {
        get
        {
            int count = NoClusterCount;
            if (count == 0) return null;
            string first = Dfm.DocumentName[Labels.TakeWhile(label => label != NoCluster).Count()];
            return $"{Counted.Of(count, "document")} of {Labels.Count.ToString(System.Globalization.CultureInfo.InvariantCulture)} {Counted.Agree(count, "has", "have")} no word that the clustering knows, and so no cluster{(count == 1 ? $": '{first}'" : $"; the first is '{first}'")}.";
        }
    }

    /// <summary>The number of tokens in each document (with weights: of distinct words) that aren't in the clustering's vocabulary and were ignored; length n.</summary>
    public IReadOnlyList<long> UnseenTokens { get; }

    /// <summary>
    /// Assigns documents to the clusters of a fitted clustering. Features are matched by word, and words outside the
    /// clustering's vocabulary are ignored; if either side has no words, features are matched by position. If the clustering is
    /// of weights, counts are weighted in the same way, with the inverse document frequencies of the clustered documents. A
    /// document without any word that the clustering knows gets no cluster.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="dfm">The documents, n x J': counts, or weights of the same kind as in the clustering.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The result doesn't depend on it.</param>
    /// <param name="progress">Receives progress, possibly on other threads; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">TextRecipeMismatch, AlreadyWeighted, WeightingMismatch, UnknownWeighting, FractionalCount, ShapeMismatch, UnknownVocabulary, CellTooLarge or DocumentTooLong.</exception>
    public static ClusterPrediction Predict(FittedClustering clustering, Dfm dfm, int threads = 0, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var (documents, unseen, isUnknown) = PredictionInput.Prepare(dfm, clustering.Dfm, cancellation);
        if (clustering is FittedTopics topics) return OfTopics(topics, dfm, documents, unseen, isUnknown, threads, cancellation);
        var rule = DecisionRule.For(clustering, cancellation);
        if (rule.IsProbability) CheckCounts(dfm, documents, clustering, cancellation);
        else rule.Check(documents);
        var (values, best) = rule.EvaluateAll(documents.Matrix, threads, progress, cancellation);
        return Of(clustering, dfm, values, best, rule.IsProbability, unseen, isUnknown);
    }

    private static ClusterPrediction OfTopics(FittedTopics topics, Dfm dfm, Dfm aligned, long[] unseen, bool[] isUnknown, int threads, CancellationToken cancellation)
    {
        CheckCounts(dfm, aligned, topics, cancellation);
        var theta = TopicInference.Theta(topics.Mu, topics.Alpha, aligned, threads, cancellation: cancellation);
        return Of(topics, dfm, theta.Buffer, FittedTopics.Dominant(theta), isProbability: true, unseen, isUnknown);
    }

    private static ClusterPrediction Of(FittedClustering clustering, Dfm dfm, double[] values, int[] best, bool isProbability, long[] unseen, bool[] isUnknown)
    {
        int clusters = clustering.K;
        for (int i = 0; i < best.Length; i++)
        {
            if (!isUnknown[i]) continue;
            best[i] = NoCluster;
            values.AsSpan(i * clusters, clusters).Fill(double.NaN);
        }

        return new ClusterPrediction(
            clustering, dfm, Array.ConvertAll(best, k => k < 0 ? NoCluster : clustering.ClusterLabel[k]), best, new DenseMatrix(best.Length, clusters, values, clustering.ClusterName, dfm.DocumentName), isProbability, unseen);
    }

    /// <summary>One flat row per document, in order.</summary>
    /// <param name="first">The number of the first document.</param>
    public IEnumerable<PredictedCluster> Rows(int first = 0) => Enumerable.Range(0, Labels.Count).Select(i =>
    {
        int? label = Labels[i] == NoCluster ? null : Labels[i];
        return new PredictedCluster(
            first + i, Dfm.DocumentName[i], label, _clustering.NameOf(label), label is null ? null : Distance?[i], label is null ? null : Probability?[i],
            Dfm.KnownCluster?[i], Dfm.KnownNameOf(i), UnseenTokens[i]);
    });

    /// <summary>The number of documents as text.</summary>
    public override string ToString() => $"clusters of {Labels.Count} documents";

    private static void CheckCounts(Dfm dfm, Dfm known, FittedClustering clustering, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var values = dfm.Matrix.RowValues(i);
            point.Pass(values.Length);
            for (int p = 0; p < values.Length; p++)
                if (values[p] != Math.Floor(values[p])) throw MixtureError.FractionalCount(i, dfm.Matrix.RowColumns(i)[p], values[p]);
        }

        double most = clustering is MixtureClustering { Precision: not null } ? PolyaCounts.LongestDocument : double.PositiveInfinity;
        for (int i = 0; i < known.DocumentCount; i++)
        {
            double tokens = 0;
            var values = known.Matrix.RowValues(i);
            point.Pass(values.Length);
            foreach (double value in values) tokens += value;
            if (tokens > most) throw MixtureError.DocumentTooLong(i, PolyaCounts.LongestDocument);
            OverflowGuard.CheckLogs(known, tokens);
        }
    }
}

/// <summary>The assignment of a document to a cluster, as a flat row of numbers and text.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The name of the document.</param>
/// <param name="Cluster">The label of the cluster, or null if the clustering knows no word of the document.</param>
/// <param name="ClusterName">The name of the known cluster that the cluster was matched with, or null if it has none.</param>
/// <param name="Distance">The distance from the centre of the cluster, or null if the method has probabilities or the document no cluster.</param>
/// <param name="Probability">The posterior probability of the cluster, or the share of the dominant topic, or null if the method has distances or the document no cluster.</param>
/// <param name="KnownCluster">The true cluster of the document, or null if unknown.</param>
/// <param name="KnownClusterName">The name of the true cluster, or null if it has none.</param>
/// <param name="UnseenTokens">The number of tokens (with weights: of distinct words) outside the clustering's vocabulary.</param>
public sealed record PredictedCluster(
    int Document, string DocumentName, int? Cluster, string? ClusterName, double? Distance, double? Probability, int? KnownCluster, string? KnownClusterName, long UnseenTokens)
{
    /// <summary>The row in a few words.</summary>
    public override string ToString() => Cluster is { } cluster ? $"{DocumentName}: cluster {cluster}" : $"{DocumentName}: no cluster";
}
