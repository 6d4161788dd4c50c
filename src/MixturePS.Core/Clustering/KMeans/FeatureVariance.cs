using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The variances of features over documents, which scale the tolerance of k-means.</summary>
internal static class FeatureVariance
{
    private const int MostParts = 16;
    private const int LeastRows = 4096;

    /// <summary>The mean over features of their variances over documents.</summary>
    /// <remarks>
    /// <code>
    /// m_f = (1/n) sum over i of w_i x_if
    /// variance(f) = m_f^2 + (1/n) sum over i with x_if stored of w_i ((x_if - m_f)^2 - m_f^2)
    /// </code>
    /// Fixed parts of the rows are summed in parallel, and the parts in their order.
    /// </remarks>
    /// <param name="points">The documents.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static double Mean(PointSet points, int threads, CancellationToken cancellation)
    {
        double n = points.Dfm.DocumentCount;
        var means = Sum(points, threads, null, cancellation);
        foreach (ref double mean in means.AsSpan()) mean /= n;
        var squares = Sum(points, threads, means, cancellation);
        double total = 0;
        for (int f = 0; f < means.Length; f++) total += (means[f] * means[f]) + (squares[f] / n);
        return total / means.Length;
    }

    private static double[] Sum(PointSet points, int threads, double[]? means, CancellationToken cancellation)
    {
        // Few parts where there are many features, as each part has a sum for each.
        int parts = (int)Math.Clamp(points.Values.Length / (4L * points.FeatureCount), 1, Math.Clamp(points.Count / LeastRows, 1, MostParts));
        int rows = (points.Count + parts - 1) / parts;
        var sums = new double[ParallelBlocks.Blocks(points.Count, rows)][];
        ParallelBlocks.Run(points.Count, rows, threads, cancellation, (part, from, to) =>
        {
            sums[part] = new double[points.FeatureCount];
            Add(points, from, to, means, sums[part], cancellation);
        });
        for (int part = 1; part < sums.Length; part++)
            for (int f = 0; f < points.FeatureCount; f++) sums[0][f] += sums[part][f];
        return sums[0];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add(PointSet points, int from, int to, double[]? means, double[] sums, CancellationToken cancellation)
    {
        var point = new CancellationPoint(cancellation);
        for (int row = from; row < to; row++)
        {
            var columns = points.RowColumns(row);
            var values = points.RowValues(row);
            double weight = points.Weights[row];
            point.Pass(columns.Length);
            for (int p = 0; p < columns.Length; p++)
            {
                ref double sum = ref sums[columns[p]];
                if (means is null)
                {
                    sum += weight * values[p];
                    continue;
                }

                double mean = means[columns[p]], difference = values[p] - mean;
                sum += weight * ((difference * difference) - (mean * mean));
            }
        }
    }
}
