using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One start of k-means: first centres, then Lloyd's iteration until it converges.</summary>
/// <param name="points">The documents.</param>
/// <param name="lloyd">The iteration, used by one start after the other.</param>
/// <param name="options">The options.</param>
/// <param name="tolerance">The sum of squared shifts at which the start ends.</param>
internal sealed class KMeansStart(PointSet points, LloydIteration lloyd, KMeansOptions options, double tolerance) : IDisposable
{
    private SeedingDistances? _seeding;

    /// <summary>Releases the memory of the distances that first centres are chosen by.</summary>
    public void Dispose() => _seeding?.Dispose();

    /// <summary>Runs a start.</summary>
    /// <param name="random">The stream that first centres are drawn from; advanced.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public Outcome Run(LegacyRandomState random, StartProgress? progress, CancellationToken cancellation)
    {
        int[]? indices = options.InitialCenters is not null ? null : options.Init switch
        {
            KMeansInit.Random => KMeansSeeding.Random(points, options.K, random),
            _ => PlusPlus(random, progress, cancellation),
        };
        double[] centers = indices is null ? points.ToCoordinates(options.InitialCenters!) : points.Centers(indices, cancellation);
        if (options.Metric == KMeansMetric.Cosine) UnitRows.Scale(centers, points.FeatureCount);
        var labels = LargeArray.Uninitialized<int>(points.Count);
        var lastLabels = LargeArray.Uninitialized<int>(points.Count);
        Array.Fill(lastLabels, -1);
        var trace = new List<double>();
        var reason = ExitReason.MaximumIterations;
        int iteration = 0;
        while (iteration < options.MaxIterations)
        {
            iteration++;
            if (iteration == 1) lloyd.Assign(centers, labels);
            else lloyd.Follow(labels);
            (double shift, double before) = lloyd.Update(labels);
            trace.Add(before);
            progress?.Iterated(iteration, options.MaxIterations, shift, tolerance);
            if (labels.AsSpan().SequenceEqual(lastLabels)) reason = ExitReason.LabelsUnchanged;
            else if (lloyd.IsWithin(shift, tolerance)) reason = ExitReason.WithinTolerance;
            if (reason != ExitReason.MaximumIterations) break;
            (labels, lastLabels) = (lastLabels, labels);
        }

        // The centres have moved since the rows were assigned, unless the labels are unchanged.
        if (reason == ExitReason.MaximumIterations) labels = lastLabels;
        if (reason != ExitReason.LabelsUnchanged) lloyd.Follow(labels);
        double inertia = reason == ExitReason.LabelsUnchanged ? lloyd.InertiaOfUnchanged(labels, trace[^1]) : lloyd.Inertia(labels);
        trace.Add(inertia);
        return new Outcome(labels, inertia, iteration, reason, trace, indices);
    }

    // The distances of few documents are kept for the next start, as making room for them takes longer than computing them.
    private int[] PlusPlus(LegacyRandomState random, StartProgress? progress, CancellationToken cancellation)
    {
        if (points.SmallRows is null) return KMeansSeeding.PlusPlus(points, options.K, random, options.ThrottleLimit, progress, cancellation);
        _seeding ??= KMeansSeeding.Distances(points, options.K, options.ThrottleLimit, cancellation);
        return KMeansSeeding.PlusPlus(points, _seeding, options.K, random, progress, cancellation);
    }

    /// <summary>The result of a start.</summary>
    public sealed record Outcome(
        int[] Labels, double Inertia, int Iterations, ExitReason ExitReason, IReadOnlyList<double> Trace, int[]? InitialIndices)
    {
        /// <summary>The centres in the coordinates of the points, K x J.</summary>
        public double[] Centers { get; init; } = [];
    }
}
