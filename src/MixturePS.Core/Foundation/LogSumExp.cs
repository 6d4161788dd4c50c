namespace MixturePS.Core.Foundation;

/// <summary>
/// Sums of probabilities in log space. The greatest logarithm is subtracted before exponentiating, so that neither overflow
/// nor underflow of single terms matters: log sum_k exp(s_k) = m + log sum_k exp(s_k - m) with m = max_k s_k. Terms of minus
/// infinity count as probability zero. Exponentials are computed one by one: a vectorised exponential can round differently
/// after the runtime recompiles it, so that the bits of a result would depend on when it is computed.
/// </summary>
internal static class LogSumExp
{
    /// <summary>The logarithm of the sum of exponentials; minus infinity if every score is.</summary>
    public static double Of(ReadOnlySpan<double> scores)
    {
        double greatest = Greatest(scores), sum = 0;
        if (double.IsNegativeInfinity(greatest)) return greatest;
        foreach (double score in scores) sum += Math.Exp(score - greatest);
        return greatest + Math.Log(sum);
    }

    /// <summary>Replaces scores by the exponentials of their differences from the greatest score, which must be finite.</summary>
    /// <param name="scores">The scores; overwritten. The greatest becomes 1.</param>
    /// <returns>The greatest score, and the sum of the exponentials, at least 1.</returns>
    public static (double Greatest, double Sum) Exponentiate(Span<double> scores)
    {
        double greatest = Greatest(scores), sum = 0;
        foreach (ref double score in scores) sum += score = Math.Exp(score - greatest);
        return (greatest, sum);
    }

    /// <summary>Replaces scores, the greatest of which must be finite, by probabilities proportional to their exponentials.</summary>
    /// <param name="scores">The scores; overwritten with probabilities that sum to 1.</param>
    /// <returns>The logarithm of the sum of exponentials.</returns>
    public static double Normalize(Span<double> scores)
    {
        var (greatest, sum) = Exponentiate(scores);
        foreach (ref double score in scores) score /= sum;
        return greatest + Math.Log(sum);
    }

    /// <summary>
    /// The scores of clusters of which some exclude words: the clusters with the fewest excluded tokens keep their score, and
    /// the others get minus infinity. With every zero probability raised to the same small epsilon, a cluster's probability is
    /// proportional to epsilon to the power of its excluded tokens, so this is the limit for epsilon towards zero.
    /// </summary>
    /// <param name="scores">The log-probabilities without the excluded tokens; overwritten.</param>
    /// <param name="excluded">The number of excluded tokens of each cluster; same length.</param>
    /// <returns>The fewest excluded tokens: zero if some cluster allows the document.</returns>
    public static double KeepFewestExcluded(Span<double> scores, ReadOnlySpan<double> excluded)
    {
        double fewest = double.PositiveInfinity;
        foreach (double tokens in excluded) fewest = Math.Min(fewest, tokens);
        for (int k = 0; k < scores.Length; k++)
            if (excluded[k] > fewest) scores[k] = double.NegativeInfinity;
        return fewest;
    }

    private static double Greatest(ReadOnlySpan<double> scores)
    {
        double greatest = double.NegativeInfinity;
        foreach (double score in scores) greatest = Math.Max(greatest, score);
        return greatest;
    }
}
