using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Mini-batch k-means: each document of a batch, drawn uniformly with replacement, is assigned to its nearest centre; then
/// the centres move towards their documents with the step size 1 / (number of documents assigned to the centre so far).
/// Source: Sculley, D. (2010), Web-scale k-means clustering, WWW 2010, 1177-1178, algorithm 1. Start and stopping rule are
/// those of scikit-learn's <c>MiniBatchKMeans</c>: of several choices of first centres the one with the least inertia on a
/// sample of three batches is used, and the fit ends when the smoothed mean distance hasn't fallen for ten batches.
/// </summary>
internal static class MiniBatchKMeans
{
    private const int SampleBatches = 3;
    private const int Patience = 10;
    private const int BlockSize = 128;

    /// <summary>Clusters the rows of a DFM.</summary>
    public static KMeansClustering Fit(Dfm dfm, KMeansOptions options, LegacyRandomState random, uint seed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        int n = dfm.DocumentCount, size = Math.Min(options.BatchSize, n);
        using var points = PointSet.Create(dfm, Arithmetic(dfm, options), options.ThrottleLimit, cancellation, isStoredAsCoordinates: true);
        var (initial, indices) = Start(dfm, points, options, random, cancellation);
        var means = new RunningMeans(initial, options.K, dfm.FeatureCount, options.Metric, cancellation);
        var (batch, labels, distances) = (new int[size], new int[size], new double[size]);
        var trace = new List<double>();
        int epoch = (n + size - 1) / size;
        long most = (long)options.MaxIterations * epoch;
        double smoothing = Math.Min(1, 2.0 * size / (n + 1)), smoothed = 0, least = double.PositiveInfinity;
        int stale = 0;
        var reason = ExitReason.MaximumIterations;
        for (long t = 0; t < most && reason == ExitReason.MaximumIterations; t++)
        {
            cancellation.Check();
            progress?.Report(new ProgressReport($"batch {t + 1}", double.NaN));
            for (int i = 0; i < size; i++) batch[i] = points.RowOf[(int)random.RandInt(0, n)];
            ParallelBlocks.Run(size, BlockSize, options.ThrottleLimit, cancellation, (_, from, to) =>
            {
                var dots = new double[means.Stride];
                for (int i = from; i < to; i++) (labels[i], distances[i]) = means.Nearest(points, batch[i], dots);
            });
            double mean = distances.Sum() / size;
            trace.Add(mean * n);
            for (int i = 0; i < size; i++)
            {
                cancellation.Check();
                means.Add(points, batch[i], labels[i]);
            }

            if ((t + 1) % epoch == 0) means.Relocate(points, batch, distances);

            // In the first batch the centres have no documents yet.
            if (t == 0) continue;
            smoothed = t == 1 ? mean : (smoothed * (1 - smoothing)) + (mean * smoothing);
            stale = smoothed < least ? 0 : stale + 1;
            least = Math.Min(least, smoothed);
            if (stale >= Patience) reason = ExitReason.WithinTolerance;
        }

        return Result(dfm, points, options, means.Centers(cancellation), trace, indices, reason, seed, cancellation);
    }

    // A plain matrix may be far from zero, and the dense arithmetic subtracts the means. Counts are faster as they are.
    private static KMeansArithmetic Arithmetic(Dfm dfm, KMeansOptions options) => options.Arithmetic switch
    {
        KMeansArithmetic.Auto when dfm.Weighting.IsPlain => KMeansArithmetic.Auto,
        KMeansArithmetic.Dense => KMeansArithmetic.Dense,
        _ => KMeansArithmetic.Sparse,
    };

    /// <summary>The best of several choices of first centres, by their inertia on a sample.</summary>
    private static (double[] Centers, int[]? Indices) Start(Dfm dfm, PointSet points, KMeansOptions options, LegacyRandomState random, CancellationToken cancellation)
    {
        if (options.InitialCenters is { } given) return (points.ToCoordinates(given), null);
        int n = dfm.DocumentCount;
        int sampleSize = (int)Math.Min(n, Math.Max((long)SampleBatches * options.BatchSize, SampleBatches * (long)options.K));
        int[] sample = sampleSize == n ? [.. Enumerable.Range(0, n)] : random.Permutation(n, cancellation)[..sampleSize];
        using var subset = PointSet.Create(RowSelection.Take(dfm, sample, dfm.Weighting, cancellation), Arithmetic(dfm, options), options.ThrottleLimit, cancellation);
        using var lloyd = new Lloyd(subset, options.K, options.ThrottleLimit, cancellation);
        int[]? best = null;
        double least = double.PositiveInfinity;
        for (int r = 0; r < options.Restarts; r++)
        {
            int[] chosen = options.Init == KMeansInit.Random
                ? KMeansSeeding.Random(subset, options.K, random)
                : KMeansSeeding.PlusPlus(subset, options.K, random, options.ThrottleLimit, null, cancellation);
            double inertia = options.Restarts == 1 ? 0 : Inertia(subset, lloyd, chosen, cancellation);
            if (best is not null && !(inertia < least)) continue;
            (best, least) = (chosen, inertia);
        }

        int[] documents = Array.ConvertAll(best!, i => sample[i]);
        return (points.Centers(documents, cancellation), documents);
    }

    private static double Inertia(PointSet points, Lloyd lloyd, int[] documents, CancellationToken cancellation)
    {
        var labels = new int[points.Count];
        lloyd.Assign(points.Centers(documents, cancellation), labels);
        return lloyd.Inertia(labels);
    }

    private static KMeansClustering Result(Dfm dfm, PointSet points, KMeansOptions options, double[] centers, List<double> trace, int[]? indices, ExitReason reason, uint seed, CancellationToken cancellation)
    {
        var rowLabels = new int[points.Count];
        using var lloyd = new Lloyd(points, options.K, options.ThrottleLimit, cancellation);
        lloyd.Assign(centers, rowLabels);
        double inertia = lloyd.Inertia(rowLabels);
        int batches = trace.Count;
        trace.Add(inertia);
        var labels = points.Expand(rowLabels);
        var sizes = new int[options.K];
        foreach (int label in labels) sizes[label]++;
        return new KMeansClustering(dfm, labels, points.FromCoordinates(centers, options.K), sizes, inertia)
        {
            Iterations = batches,
            ExitReason = reason,
            Seed = seed,
            InertiaTrace = trace,
            InitialIndices = indices,
            RestartInertia = [inertia],
            Metric = options.Metric,
            Algorithm = KMeansMethod.MiniBatch,
            Coordinates = points.FitCoordinates(centers, options.K),
        };
    }
}
