using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The non-parametric bootstrap of a mixture (Efron and Tibshirani 1993, An Introduction to the Bootstrap; for mixtures
/// McLachlan and Peel 2000, Finite Mixture Models, section 2.16): documents drawn with replacement are fitted again, from
/// the posterior of the estimate, so that EM climbs the same mode. Clusters that still changed places are matched to those
/// of the estimate, one to one, so that they share the most of the documents' posterior probability.
/// </summary>
internal static class MixtureBootstrap
{
    /// <summary>The number of fits that are kept in memory at once; it doesn't depend on the number of threads.</summary>
    private const int BlockSize = 16;

    /// <summary>Fits replicates and hands each, in order, to a receiver.</summary>
    /// <param name="mixture">The fitted mixture.</param>
    /// <param name="options">The options.</param>
    /// <param name="generators">The stream of each replicate.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="receive">Receives each fit, and the cluster of the fit that each cluster of the estimate was matched to (length K); called on the calling thread.</param>
    public static void Run(MixtureParameters mixture, IntervalOptions options, RandomGenerator[] generators, IProgress<ProgressReport>? progress, CancellationToken cancellation, Action<MixtureClustering, int[]> receive)
    {
        int done = 0;
        for (int from = 0; from < generators.Length; from += BlockSize)
        {
            var fits = new (MixtureClustering Fit, int[] Match)[Math.Min(BlockSize, generators.Length - from)];
            int first = from;
            ParallelBlocks.Run(fits.Length, 1, options.ThrottleLimit, cancellation, (r, _, _) =>
            {
                fits[r] = Replicate(mixture, generators[first + r], cancellation);
                int count = Interlocked.Increment(ref done);
                progress?.Report(new ProgressReport($"replicate {count} of {generators.Length}", (double)count / generators.Length));
            });
            foreach (var (fit, match) in fits) receive(fit, match);
        }
    }

    /// <summary>Draws documents and fits them.</summary>
    /// <param name="mixture">The fitted mixture.</param>
    /// <param name="random">The stream; advanced.</param>
    /// <param name="cancellation">Cancellation token.</param>
    internal static (MixtureClustering Fit, int[] Match) Replicate(MixtureParameters mixture, RandomGenerator random, CancellationToken cancellation)
    {
        var clustering = mixture.Clustering;
        int n = mixture.DocumentCount, k = mixture.K;
        var documents = new int[n];
        var drawn = new long[n];
        random.Integers(0, n, drawn);
        var posterior = new double[n * k];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < n; i++)
        {
            point.Pass(k);
            documents[i] = (int)drawn[i];
            mixture.Posterior.RowSpan(documents[i]).CopyTo(posterior.AsSpan(i * k));
        }

        var initial = new DenseMatrix(n, k, posterior);
        var options = new MixtureEMOptions
        {
            K = k,
            Component = clustering.Component,
            Restarts = 1,
            Anneal = 1,
            Smoothing = clustering.Smoothing,
            AlphaSmoothing = clustering.AlphaSmoothing,
            Hard = clustering.IsHard,
            Mu = mixture.AreWordsFree || mixture.J == 1 ? null : clustering.Mu,
            Alpha = mixture.AreSharesFree || k == 1 ? null : clustering.Alpha,
            InitialPosterior = mixture.AreWordsFree ? initial : null,
            ThrottleLimit = 1,
        };
        var dfm = RowSelection.Take(clustering.Dfm, documents, clustering.Dfm.Weighting, cancellation);
        var fit = MixtureEM.Fit(dfm, options, 0, null, cancellation);
        return (fit, mixture.AreWordsFree ? Match(initial, fit.Posterior, cancellation) : [.. Enumerable.Range(0, k)]);
    }

    /// <summary>The cluster of a fit that each cluster of the estimate was matched to; length K.</summary>
    private static int[] Match(DenseMatrix estimate, DenseMatrix fit, CancellationToken cancellation)
    {
        int k = estimate.ColumnCount;
        var common = new double[k * k];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < estimate.RowCount; i++)
        {
            var old = estimate.RowSpan(i);
            var current = fit.RowSpan(i);
            point.Pass(k * k);
            for (int c = 0; c < k; c++)
                for (int d = 0; d < k && old[c] > 0; d++) common[(c * k) + d] += old[c] * current[d];
        }

        return [.. LinearAssignment.Solve(k, k, common, maximize: true, cancellation).Columns];
    }
}
