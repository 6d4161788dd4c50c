using System.Globalization;
using System.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The options for measuring the quality of a clustering.</summary>
internal sealed record ClusterQualityOptions
{
    private readonly int _topWords = 10;

    /// <summary>The maximum number of words per cluster for coherence and exclusivity, at least 2.</summary>
    public int TopWords
    {
        get => _topWords;
        init => _topWords = Option.AtLeast(value, 2, "The number of top words");
    }

    /// <summary>The counts of the documents for coherence and exclusivity, if the clustering is of weights; null for the clustered cells.</summary>
    public Dfm? Counts { get; init; }

    /// <summary>Held-out documents, for the perplexity of a topic model; or null.</summary>
    public Dfm? HeldOut { get; init; }

    /// <summary>The sample and number of threads for silhouettes; the distance is ignored, because both are computed.</summary>
    public SilhouetteOptions Silhouette { get; init; } = new();
}

/// <summary>
/// The quality of a clustering without known clusters, as a flat row. An undefined index is null: the silhouettes,
/// Calinski-Harabasz and Davies-Bouldin for a single cluster, only singletons (silhouettes: in the sample) or a topic model,
/// which divides tokens and not documents; the coherences if no cluster has two words; the coherences and exclusivity if a cell
/// is negative; the perplexity without held-out documents.
/// </summary>
public sealed record ClusterQuality
{
    private ClusterQuality()
    {
    }

    /// <summary>The clustering method, as in <c>spherical k-means</c>.</summary>
    public string Method { get; private init; } = string.Empty;

    /// <summary>The weighting of the clustered documents, as in <c>Count</c>.</summary>
    public string Weighting { get; private init; } = string.Empty;

    /// <summary>The number of clusters that aren't empty.</summary>
    public int K { get; private init; }

    /// <summary>The seed of the clustering.</summary>
    public BigInteger Seed { get; private init; }

    /// <summary>The mean silhouette with Euclidean distances; see <see cref="Evaluation.Silhouette"/>.</summary>
    public double? Silhouette { get; private init; }

    /// <summary>The mean silhouette with cosine distances.</summary>
    public double? CosineSilhouette { get; private init; }

    /// <summary>See <see cref="Evaluation.CalinskiHarabasz"/>.</summary>
    public double? CalinskiHarabasz { get; private init; }

    /// <summary>See <see cref="Evaluation.DaviesBouldin"/>.</summary>
    public double? DaviesBouldin { get; private init; }

    /// <summary>The mean over clusters of the UMass coherence of their top words (Mimno et al. 2011), at most about 0.</summary>
    public double? UMassCoherence { get; private init; }

    /// <summary>The mean over clusters of the NPMI coherence of their top words, from -1 to 1.</summary>
    public double? NpmiCoherence { get; private init; }

    /// <summary>The mean over clusters of the exclusivity of their top words, above 0 and at most 1.</summary>
    public double? Exclusivity { get; private init; }

    /// <summary>
    /// The perplexity of held-out documents under a topic model by document completion: the topic shares of each are inferred
    /// from a random half of its tokens, and the other half is predicted. Less is better. Infinite if a token has probability
    /// zero; NaN without predicted tokens.
    /// </summary>
    public double? Perplexity { get; private init; }

    /// <summary>The number of held-out tokens that the perplexity is the mean over, or null without held-out documents.</summary>
    public long? PredictedTokens { get; private init; }

    /// <summary>The number of held-out tokens outside the vocabulary of the topics, which are ignored, or null without held-out documents.</summary>
    public long? UnseenTokens { get; private init; }

    /// <summary>The number of documents.</summary>
    public int N { get; private init; }

    /// <summary>The number of documents used for silhouettes; 0 for a topic model.</summary>
    public int SampleSize { get; private init; }

    /// <summary>The seed of the sample, or of the halves of held-out documents; null if nothing was drawn.</summary>
    public uint? SampleSeed { get; private init; }

    /// <summary>Measures the quality of a clustering.</summary>
    /// <param name="clustering">The clustering, with its documents.</param>
    /// <param name="options">The options, or null for the defaults.</param>
    /// <param name="progress">Receives the progress of the distances; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">EmptyLabels, CellTooLarge or MatrixTooLarge; AlreadyWeighted or ShapeMismatch for the counts; NotATopicModel for held-out documents.</exception>
    internal static ClusterQuality Measure(FittedClustering clustering, ClusterQualityOptions? options = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        options ??= new ClusterQualityOptions();
        if (clustering is FittedTopics topics) return OfTopics(topics, options, cancellation);
        if (options.HeldOut is not null) throw MixtureError.NotATopicModel(clustering.Method, "The perplexity of held-out documents");
        var labels = clustering.Labels;
        var rows = LabelledRows.Create(clustering.Dfm, labels, null, cancellation);
        var means = new ClusterMeans(rows, cancellation);
        var sample = Evaluation.Silhouette.Sample(rows.DocumentCount, options.Silhouette, cancellation);
        var compared = sample is null ? rows : LabelledRows.Create(clustering.Dfm, labels, sample, cancellation);
        var (umass, npmi, exclusivity) = Words(clustering, options, cancellation);
        return new ClusterQuality
        {
            Method = clustering.Method,
            Weighting = clustering.Dfm.Weighting.Name,
            Seed = clustering.Seed,
            Silhouette = Of(DocumentDistance.Euclidean),
            CosineSilhouette = Of(DocumentDistance.Cosine),
            CalinskiHarabasz = Evaluation.CalinskiHarabasz.Measure(rows, means, cancellation),
            DaviesBouldin = Evaluation.DaviesBouldin.Measure(rows, means, cancellation),
            UMassCoherence = umass,
            NpmiCoherence = npmi,
            Exclusivity = exclusivity,
            N = rows.DocumentCount,
            K = rows.K,
            SampleSize = compared.DocumentCount,
            SampleSeed = sample is null ? null : options.Silhouette.Seed,
        };

        double? Of(DocumentDistance distance) =>
            Evaluation.Silhouette.Measure(compared, options.Silhouette with { Distance = distance }, progress, cancellation);
    }

    /// <summary>The silhouette, or the coherence of topics, with K and n as text.</summary>
    public override string ToString() => SampleSize == 0
        ? string.Create(CultureInfo.InvariantCulture, $"NPMI coherence {Text(NpmiCoherence)}, K = {K}, n = {N}")
        : string.Create(CultureInfo.InvariantCulture, $"silhouette {Text(Silhouette)}, K = {K}, n = {N}");

    private static string Text(double? value) => value?.ToString("0.####", CultureInfo.InvariantCulture) ?? "undefined";

    private static ClusterQuality OfTopics(FittedTopics topics, ClusterQualityOptions options, CancellationToken cancellation)
    {
        var rows = TopicQuality.Measure(topics, options.TopWords, options.Counts, cancellation);
        var heldOut = options.HeldOut is { } documents ? HeldOutPerplexity.Measure(topics, documents, options.Silhouette.Seed, options.Silhouette.ThrottleLimit, cancellation) : null;
        return new ClusterQuality
        {
            Method = topics.Method,
            Weighting = topics.Dfm.Weighting.Name,
            Seed = topics.Seed,
            UMassCoherence = Mean(rows.Select(row => row.UMassCoherence)),
            NpmiCoherence = Mean(rows.Select(row => row.NpmiCoherence)),
            Exclusivity = Mean(rows.Select(row => row.Exclusivity)),
            Perplexity = heldOut?.Perplexity,
            PredictedTokens = heldOut?.PredictedTokens,
            UnseenTokens = heldOut?.UnseenTokens,
            N = topics.Dfm.DocumentCount,
            K = topics.K,
            SampleSeed = heldOut is null ? null : options.Silhouette.Seed,
        };
    }

    private static (double? UMass, double? Npmi, double? Exclusivity) Words(FittedClustering clustering, ClusterQualityOptions options, CancellationToken cancellation)
    {
        var counts = options.Counts ?? clustering.Dfm;
        var matrix = counts.Matrix;
        var words = TopWords.Of(clustering, options.Counts, options.TopWords, cancellation);
        if (HasNegative(matrix.Values, cancellation)) return default;
        var documents = new Cooccurrence(matrix, words.Values.SelectMany(list => list).Distinct(), cancellation);
        return (
            Mean(words.Values.Select(list => Evaluation.UMassCoherence.Measure(documents, list))),
            Mean(words.Values.Select(list => Evaluation.NpmiCoherence.Measure(documents, list))),
            Mean(Evaluation.Exclusivity.Measure(counts, clustering.Labels, words, cancellation).Select(value => (double?)value)));
    }

    private static bool HasNegative(ReadOnlySpan<double> values, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        foreach (double value in values)
        {
            point.Pass(0);
            if (value < 0) return true;
        }

        return false;
    }

    private static double? Mean(IEnumerable<double?> values) => values.Average();
}
