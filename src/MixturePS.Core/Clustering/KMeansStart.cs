using MixturePS.Core.Matrices;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One start of k-means: first centres, then Lloyd's iteration until it rests.</summary>
internal sealed class KMeansStart(PointSet points, Lloyd lloyd, KMeansOptions options, double tolerance)
{
    /// <summary>Runs a start, drawing its first centres from a stream that is advanced.</summary>
    public Outcome Run(LegacyRandomState random, CancellationToken cancellation)
    {
        int[]? indices = options.InitialCenters is not null ? null : options.Init switch
        {
            KMeansInit.Random => KMeansSeeding.Random(points, options.K, random),
            _ => KMeansSeeding.PlusPlus(points, options.K, random, options.ThrottleLimit, cancellation),
        };
        double[] centers = indices is null ? points.ToCoordinates(options.InitialCenters!) : points.Centers(indices);
        bool isCosine = options.Metric == KMeansMetric.Cosine;
        if (isCosine) UnitRows.Scale(centers, points.FeatureCount);
        var next = new double[centers.Length];
        var labels = new int[points.Count];
        var before = new int[points.Count];
        Array.Fill(before, -1);
        var trace = new List<double>();
        var reason = ExitReason.MaximumIterations;
        int iteration = 0;
        while (iteration < options.MaxIterations)
        {
            iteration++;
            trace.Add(lloyd.Assign(centers, labels));
            double shift = lloyd.Update(centers, labels, next);
            if (isCosine) shift = UnitRows.ScaleAndCompare(next, centers, points.FeatureCount);
            (centers, next) = (next, centers);
            if (labels.AsSpan().SequenceEqual(before)) reason = ExitReason.LabelsUnchanged;
            else if (shift <= tolerance) reason = ExitReason.WithinTolerance;
            if (reason != ExitReason.MaximumIterations) break;
            (labels, before) = (before, labels);
        }

        // The centres have moved since the labels were given, unless the labels came out the same.
        if (reason == ExitReason.MaximumIterations) labels = before;
        if (reason != ExitReason.LabelsUnchanged) lloyd.Assign(centers, labels);
        double inertia = lloyd.Inertia(centers, labels);
        trace.Add(inertia);
        return new Outcome(centers, labels, inertia, iteration, reason, trace, indices);
    }

    /// <summary>What a start ended with, in the coordinates of the points.</summary>
    public sealed record Outcome(
        double[] Centers, int[] Labels, double Inertia, int Iterations, ExitReason ExitReason, IReadOnlyList<double> Trace, int[]? InitialIndices);
}
