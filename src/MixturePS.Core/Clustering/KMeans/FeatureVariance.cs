using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The variances of features over documents, which scale the tolerance of k-means.</summary>
internal static class FeatureVariance
{
    private const int BlockSize = 256;

    /// <summary>The mean over features of their variances over documents.</summary>
    /// <param name="points">The documents.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static double Mean(PointSet points, int threads, CancellationToken cancellation)
    {
        var variances = new double[points.FeatureCount];
        if (points.IsDense)
        {
            ParallelBlocks.Run(variances.Length, BlockSize, threads, cancellation, (_, from, to) => OfDense(points, from, variances.AsSpan(from, to - from), cancellation));
        }
        else
        {
            var byFeature = points.ByFeature(threads, cancellation);
            ParallelBlocks.Run(variances.Length, BlockSize, threads, cancellation, (_, from, to) =>
            {
                for (int f = from; f < to; f++)
                {
                    // A feature of all documents has as many values as there are documents.
                    cancellation.Check();
                    variances[f] = OfSparse(points, byFeature.ColumnRows(f), byFeature.ColumnValues(f));
                }
            });
        }

        double total = 0;
        foreach (double value in variances) total += value;
        return total / variances.Length;
    }

    // Around the mean. A document without the feature adds mean^2, with which the sum starts for all n of them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double OfSparse(PointSet points, ReadOnlySpan<int> rows, ReadOnlySpan<double> values)
    {
        int[] weights = points.Weights;
        double n = points.Dfm.DocumentCount, sum = 0;
        for (int p = 0; p < rows.Length; p++) sum += weights[rows[p]] * values[p];
        double mean = sum / n, squares = n * mean * mean;
        for (int p = 0; p < rows.Length; p++)
        {
            double difference = values[p] - mean;
            squares += weights[rows[p]] * ((difference * difference) - (mean * mean));
        }

        return squares / n;
    }

    // Several features at once, row after row: each sum is in the order of the rows.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void OfDense(PointSet points, int first, Span<double> variances, CancellationToken cancellation)
    {
        int[] weights = points.Weights;
        double n = points.Dfm.DocumentCount;
        Span<double> means = new double[variances.Length];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < points.Count; row++)
        {
            point.Pass(means.Length);
            var values = points.RowValues(row).Slice(first, means.Length);
            for (int f = 0; f < means.Length; f++) means[f] += weights[row] * values[f];
        }

        for (int f = 0; f < means.Length; f++)
        {
            means[f] /= n;
            variances[f] = n * means[f] * means[f];
        }

        for (int row = 0; row < points.Count; row++)
        {
            point.Pass(means.Length);
            var values = points.RowValues(row).Slice(first, means.Length);
            for (int f = 0; f < means.Length; f++)
            {
                double difference = values[f] - means[f];
                variances[f] += weights[row] * ((difference * difference) - (means[f] * means[f]));
            }
        }

        foreach (ref double variance in variances) variance /= n;
    }
}
