using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The sum of a probability of labels over all K! permutations of the labels.</summary>
internal static class LabelPermutations
{
    /// <summary>The most sets of labels that are kept. A sum over 12 clusters needs at most 924.</summary>
    private const int MostSets = 1 << 13;

    /// <summary>Sets less probable than the best by more than this don't matter.</summary>
    private const double Negligible = 50;

    /// <summary>
    /// log sum_s prod_k exp(scores[k, s(k)]) over all permutations s: the logarithm of a permanent. It is computed row by row,
    /// over the sets of labels that are in use: 2^K instead of K! terms, of which only those that matter are kept. A cluster
    /// without documents has a row of zeros. With more than 128 labels, only the permutations of such clusters are counted.
    /// </summary>
    /// <param name="scores">The logarithm of the probability of cluster k's documents under each label, K x K.</param>
    /// <param name="isEmpty">Whether each cluster has no documents; length K.</param>
    /// <returns>The exact logarithm, or a lower bound if sets had to be dropped.</returns>
    public static double LogSum(double[] scores, bool[] isEmpty)
    {
        int k = isEmpty.Length, empty = isEmpty.Count(value => value);
        double permuted = RisingFactorial.Log(1, empty);
        if (k > 128)
        {
            for (int c = 0; c < k; c++)
                if (!isEmpty[c]) permuted += scores[(c * k) + c];
            return permuted;
        }

        var sets = new List<(UInt128 Labels, double Log)> { (0, 0) };
        for (int c = 0; c < k; c++)
        {
            if (isEmpty[c]) continue;
            var next = new Dictionary<UInt128, double>();
            foreach (var (labels, log) in sets)
            {
                for (int label = 0; label < k; label++)
                {
                    UInt128 bit = UInt128.One << label;
                    if ((labels & bit) != 0) continue;
                    double value = log + scores[(c * k) + label];
                    next[labels | bit] = next.TryGetValue(labels | bit, out double other) ? LogSumExp.Of([value, other]) : value;
                }
            }

            double least = next.Values.Max() - Negligible;
            sets = [.. next.Where(set => set.Value >= least).OrderByDescending(set => set.Value).ThenBy(set => set.Key).Take(MostSets).Select(set => (set.Key, set.Value))];
        }

        return permuted + LogSumExp.Of([.. sets.Select(set => set.Log)]);
    }
}
