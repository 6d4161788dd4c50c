using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>Runs k-means from several starts and keeps the best.</summary>
internal static class KMeansRestarts
{
    /// <summary>Runs all starts, one after the other on one stream.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="options">The options.</param>
    /// <param name="random">The stream; advanced.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The start with the least inertia, and the inertia of each.</returns>
    public static (KMeansStart.Outcome Best, double[] Inertias) Run(PointSet points, KMeansOptions options, LegacyRandomState random, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        double tolerance = options.Tolerance == 0 ? 0 : FeatureVariance.Mean(points, options.ThrottleLimit, cancellation) * options.Tolerance;
        using var lloyd = LloydIteration.Create(points, options.K, options.ThrottleLimit, cancellation, options.Metric == KMeansMetric.Cosine);
        using var start = new KMeansStart(points, lloyd, options, tolerance);
        int restarts = options.InitialCenters is null ? options.Restarts : 1;
        var inertias = new double[restarts];
        KMeansStart.Outcome? best = null;
        for (int r = 0; r < restarts; r++)
        {
            var outcome = start.Run(random, StartProgress.Of(progress, r, restarts), cancellation);
            inertias[r] = outcome.Inertia;

            // Of starts that end in the same clusters the first is kept, even if rounding gives a later one less inertia.
            if (best is null || (outcome.Inertia < best.Inertia && !SameClusters(outcome.Labels, best.Labels, options.K)))
                best = outcome with { Centers = lloyd.Centers() };
        }

        return (best!, inertias);
    }

    private static bool SameClusters(int[] a, int[] b, int k)
    {
        var map = new int[k];
        Array.Fill(map, -1);
        for (int i = 0; i < a.Length; i++)
        {
            ref int mapped = ref map[a[i]];
            if (mapped < 0) mapped = b[i];
            else if (mapped != b[i]) return false;
        }

        return true;
    }
}
