using System.Runtime.CompilerServices;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// K-means clustering: the division into K clusters with the least sum of squared distances from the clusters' means
/// that Lloyd's iteration finds from its starts. For a seed it draws, labels and counts iterations as scikit-learn 1.3
/// and later does for the same <c>random_state</c>.
/// </summary>
public static class KMeans
{
    /// <summary>Clusters the documents of a DFM.</summary>
    /// <param name="dfm">The documents, n x J, as counts or weighted.</param>
    /// <param name="options">How it is done.</param>
    /// <param name="seed">The seed of MT19937, as scikit-learn's <c>random_state</c>.</param>
    /// <param name="progress">Told how far the starts have come, on the calling thread; or null.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="MixtureException">EmptyDfm, TooManyClusters, ShapeMismatch or CellTooLarge.</exception>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, uint seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        Check(dfm, options);
        var random = new LegacyRandomState(seed);
        return options.Metric == KMeansMetric.Cosine
            ? SphericalKMeans.Fit(dfm, options, random, seed, progress, cancellation)
            : FitRows(dfm, options, random, seed, progress, cancellation);
    }

    /// <summary>Clusters the rows of a DFM as they are, by the method that is asked for.</summary>
    internal static KMeansClustering FitRows(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        switch (options.Method)
        {
            case KMeansMethod.Bisecting:
                return BisectingKMeans.Fit(dfm, options, random, seed, progress, cancellation);
            case KMeansMethod.MiniBatch:
                return MiniBatchKMeans.Fit(dfm, options, random, seed, progress, cancellation);
            default:
                using (var points = PointSet.Create(dfm, options.Arithmetic, options.ThrottleLimit, cancellation))
                {
                    var (best, inertias) = Run(points, options, random, progress, cancellation);
                    return Result(dfm, points, options, best, inertias, seed);
                }

        }
    }

    /// <summary>Runs all starts of Lloyd's iteration; gives the best and the inertia of each.</summary>
    internal static (KMeansStart.Outcome Best, double[] Inertias) Run(PointSet points, KMeansOptions options, LegacyRandomState random, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        double tolerance = options.Tolerance == 0 ? 0 : points.MeanVariance(options.ThrottleLimit, cancellation) * options.Tolerance;
        using var lloyd = new Lloyd(points, options.K, options.ThrottleLimit, cancellation);
        var start = new KMeansStart(points, lloyd, options, tolerance);
        int restarts = options.InitialCenters is null ? options.Restarts : 1;
        var inertias = new double[restarts];
        KMeansStart.Outcome? best = null;
        for (int r = 0; r < restarts; r++)
        {
            var outcome = start.Run(random, StartProgress.Of(progress, r, restarts), cancellation);
            inertias[r] = outcome.Inertia;

            // Of two starts that end in the same clusters the first is kept, whatever rounding makes of their inertia.
            if (best is null || (outcome.Inertia < best.Inertia && !SameClusters(outcome.Labels, best.Labels, options.K))) best = outcome;
        }

        return (best!, inertias);
    }

    /// <summary>One iteration of Lloyd's from given centres, for teaching and for holding the step to its law.</summary>
    /// <param name="dfm">The documents, n x J.</param>
    /// <param name="centers">The centres, K x J.</param>
    /// <returns>The nearest centre of each document, the inertia of that division with the given centres, and the means of its clusters.</returns>
    /// <exception cref="MixtureException">EmptyDfm, TooManyClusters, ShapeMismatch or CellTooLarge.</exception>
    public static (int[] Labels, double Inertia, DenseMatrix Centers) Step(Dfm dfm, DenseMatrix centers)
    {
        var options = new KMeansOptions { K = centers.RowCount, InitialCenters = centers, ThrottleLimit = 1 };
        Check(dfm, options);
        using var points = PointSet.Create(dfm, options.Arithmetic, 1, CancellationToken.None);
        using var lloyd = new Lloyd(points, options.K, 1, CancellationToken.None);
        var old = points.ToCoordinates(centers);
        var labels = new int[points.Count];
        double inertia = lloyd.Assign(old, labels);
        var means = new double[old.Length];
        lloyd.Update(old, labels, means);
        return (Expand(points, labels), inertia, points.FromCoordinates(means, options.K));
    }

    private static void Check(Dfm dfm, KMeansOptions options)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (options.K > dfm.DocumentCount) throw MixtureError.TooManyClusters(options.K, dfm.DocumentCount);
        _ = MatrixSize.Cells("The centres", options.K, dfm.FeatureCount);
        if (options.InitialCenters is not { } centers) return;
        if (options.Method == KMeansMethod.Bisecting)
            throw MixtureError.InvalidOption("Initial centres", "can't be given for bisecting k-means, which starts with one cluster; leave them out", centers);
        if (centers.RowCount != options.K || centers.ColumnCount != dfm.FeatureCount)
        {
            throw MixtureError.ShapeMismatch(
                $"the initial centres are {centers.RowCount} x {centers.ColumnCount}, but K is {options.K} and the DFM has {Counted.Of(dfm.FeatureCount, "feature")}", centers);
        }

        for (int k = 0; k < centers.RowCount; k++)
            for (int j = 0; j < centers.ColumnCount; j++)
                if (!double.IsFinite(centers[k, j])) throw MixtureError.NonFiniteMatrix(k, j, centers[k, j]);
        OverflowGuard.CheckCenters(centers, dfm.DocumentCount);
    }

    private static KMeansClustering Result(Dfm dfm, PointSet points, KMeansOptions options, KMeansStart.Outcome best, double[] inertias, uint seed)
    {
        var labels = Expand(points, best.Labels);
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
        };
    }

    /// <summary>The label of each document from those of the distinct rows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static int[] Expand(PointSet points, int[] rowLabels)
    {
        var labels = LargeArray.Uninitialized<int>(points.RowOf.Length);
        for (int i = 0; i < labels.Length; i++) labels[i] = rowLabels[points.RowOf[i]];
        return labels;
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
