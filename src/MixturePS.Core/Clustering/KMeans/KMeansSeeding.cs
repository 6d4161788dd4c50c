using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>The documents that a start of k-means uses as its first centres, drawn as scikit-learn 1.3 and later draw them.</summary>
internal static class KMeansSeeding
{
    /// <summary>
    /// Greedy k-means++ (Arthur, D. and Vassilvitskii, S. (2007), k-means++: the advantages of careful seeding, SODA 2007,
    /// section 2.2 and its experiments): the first centre is a document drawn uniformly; each further one is the best of
    /// 2 + ln K documents drawn with probability proportional to their squared distance from the nearest centre.
    /// </summary>
    /// <remarks>
    /// <code>
    /// c_1 = a document drawn uniformly;  D(i) = |x_i - c_1|^2
    /// for c = 2 ... K
    ///     draw 2 + ln K candidates t, document i with probability D(i) / sum of D
    ///     c = argmin over t of sum over i of min(D(i), |x_i - x_t|^2)        ties go to the first candidate
    ///     D(i) = min(D(i), |x_i - c|^2)
    /// </code>
    /// The distances are computed by <see cref="SeedingDistances"/>, and all candidates are searched for in one pass over
    /// the cumulative sums.
    /// </remarks>
    /// <param name="points">The documents.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="random">The stream to draw from; advanced.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="progress">Receives the number of chosen centres, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="width">The vectors to use; the result is the same with each.</param>
    /// <returns>The chosen documents, from zero; length K.</returns>
    public static int[] PlusPlus(PointSet points, int k, LegacyRandomState random, int threads, StartProgress? progress, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest)
    {
        using var distances = Distances(points, k, threads, cancellation, width);
        return PlusPlus(points, distances, k, random, progress, cancellation);
    }

    /// <summary>Room for the distances that centres are chosen by.</summary>
    /// <inheritdoc cref="PlusPlus(PointSet, int, LegacyRandomState, int, StartProgress?, CancellationToken, VectorWidth)"/>
    public static SeedingDistances Distances(PointSet points, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest) =>
        new(points, Trials(k), k, threads, cancellation, width);

    /// <param name="points">The documents.</param>
    /// <param name="distances">Room for their distances; overwritten.</param>
    /// <param name="k">The number of centres.</param>
    /// <param name="random">The stream to draw from; advanced.</param>
    /// <param name="progress">Receives the number of chosen centres, on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <inheritdoc cref="PlusPlus(PointSet, int, LegacyRandomState, int, StartProgress?, CancellationToken, VectorWidth)"/>
    public static int[] PlusPlus(PointSet points, SeedingDistances distances, int k, LegacyRandomState random, StartProgress? progress, CancellationToken cancellation)
    {
        int n = points.RowOf.Length, trials = Trials(k);
        var chosen = new int[k];
        chosen[0] = random.UniformChoice(n);
        distances.First(chosen[0]);
        var potentials = new double[trials];
        distances.Potentials(potentials);
        double potential = potentials[0];
        distances.Take(0);
        var targets = new double[trials];
        for (int c = 1; c < k; c++)
        {
            cancellation.Check();
            progress?.Chosen(c, k);
            random.Uniform(0, 1, targets);
            for (int t = 0; t < trials; t++) targets[t] *= potential;
            var candidates = Search(points, distances.Closest, targets, cancellation);
            distances.Compute(candidates);
            distances.Potentials(potentials);
            int best = 0;
            for (int t = 1; t < trials; t++)
                if (potentials[t] < potentials[best]) best = t;
            chosen[c] = candidates[best];
            potential = potentials[best];
            distances.Take(best);
        }

        return chosen;
    }

    /// <summary>K different documents, drawn uniformly.</summary>
    public static int[] Random(PointSet points, int k, LegacyRandomState random)
    {
        var even = new double[points.RowOf.Length];
        Array.Fill(even, 1.0 / even.Length);
        return random.Choice(even.Length, k, replace: false, even);
    }

    private static int Trials(int k) => 2 + (int)Math.Log(k);

    /// <summary>For each target the first document at which the cumulative sum of the distances reaches it, or the last document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int[] Search(PointSet points, ReadOnlySpan<double> closest, double[] targets, CancellationToken cancellation)
    {
        var rowOf = points.RowOf;
        int n = rowOf.Length;
        var order = new int[targets.Length];
        for (int t = 0; t < order.Length; t++) order[t] = t;
        Array.Sort((double[])targets.Clone(), order);
        var found = new int[targets.Length];
        Array.Fill(found, n - 1);
        double sum = 0;
        int i = 0;
        foreach (int t in order)
        {
            double target = targets[t];
            bool isReached = false;
            while (i < n && !isReached)
            {
                cancellation.Check();
                for (int end = Math.Min(n, i + CancellationPoint.Interval); i < end; i++)
                {
                    double next = sum + closest[rowOf[i]];
                    isReached = next >= target;
                    if (isReached) break;
                    sum = next;
                }
            }

            if (!isReached) break;
            found[t] = i;
        }

        return found;
    }
}
