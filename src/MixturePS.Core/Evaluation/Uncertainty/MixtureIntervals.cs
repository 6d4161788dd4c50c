using System.Globalization;
using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>Intervals for the shares, the word probabilities and the labels of a fitted mixture, as rows.</summary>
internal static class MixtureIntervals
{
    // Probabilities that sum to the level but for rounding reach it.
    private const double Rounding = 1e-12;

    /// <summary>The rows of a target: one per cluster, per cluster and word, or per document.</summary>
    /// <param name="clustering">The clustering.</param>
    /// <param name="target">The quantities.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">
    /// NoLikelihood: the clustering isn't a mixture. GuidedFit: it was fitted with labels or seed words. DocumentsNeeded: it was saved without its documents or its draws.
    /// InformationUnavailable: there is no information matrix, or it is too large or singular. InvalidOption: the clustering
    /// doesn't have the method.
    /// </exception>
    public static IReadOnlyList<object> Rows(FittedClustering clustering, IntervalTarget target, IntervalOptions options, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (clustering is not FittedMixture mixture) throw MixtureError.NoLikelihood(clustering.Method);
        if (mixture.Dfm.DocumentCount == 0) throw MixtureError.DocumentsNeeded("documents");
        if (mixture.LabelledDocumentCount > 0 || mixture.SeedTerm.Count > 0) throw GuidanceError.GuidedFit();
        var words = target == IntervalTarget.Word ? TopWords(mixture, options.Top, cancellation) : [];
        var result = mixture is GibbsClustering gibbs
            ? Gibbs(gibbs, target, words, options, progress, cancellation)
            : EMIntervals.Compute((MixtureClustering)mixture, target, words, options, progress, cancellation);
        return target switch
        {
            IntervalTarget.Share => [.. result.Limits.Select((limits, c) =>
                new ShareInterval(Label(c), Name(c), mixture.Alpha[c], limits.Lower, limits.Upper, limits.Error, options.Level, result.Method, result.Seed))],
            IntervalTarget.Word => [.. result.Limits.Select((limits, w) => Word(words, w, limits))],
            _ => Labels(mixture, result, options.Level, cancellation),
        };

        int Label(int cluster) => mixture.ClusterLabel[cluster];

        string? Name(int cluster) => mixture.NameOf(mixture.ClusterLabel[cluster]);

        WordInterval Word(IReadOnlyList<(int Cluster, int Word)> selected, int w, IntervalLimits limits)
        {
            var (cluster, word) = selected[w];
            return new WordInterval(
                Label(cluster), Name(cluster), 1 + (w % Math.Min(options.Top, mixture.Mu.ColumnCount)), mixture.Dfm.Vocabulary[word], mixture.Mu[cluster, word],
                limits.Lower, limits.Upper, limits.Error, options.Level, result.Method, result.Seed);
        }
    }

    /// <summary>The smallest set of clusters whose total probability reaches a level, most probable first; ties go to the first cluster.</summary>
    /// <param name="probability">The probability of each cluster; length K.</param>
    /// <param name="level">The level.</param>
    internal static (int[] Clusters, double Probability) SmallestSet(ReadOnlySpan<double> probability, double level)
    {
        var clusters = Enumerable.Range(0, probability.Length).ToArray();
        double[] negative = Array.ConvertAll(probability.ToArray(), p => -p);
        Array.Sort(clusters, (a, b) => negative[a] != negative[b] ? negative[a].CompareTo(negative[b]) : a.CompareTo(b));
        int size = 0;
        double sum = 0;
        while (size < clusters.Length && sum < level - Rounding) sum += probability[clusters[size++]];
        return (clusters[..size], Math.Min(1, sum));
    }

    private static IntervalResult Gibbs(GibbsClustering clustering, IntervalTarget target, IReadOnlyList<(int Cluster, int Word)> words, IntervalOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (options.Method is IntervalMethod.Information or IntervalMethod.Bootstrap)
            throw MixtureError.InvalidOption("Method", $"can be {options.Method} only for a clustering by EM; leave it out for Gibbs sampling, whose intervals come from the posterior distribution", options.Method);
        if (target == IntervalTarget.Label) return IntervalResult.OfLabels(IntervalMethod.Posterior, null, clustering.Posterior.Buffer);
        if (target == IntervalTarget.Share && (clustering.MaximumK == 1 || double.IsInfinity(clustering.PriorAlpha))) return IntervalResult.Fixed(clustering.Alpha);
        if (target == IntervalTarget.Word && clustering.Mu.ColumnCount == 1) return IntervalResult.Fixed(words.Select(_ => 1.0));
        if (clustering.Draws.Count == 0) throw MixtureError.DocumentsNeeded("draws");
        int[] labels = clustering.CenterRows();
        var posteriors = target == IntervalTarget.Share
            ? GibbsIntervals.Shares(labels, clustering.K, clustering.Draws, clustering.PriorAlpha, clustering.MaximumK, cancellation)
            : GibbsIntervals.Words(clustering.Dfm.Matrix, labels, clustering.K, clustering.Draws, clustering.PriorBeta, words, cancellation);
        return IntervalResult.Of(IntervalMethod.Posterior, null, GibbsIntervals.Limits(posteriors, options, progress, cancellation));
    }

    /// <summary>The most probable words of each cluster, clusters in their order; ties go to the first word.</summary>
    private static List<(int Cluster, int Word)> TopWords(FittedMixture mixture, int top, CancellationToken cancellation)
    {
        var result = new List<(int Cluster, int Word)>();
        for (int c = 0; c < mixture.K; c++)
        {
            cancellation.Check();
            double[] keys = Array.ConvertAll(mixture.Mu.Row(c), p => -p);
            int cluster = c;
            result.AddRange(Enumerable.Range(0, keys.Length).OrderBy(word => keys[word]).Take(top).Select(word => (cluster, word)));
        }

        return result;
    }

    private static List<object> Labels(FittedMixture mixture, IntervalResult result, double level, CancellationToken cancellation)
    {
        var names = Enumerable.Range(0, mixture.K).Select(c => mixture.NameOf(mixture.ClusterLabel[c]) ?? mixture.ClusterLabel[c].ToString(CultureInfo.InvariantCulture)).ToArray();
        int[] own = mixture.CenterRows();
        var rows = new List<object>(own.Length);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < own.Length; i++)
        {
            point.Pass(mixture.K);
            var probability = result.Probability.AsSpan(i * mixture.K, mixture.K);
            var (clusters, sum) = SmallestSet(probability, level);
            rows.Add(new LabelInterval(
                i, mixture.Dfm.DocumentName[i], mixture.Labels[i], mixture.NameOf(mixture.Labels[i]), probability[own[i]],
                string.Join(", ", clusters.Select(c => names[c])), clusters.Length, sum, level, result.Method, result.Seed));
        }

        return rows;
    }
}
