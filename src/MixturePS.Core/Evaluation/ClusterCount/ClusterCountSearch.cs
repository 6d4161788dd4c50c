using System.Numerics;
using System.Security.Cryptography;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>Compares numbers of clusters by information criteria, held-out log-likelihood, silhouettes and stability, and suggests one.</summary>
internal static class ClusterCountSearch
{
    /// <summary>Fits each number of clusters and computes its criteria.</summary>
    /// <param name="dfm">The documents, n x J; counts for mixtures.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more; null for that of the journal or, for a new search, fresh entropy.</param>
    /// <param name="journal">The journal file, from which an interrupted search resumes; or null.</param>
    /// <param name="warn">Receives a warning if the last line of the journal is incomplete; or null.</param>
    /// <param name="progress">Receives the progress, also on other threads; or null.</param>
    /// <param name="cancellation">The cancellation token; the journal keeps completed rows.</param>
    /// <returns>One row per K, by ascending K.</returns>
    /// <exception cref="MixtureException">EmptyDfm, TooManyClusters, AlreadyWeighted, JournalMismatch, or an error of a fit or file.</exception>
    public static IReadOnlyList<ClusterCountRow> Run(
        Dfm dfm, ClusterCountOptions options, BigInteger? seed = null, string? journal = null, Action<string>? warn = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (!options.IsTopics && options.K[^1] > dfm.DocumentCount) throw MixtureError.TooManyClusters(options.K[^1], dfm.DocumentCount);
        if (options.NeedsCounts) dfm.RequireCounts(options.IsTopics ? "a topic model" : "EM");
        if (seed is { Sign: < 0 }) throw MixtureError.InvalidSeed($"{seed} is negative", seed);
        using var file = journal is null ? null : ClusterCountJournal.Open(journal, dfm, options, seed, warn, cancellation);
        var root = file?.Seed ?? seed ?? new BigInteger(RandomNumberGenerator.GetBytes(16), isUnsigned: true);
        var fit = new ClusterCountFit(dfm, options, root);
        var rows = new List<ClusterCountRow>();
        var shown = new ClusterCountProgress(progress, options, dfm.DocumentCount, [.. options.K.Where(k => file?.Find(k) is null)]);
        foreach (int k in options.K)
        {
            if (file?.Find(k) is not { } row)
            {
                row = fit.Row(k, shown, cancellation);
                file?.Add(row);
            }

            rows.Add(row);
        }

        return ClusterCountSuggestion.Fill(rows, options.Effective);
    }
}
