using System.Numerics.Tensors;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>The initial responsibilities of a start of EM.</summary>
/// <remarks>
/// k-means++ and spherical k-means here differ from those of <see cref="KMeans"/> in what they draw from and in the policies
/// that a start needs: they draw from a start's own PCG64 stream, weigh distinct rows instead of listing documents, leave a
/// direction without documents where it is instead of moving it, keep documents without tokens, and stop after a fixed
/// number of steps.
/// </remarks>
internal static class MixtureEMSeeding
{
    private const int BlockSize = 1024;
    private const int SphericalSteps = 5;

    /// <summary>Responsibilities drawn uniformly from the simplex, independently for each distinct row.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <param name="stride">The number of responsibilities per distinct row.</param>
    /// <param name="responsibilities">Written.</param>
    /// <param name="random">The stream to draw from; advanced.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="labels">The known cluster of each distinct row, whose responsibility is 1, or -1; or null if there are none; read.</param>
    public static void Random(int k, int stride, double[] responsibilities, RandomGenerator random, CancellationToken cancellation, int[]? labels = null)
    {
        var point = new CancellationPoint(cancellation);
        for (int start = 0; start < responsibilities.Length; start += stride)
        {
            point.Pass(k);
            if (labels?[start / stride] is >= 0 and var label)
            {
                responsibilities[start + label] = 1;
                continue;
            }

            double sum = 0;
            for (int c = 0; c < k; c++) sum += responsibilities[start + c] = random.StandardExponential();
            for (int c = 0; c < k; c++) responsibilities[start + c] /= sum;
        }
    }

    /// <summary>
    /// Spherical k-means (Dhillon and Modha 2001) from greedy k-means++ (Arthur and Vassilvitskii 2007) on documents as unit
    /// vectors, with the distance 1 - cosine: K documents far from each other, then a few steps of assigning each document
    /// to the nearest direction. A cluster with labels or seed words begins with the sum of its labelled documents and its seed
    /// words, and its labelled documents stay in it; only the other clusters are drawn.
    /// </summary>
    /// <param name="rows">The documents.</param>
    /// <param name="values">Their unit vectors, in the order of the values of Table.Rows.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="stride">The number of responsibilities per distinct row.</param>
    /// <param name="responsibilities">Written: 1 for each row's cluster, 0 for the others.</param>
    /// <param name="random">The stream to draw from; advanced.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static void PlusPlus(DistinctCounts rows, double[] values, int k, int stride, double[] responsibilities, RandomGenerator random, int threads, CancellationToken cancellation)
    {
        int features = rows.Table.ColumnCount;
        var directions = LargeArray.Cleared<double>((long)features * stride, cancellation);
        var labels = new int[rows.Count];
        Choose(rows, values, k, stride, directions, random, threads, cancellation);
        for (int step = 0; step <= SphericalSteps; step++)
        {
            cancellation.Check();
            Assign(rows, values, k, stride, directions, labels, threads, cancellation);
            if (step < SphericalSteps) Average(rows, values, k, stride, directions, labels, cancellation);
        }

        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < labels.Length; row++)
        {
            point.Pass(stride);
            var shares = responsibilities.AsSpan(row * stride, stride);
            shares.Clear();
            shares[labels[row]] = 1;
        }
    }

    private static void Choose(DistinctCounts rows, double[] values, int k, int stride, double[] directions, RandomGenerator random, int threads, CancellationToken cancellation)
    {
        int trials = 2 + (int)Math.Log(k);
        int[] anchored = rows.Guidance?.Anchored ?? [];
        if (anchored.Length > 0) Anchor(rows, values, stride, directions, cancellation);
        int trialStride = FeatureMajorMatrix.StrideOf(trials);
        var candidates = LargeArray.Cleared<double>((long)rows.Table.ColumnCount * trialStride, cancellation);
        var distances = LargeArray.Cleared<double>((long)rows.Count * trialStride, cancellation);
        var closest = anchored.Length > 0 ? FromAnchors(rows, values, k, stride, directions, threads, cancellation) : (double[])rows.Counts.Clone();
        var potentials = new double[trials];
        var point = new CancellationPoint(cancellation);
        for (int c = 0; c < k; c++)
        {
            if (Array.BinarySearch(anchored, c) >= 0) continue;
            bool isFirst = c == 0 && anchored.Length == 0;
            int tries = isFirst ? 1 : trials;
            var chosen = Draw(closest, tries, random, cancellation);
            for (int t = 0; t < tries; t++) Place(rows, values, chosen[t], candidates, trialStride, t, 1);
            ParallelBlocks.Run(rows.Count, BlockSize, threads, cancellation, (_, from, to) =>
            {
                for (int row = from; row < to; row++)
                {
                    cancellation.Check();
                    var distance = distances.AsSpan(row * trialStride, trialStride);
                    Dots(rows, values, row, candidates, trialStride, distance);
                    for (int t = 0; t < tries; t++)
                    {
                        double weighted = rows.Counts[row] * Math.Max(0, 1 - distance[t]);
                        distance[t] = isFirst ? weighted : Math.Min(closest[row], weighted);
                    }
                }
            });
            Array.Clear(potentials);
            for (int row = 0; row < rows.Count; row++)
            {
                point.Pass(tries);
                for (int t = 0; t < tries; t++) potentials[t] += distances[(row * trialStride) + t];
            }

            int best = TensorPrimitives.IndexOfMin(potentials.AsSpan(0, tries));
            for (int row = 0; row < rows.Count; row++)
            {
                point.Pass(0);
                closest[row] = distances[(row * trialStride) + best];
            }

            Place(rows, values, chosen[best], directions, stride, c, 1);
            for (int t = 0; t < tries; t++) Place(rows, values, chosen[t], candidates, trialStride, t, 0);
        }
    }

    /// <summary>Adds up the labelled documents and the seed words of each cluster, each list of seed words as one document, and scales the sums to length 1.</summary>
    private static void Anchor(DistinctCounts rows, double[] values, int stride, double[] directions, CancellationToken cancellation)
    {
        var guidance = rows.Guidance!;
        var (offsets, columns, _) = rows.Table.Rows.Buffers;
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rows.Count; row++)
        {
            int label = rows.Labels![row];
            point.Pass(label < 0 ? 0 : offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; label >= 0 && p < offsets[row + 1]; p++) directions[(columns[p] * stride) + label] += rows.Counts[row] * values[p];
        }

        foreach (var words in guidance.Seeds.GroupBy(word => word.Cluster))
        {
            double share = 1 / Math.Sqrt(words.Count());
            foreach (var word in words) directions[(word.Feature * stride) + word.Cluster] += share;
        }

        Normalise(directions, stride, ref point);
    }

    /// <summary>The distance of each row from the nearest direction that isn't zero, times its number of documents; zero for rows with a label.</summary>
    private static double[] FromAnchors(DistinctCounts rows, double[] values, int k, int stride, double[] directions, int threads, CancellationToken cancellation)
    {
        var closest = new double[rows.Count];
        ParallelBlocks.Run(rows.Count, BlockSize, threads, cancellation, (_, from, to) =>
        {
            var dots = new double[stride];
            for (int row = from; row < to; row++)
            {
                cancellation.Check();
                Dots(rows, values, row, directions, stride, dots);
                if (rows.Labels![row] < 0) closest[row] = rows.Counts[row] * Math.Max(0, 1 - TensorPrimitives.Max<double>(dots.AsSpan(0, k)));
            }
        });
        return closest;
    }

    /// <summary>Draws rows with probability proportional to their distances; uniformly if all are zero.</summary>
    private static int[] Draw(double[] distances, int count, RandomGenerator random, CancellationToken cancellation)
    {
        var cumulative = new double[distances.Length];
        double sum = 0;
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < distances.Length; row++)
        {
            point.Pass(0);
            cumulative[row] = sum += distances[row];
        }

        var chosen = new int[count];
        for (int t = 0; t < count; t++)
        {
            double at = random.NextDouble();
            int found = sum > 0 ? Array.BinarySearch(cumulative, at * sum) : (int)(at * distances.Length);
            if (found < 0) found = ~found;

            // The search may end at a row of distance zero, whose cumulative sum is that of the row before.
            while (sum > 0 && found < distances.Length - 1 && distances[found] == 0) found++;
            chosen[t] = Math.Min(found, distances.Length - 1);
        }

        return chosen;
    }

    private static void Place(DistinctCounts rows, double[] values, int row, double[] matrix, int stride, int column, double scale)
    {
        var (offsets, columns, _) = rows.Table.Rows.Buffers;
        for (int p = offsets[row]; p < offsets[row + 1]; p++) matrix[(columns[p] * stride) + column] = scale * values[p];
    }

    private static void Dots(DistinctCounts rows, double[] values, int row, double[] matrix, int stride, Span<double> dots)
    {
        var columns = rows.Table.Rows.RowColumns(row);
        FeatureMajorMatrix.Dots(matrix, stride, columns, values.AsSpan(rows.Table.Rows.RowOffsets[row], columns.Length), dots);
    }

    private static void Assign(DistinctCounts rows, double[] values, int k, int stride, double[] directions, int[] labels, int threads, CancellationToken cancellation) =>
        ParallelBlocks.Run(rows.Count, BlockSize, threads, cancellation, (_, from, to) =>
        {
            var dots = new double[stride];
            for (int row = from; row < to; row++)
            {
                cancellation.Check();
                Dots(rows, values, row, directions, stride, dots);
                labels[row] = rows.Labels?[row] is >= 0 and var label ? label : TensorPrimitives.IndexOfMax(dots.AsSpan(0, k));
            }
        });

    private static void Average(DistinctCounts rows, double[] values, int k, int stride, double[] directions, int[] labels, CancellationToken cancellation)
    {
        var isUsed = new bool[k];
        foreach (int label in labels) isUsed[label] = true;

        // A direction without documents stays as it is.
        var point = new CancellationPoint(cancellation);
        for (int c = 0; c < k; c++)
        {
            point.Pass(directions.Length / stride);
            for (int at = c; isUsed[c] && at < directions.Length; at += stride) directions[at] = 0;
        }

        var (offsets, columns, _) = rows.Table.Rows.Buffers;
        for (int row = 0; row < labels.Length; row++)
        {
            point.Pass(offsets[row + 1] - offsets[row]);
            for (int p = offsets[row]; p < offsets[row + 1]; p++) directions[(columns[p] * stride) + labels[row]] += rows.Counts[row] * values[p];
        }

        Normalise(directions, stride, ref point);
    }

    private static void Normalise(double[] directions, int stride, ref CancellationPoint point)
    {
        var norms = new double[stride];
        for (int at = 0; at < directions.Length; at += stride)
        {
            point.Pass(stride);
            var feature = directions.AsSpan(at, stride);
            TensorPrimitives.MultiplyAdd(feature, feature, norms, norms);
        }

        for (int c = 0; c < stride; c++) norms[c] = norms[c] > 0 ? 1 / Math.Sqrt(norms[c]) : 0;
        for (int at = 0; at < directions.Length; at += stride)
        {
            point.Pass(stride);
            var feature = directions.AsSpan(at, stride);
            TensorPrimitives.Multiply(feature, norms, feature);
        }
    }
}
