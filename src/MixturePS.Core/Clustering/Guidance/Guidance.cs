using System.Numerics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Labels and seed words as a fit uses them. Clusters with a name come first, in the order of the names; numbers of clusters
/// are kept. Other clusters are free.
/// </summary>
/// <remarks>
/// Names are numbered like known clusters: those of the DFM come first, then those of the labels and of the seed words in the
/// order in which they appear. A fit uses only the names with a label or a seed word, so that no free cluster gets the name of
/// a known one.
/// </remarks>
internal sealed class Guidance
{
    /// <summary>The greatest weight of a seed word.</summary>
    public const double GreatestSeedWeight = 1e9;

    // Weights are multiples of 2^-20, which sums with counts up to 2^32 keep exactly.
    private const double Grain = 1 << 20;

    // The number of each named cluster among all names, and all names; or null if clusters have numbers.
    private readonly int[]? _numbers;
    private readonly IReadOnlyList<string>? _names;

    private Guidance(int[] labels, int count, int[]? numbers, IReadOnlyList<string>? names)
    {
        (Labels, ClusterCount, _numbers, _names) = (labels, count, numbers, names);
        LabelledDocuments = [.. Enumerable.Range(0, labels.Length).Where(i => labels[i] >= 0)];
    }

    /// <summary>The cluster of each document, or -1 where it has no label; length n.</summary>
    public int[] Labels { get; }

    /// <summary>The documents with a label, ascending.</summary>
    public int[] LabelledDocuments { get; }

    /// <summary>The number of clusters with a name, or one more than the greatest number of a cluster.</summary>
    public int ClusterCount { get; }

    /// <summary>The weight of a document without a label in the M-step of EM; 1 if none has one.</summary>
    public double UnlabelledWeight { get; private init; } = 1;

    /// <summary>The seed words: their cluster, feature, and the tokens that they add.</summary>
    public IReadOnlyList<SeedWord> Seeds { get; private set; } = [];

    /// <summary>The clusters that have labels or seed words, ascending.</summary>
    public int[] Anchored { get; private set; } = [];

    /// <summary>The given seed words as text, one line per cluster, such as <c>money: bank, loan</c>.</summary>
    public string[] SeedText(IReadOnlyList<string> vocabulary) =>
        [.. Seeds.GroupBy(seed => seed.Cluster).Select(group => $"{NameOf(group.Key)}: {string.Join(", ", group.Select(seed => vocabulary[seed.Feature]))}")];

    /// <summary>Whether all clusters have labels or seed words, which then determine the start of EM.</summary>
    /// <param name="k">The number of clusters.</param>
    public bool AnchorsAll(int k) => Anchored.Length == k;

    /// <summary>Reads what is known about the clusters; null if that is nothing.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="options">The options, or null.</param>
    /// <param name="k">The number of clusters of the fit.</param>
    /// <param name="seed">The seed of the fit.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">
    /// LabelLengthMismatch, NoLabel, NoKnownCluster, InvalidLabel, ContradictingSeedTerm or InvalidOption.
    /// </exception>
    public static Guidance? Resolve(Dfm dfm, GuidanceOptions? options, int k, BigInteger seed, CancellationToken cancellation = default)
    {
        if (options is null) return null;
        var labels = LabelSource.Labels(dfm, options, seed, cancellation);
        var groups = options.ModelSeedTerms is > 0 and { } count ? OfModel(dfm, count, cancellation) : options.SeedTerms;
        if (labels is null && groups.Count == 0) return null;
        var (clusters, names) = Number(labels ?? [], groups, dfm.KnownClusterName, cancellation);
        int labelled = clusters.Length - groups.Count;
        int[]? used = names is null ? null : [.. clusters.Distinct().Order()];
        if (used is not null) clusters = Array.ConvertAll(clusters, cluster => Array.BinarySearch(used, cluster));
        var byDocument = new int[dfm.DocumentCount];
        Array.Fill(byDocument, -1);
        for (int i = 0, at = 0; i < labels?.Length; i++)
            if (labels[i] is not null) byDocument[i] = clusters[at++];
        var guidance = new Guidance(byDocument, used?.Length ?? clusters.Max() + 1, used, names)
        {
            UnlabelledWeight = labelled == 0 ? 1 : options.UnlabelledWeight,
        };
        guidance.Seeds = guidance.SeedWords(dfm, groups, clusters[labelled..], options.SeedWeight, k, cancellation);
        guidance.Anchored = [.. guidance.LabelledDocuments.Select(i => byDocument[i]).Concat(guidance.Seeds.Select(word => word.Cluster)).Distinct().Order()];
        return guidance;
    }

    /// <summary>Checks that the clusters with a name or a number fit into those of a fit.</summary>
    /// <exception cref="MixtureException">LabelBeyondK.</exception>
    public void Check(int k)
    {
        if (ClusterCount > k) throw GuidanceError.LabelBeyondK(ClusterCount, k, _names is not null);
    }

    /// <summary>Gives the clusters of a fit their names.</summary>
    /// <param name="clustering">The clustering, whose clusters are numbered as here; changed.</param>
    public void Name(FittedClustering clustering)
    {
        if (_numbers is null || _names is null) return;
        var numbers = new int[clustering.K];
        var known = new int[clustering.K];
        for (int c = 0; c < numbers.Length; c++)
        {
            bool isNamed = c < _numbers.Length;
            known[c] = isNamed ? _numbers[c] : LabelMapping.Unmatched;
            numbers[c] = isNamed ? _numbers[c] : _names.Count + c - _numbers.Length;
        }

        clustering.Renumber(new LabelMapping([.. Enumerable.Range(0, clustering.K)], known, _names.Count, _names), numbers);
    }

    private string NameOf(int cluster) => _names is null ? FormattableString.Invariant($"{cluster}") : _names[_numbers![cluster]];

    /// <summary>The number of each label that isn't missing, then of each group of seed words; with all names if they are names.</summary>
    private static (int[] Clusters, IReadOnlyList<string>? Names) Number(object?[] labels, IReadOnlyList<(object Cluster, IReadOnlyList<int> Features)> groups, IReadOnlyList<string>? names, CancellationToken cancellation)
    {
        var numbering = new LabelNumbering();
        var places = new List<int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < labels.Length; i++)
        {
            point.Pass(0);
            if (labels[i] is null) continue;
            numbering.Add(labels[i]);
            places.Add(i);
        }

        foreach (var (cluster, _) in groups) numbering.Add(cluster);
        return numbering.Build((_, at, what) => MixtureError.InvalidLabel(at < places.Count ? $"the label of document {places[at]} {what}" : $"the name of a cluster with seed terms {what}", at), names, cancellation);
    }

    private List<SeedWord> SeedWords(Dfm dfm, IReadOnlyList<(object Cluster, IReadOnlyList<int> Features)> groups, int[] clusters, double? weight, int k, CancellationToken cancellation)
    {
        var clusterOf = new SortedDictionary<int, int>();
        for (int g = 0; g < groups.Count; g++)
        {
            foreach (int feature in groups[g].Features)
            {
                if (clusterOf.TryGetValue(feature, out int other) && other != clusters[g])
                    throw GuidanceError.ContradictingSeedTerm(dfm.Vocabulary[feature], NameOf(other), NameOf(clusters[g]));
                clusterOf[feature] = clusters[g];
            }
        }

        var tokens = weight is null && clusterOf.Count > 0 ? Tokens(dfm, clusterOf, cancellation) : null;
        return [.. clusterOf.Select(pair => new SeedWord(pair.Value, pair.Key, Math.Round(Math.Min(GreatestSeedWeight, weight ?? (tokens![pair.Key] / k)) * Grain) / Grain))
            .OrderBy(word => word.Cluster).ThenBy(word => word.Feature)];
    }

    /// <summary>The number of tokens of some features in all documents.</summary>
    private static Dictionary<int, double> Tokens(Dfm dfm, SortedDictionary<int, int> features, CancellationToken cancellation)
    {
        var tokens = features.Keys.ToDictionary(feature => feature, _ => 0.0);
        var (_, columns, values) = dfm.Matrix.Buffers;
        var point = new CancellationPoint(cancellation);
        for (int p = 0; p < dfm.NonZeroCount; p++)
        {
            point.Pass(0);
            if (tokens.TryGetValue(columns[p], out double sum)) tokens[columns[p]] = sum + values[p];
        }

        return tokens;
    }

    /// <summary>
    /// The words that tell the clusters of a model apart best: those whose probability in the cluster exceeds that in every
    /// other cluster by most. No two clusters share a word. A cluster may have fewer, or none.
    /// </summary>
    private static List<(object Cluster, IReadOnlyList<int> Features)> OfModel(Dfm dfm, int count, CancellationToken cancellation)
    {
        if (dfm.Model is not { } model) throw MixtureError.InvalidOption("The number of seed terms", "can be given only for documents that were drawn from a model", count);
        var result = new List<(object, IReadOnlyList<int>)>();
        for (int c = 0; c < model.K; c++)
        {
            cancellation.Check();
            var margin = model.Mu.Row(c);
            for (int other = 0; other < model.K; other++)
            {
                if (other == c) continue;
                var row = model.Mu.RowSpan(other);
                var own = model.Mu.RowSpan(c);
                for (int j = 0; j < margin.Length; j++) margin[j] = Math.Min(margin[j], own[j] - row[j]);
            }

            int[] words = [.. Enumerable.Range(0, margin.Length).Where(j => margin[j] > 0).OrderByDescending(j => margin[j]).Take(count)];
            if (words.Length > 0) result.Add((DocumentLabels.NameOf(dfm.KnownClusterName, c) ?? (object)c, words));
        }

        return result;
    }
}

/// <summary>A word that is known to be typical of a cluster.</summary>
/// <param name="Cluster">The cluster, from zero.</param>
/// <param name="Feature">The feature.</param>
/// <param name="Weight">The tokens that are added to its count in the cluster, a multiple of 2^-20.</param>
internal readonly record struct SeedWord(int Cluster, int Feature, double Weight);
