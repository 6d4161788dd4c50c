using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>Where a fitted clustering puts documents that it may not have seen.</summary>
public sealed class ClusterPrediction
{
    private ClusterPrediction(Dfm dfm, int[] labels, int[] best, DenseMatrix values, bool isProbability, long[] unseen)
    {
        (Dfm, Labels, UnseenTokens) = (dfm, labels, unseen);
        var own = new double[best.Length];
        for (int i = 0; i < own.Length; i++) own[i] = values[i, best[i]];
        if (isProbability) (Posterior, Probability) = (values, own);
        else (Distances, Distance) = (values, own);
    }

    /// <summary>The documents, as they were given.</summary>
    public Dfm Dfm { get; }

    /// <summary>The cluster of each document, by the clustering's labels; length n.</summary>
    public IReadOnlyList<int> Labels { get; }

    /// <summary>The probability of each cluster for each document (n x K, columns in the order of the centres; rows sum to 1), or null where the method has none.</summary>
    public DenseMatrix? Posterior { get; }

    /// <summary>The distance of each document from each centre (n x K, of spherical k-means one less the cosine), or null where the method has probabilities.</summary>
    public DenseMatrix? Distances { get; }

    /// <summary>The probability that each document is of its cluster (length n), or null.</summary>
    public IReadOnlyList<double>? Probability { get; }

    /// <summary>The distance of each document from its centre (length n), or null.</summary>
    public IReadOnlyList<double>? Distance { get; }

    /// <summary>The tokens of each document (of weighted ones the words) that the clustering doesn't know and that were left out; length n.</summary>
    public IReadOnlyList<long> UnseenTokens { get; }

    /// <summary>
    /// Puts documents into the clusters of a fitted clustering. Features are matched by their words, and words that the
    /// clustering doesn't know are left out; where either has no words, features are matched by their place. Where weights
    /// were clustered, counts are weighted in the same way with the inverse document frequencies of those documents.
    /// </summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="dfm">The documents, n x J': counts, or with the clustering's own weights.</param>
    /// <param name="threads">The most threads; zero for one a core. The result doesn't depend on it.</param>
    /// <param name="progress">Told how far predicting has come, also on other threads; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="MixtureException">AlreadyWeighted, WeightingMismatch, UnknownWeighting, FractionalCount, ShapeMismatch, UnknownVocabulary, CellTooLarge or DocumentTooLong.</exception>
    public static ClusterPrediction Predict(FittedClustering clustering, Dfm dfm, int threads = 0, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var (documents, unseen) = PredictionInput.Prepare(dfm, clustering.Dfm, cancellation);
        var rule = PredictionRule.For(clustering, cancellation);
        if (rule.IsProbability) CheckCounts(dfm, documents, clustering, cancellation);
        else rule.Check(documents);
        var (values, best) = rule.EvaluateAll(documents.Matrix, threads, progress, cancellation);
        string[] names = [.. clustering.ClusterLabel.Select(label => FormattableString.Invariant($"cluster{label}"))];
        return new ClusterPrediction(
            dfm, Array.ConvertAll(best, k => clustering.ClusterLabel[k]), best, new DenseMatrix(best.Length, rule.K, values, names, dfm.DocumentName), rule.IsProbability, unseen);
    }

    /// <summary>A flat row for each document, in their order.</summary>
    public IEnumerable<PredictedCluster> Rows() => Enumerable.Range(0, Labels.Count).Select(i =>
        new PredictedCluster(i, Dfm.DocumentName[i], Labels[i], Distance?[i], Probability?[i], Dfm.KnownCluster?[i], UnseenTokens[i]));

    /// <summary>The number of documents.</summary>
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

/// <summary>Where a document was put: a flat row of numbers and text.</summary>
/// <param name="Document">The document, from zero.</param>
/// <param name="DocumentName">The document's name.</param>
/// <param name="Cluster">The clustering's label for it.</param>
/// <param name="Distance">Its distance from the cluster's centre, or null where the method has probabilities.</param>
/// <param name="Probability">The probability that it is of the cluster, or null where the method has none.</param>
/// <param name="KnownCluster">The document's true cluster, or null where it isn't known.</param>
/// <param name="UnseenTokens">Its tokens (of weights: its words) that the clustering doesn't know.</param>
public sealed record PredictedCluster(int Document, string DocumentName, int Cluster, double? Distance, double? Probability, int? KnownCluster, long UnseenTokens);
