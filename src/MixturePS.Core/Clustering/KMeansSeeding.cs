using MixturePS.Core.Numerics;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The documents that a start of k-means takes as its first centres, drawn as scikit-learn 1.3 and later draws them.
/// </summary>
internal static class KMeansSeeding
{
    private const int BlockSize = 2048;

    /// <summary>
    /// Greedy k-means++ (Arthur and Vassilvitskii 2007, section 2.2 and its experiments): the first centre is a document
    /// drawn evenly; each further one the best of 2 + ln K documents drawn with probability proportional to their
    /// squared distance from the nearest centre.
    /// </summary>
    /// <param name="points">The documents.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="random">The stream to draw from; advanced.</param>
    /// <param name="threads">The most threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <returns>The documents chosen, from zero; length K.</returns>
    public static int[] PlusPlus(PointSet points, int k, LegacyRandomState random, int threads, CancellationToken cancellation)
    {
        int n = points.RowOf.Length;
        int trials = 2 + (int)Math.Log(k);
        var chosen = new int[k];
        chosen[0] = random.Choice(n, EvenProbabilities(n));

        var candidates = new[] { chosen[0] };
        var distances = CandidateDistances(points, candidates, null, isFirst: true, threads, cancellation);
        double potential = Potentials(points, distances, 1)[0];
        var closest = distances;
        var targets = new double[trials];
        for (int c = 1; c < k; c++)
        {
            cancellation.ThrowIfCancellationRequested();
            random.Uniform(0, 1, targets);
            for (int t = 0; t < trials; t++) targets[t] *= potential;
            candidates = Search(points, closest, targets);
            distances = CandidateDistances(points, candidates, closest, isFirst: false, threads, cancellation);
            var potentials = Potentials(points, distances, trials);
            int best = 0;
            for (int t = 1; t < trials; t++)
                if (potentials[t] < potentials[best]) best = t;
            chosen[c] = candidates[best];
            potential = potentials[best];
            for (int row = 0; row < closest.Length; row++) closest[row] = distances[(row * trials) + best];
        }

        return chosen;
    }

    /// <summary>K different documents, drawn evenly.</summary>
    public static int[] Random(PointSet points, int k, LegacyRandomState random) =>
        random.Choice(points.RowOf.Length, k, replace: false, EvenProbabilities(points.RowOf.Length));

    private static double[] EvenProbabilities(int n)
    {
        var result = new double[n];
        Array.Fill(result, 1.0 / n);
        return result;
    }

    /// <summary>The squared distance of each distinct row from each candidate, or from its nearest centre where that is nearer; rows x candidates.</summary>
    private static double[] CandidateDistances(PointSet points, int[] candidates, double[]? closest, bool isFirst, int threads, CancellationToken cancellation)
    {
        int count = candidates.Length, features = points.FeatureCount;
        var centers = new double[count * features];
        var norms = new double[count];
        for (int t = 0; t < count; t++)
        {
            int row = points.RowOf[candidates[t]];
            var center = centers.AsSpan(t * features, features);
            points.CopyTo(row, center);
            norms[t] = isFirst ? SumOfProducts.Squares(center) : points.SquaredNorms[row];
        }

        var kernel = new CenterKernel(centers, count, features);
        var result = new double[points.Count * count];
        ParallelBlocks.Run(points.Count, BlockSize, threads, cancellation, (_, from, to) =>
        {
            var dots = new double[kernel.Stride];
            for (int row = from; row < to; row++)
            {
                int start = points.Offsets[row], length = points.Offsets[row + 1] - start;
                kernel.Dots(points.Columns.AsSpan(start, length), points.Values.AsSpan(start, length), dots);
                for (int t = 0; t < count; t++)
                {
                    double distance = Math.Max(0, ((-2 * dots[t]) + norms[t]) + points.SquaredNorms[row]);
                    result[(row * count) + t] = closest is null ? distance : Math.Min(closest[row], distance);
                }
            }
        });
        return result;
    }

    /// <summary>The sum over documents, one after the other, of the distances in each column.</summary>
    private static double[] Potentials(PointSet points, double[] distances, int count)
    {
        var sums = new double[count];
        foreach (int row in points.RowOf)
        {
            int start = row * count;
            for (int t = 0; t < sums.Length; t++) sums[t] += distances[start + t];
        }

        return sums;
    }

    /// <summary>The first document up to which the distances sum to each target or more; the last one where none does.</summary>
    private static int[] Search(PointSet points, double[] closest, double[] targets)
    {
        int n = points.RowOf.Length;
        var order = new int[targets.Length];
        for (int t = 0; t < order.Length; t++) order[t] = t;
        Array.Sort((double[])targets.Clone(), order);
        var found = new int[targets.Length];
        Array.Fill(found, n - 1);
        double sum = 0;
        int next = 0;
        for (int i = 0; i < n && next < order.Length; i++)
        {
            sum += closest[points.RowOf[i]];
            while (next < order.Length && sum >= targets[order[next]]) found[order[next++]] = i;
        }

        return found;
    }
}
