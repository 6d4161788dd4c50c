using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One start of k-means: first centres, then Lloyd's iteration until it converges.</summary>
/// <param name="points">The documents.</param>
/// <param name="lloyd">The iteration, used by one start after the other.</param>
/// <param name="options">The options.</param>
/// <param name="tolerance">The sum of squared shifts at which the start ends.</param>
internal sealed class KMeansStart(PointSet points, Lloyd lloyd, KMeansOptions options, double tolerance)
{
    private double[]? _spare;

    /// <summary>Runs a start.</summary>
    /// <param name="random">The stream that first centres are drawn from; advanced.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public Outcome Run(LegacyRandomState random, StartProgress? progress, CancellationToken cancellation)
    {
        int[]? indices = options.InitialCenters is not null ? null : options.Init switch
        {
            KMeansInit.Random => KMeansSeeding.Random(points, options.K, random),
            _ => KMeansSeeding.PlusPlus(points, options.K, random, options.ThrottleLimit, progress, cancellation),
        };
        double[] centers = indices is null ? points.ToCoordinates(options.InitialCenters!) : points.Centers(indices, cancellation);
        bool isCosine = options.Metric == KMeansMetric.Cosine;
        if (isCosine) UnitRows.Scale(centers, points.FeatureCount);
        double[] own = centers, next = _spare ??= points.Memory.Take<double>(centers.Length);
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
            else lloyd.Follow(centers, labels);
            (double shift, double before) = lloyd.Update(centers, labels, next);
            trace.Add(before);
            if (isCosine)
            {
                shift = UnitRows.ScaleAndCompare(next.AsSpan(0, own.Length), centers.AsSpan(0, own.Length), points.FeatureCount);
                lloyd.Changed(centers, next);
            }

            progress?.Iterated(iteration, options.MaxIterations, shift, tolerance);
            (centers, next) = (next, centers);
            if (labels.AsSpan().SequenceEqual(lastLabels)) reason = ExitReason.LabelsUnchanged;
            else if (shift <= tolerance) reason = ExitReason.WithinTolerance;
            if (reason != ExitReason.MaximumIterations) break;
            (labels, lastLabels) = (lastLabels, labels);
        }

        // The centres have moved since the rows were assigned, unless the labels are unchanged.
        if (reason == ExitReason.MaximumIterations) labels = lastLabels;
        if (reason != ExitReason.LabelsUnchanged) lloyd.Follow(centers, labels);
        double inertia = lloyd.Inertia(centers, labels);
        trace.Add(inertia);
        if (centers != own) centers.AsSpan(0, own.Length).CopyTo(own);
        return new Outcome(own, labels, inertia, iteration, reason, trace, indices);
    }

    /// <summary>The result of a start, in the coordinates of the points.</summary>
    public sealed record Outcome(
        double[] Centers, int[] Labels, double Inertia, int Iterations, ExitReason ExitReason, IReadOnlyList<double> Trace, int[]? InitialIndices);
}
