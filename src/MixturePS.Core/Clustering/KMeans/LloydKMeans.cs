using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>K-means by Lloyd's iteration over all documents, the best of several starts.</summary>
internal static class LloydKMeans
{
    /// <summary>Clusters the rows of a DFM.</summary>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        // Equal rows are common among counts, where merging them saves most of the time, and rare in a plain matrix.
        using var points = dfm.Weighting.IsPlain
            ? PointSet.CreateUnmerged(dfm, options.Arithmetic, options.ThrottleLimit, cancellation)
            : PointSet.Create(dfm, options.Arithmetic, options.ThrottleLimit, cancellation);
        var (best, inertias) = KMeansRestarts.Run(points, options, random, progress, cancellation);
        var labels = points.Expand(best.Labels);
        var sizes = new int[options.K];
        for (int row = 0; row < best.Labels.Length; row++) sizes[best.Labels[row]] += points.Weights[row];

        return new KMeansClustering(dfm, labels, points.FromCoordinates(best.Centers, options.K), sizes, best.Inertia)
        {
            Iterations = best.Iterations,
            ExitReason = best.ExitReason,
            Seed = seed,
            InertiaTrace = best.Trace,
            InitialIndices = best.InitialIndices,
            RestartInertia = inertias,
            Coordinates = points.FitCoordinates(best.Centers, options.K),
        };
    }
}
