using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>The checks and sums of probability vectors that draws rest on.</summary>
internal static class Probabilities
{
    /// <summary>How far all but the last probability of a multinomial may sum above 1.</summary>
    private const double MultinomialTolerance = 1e-12;

    // The square root of the spacing of doubles at 1.
    private const double ChoiceTolerance = 1.4901161193847656e-08;

    /// <summary>Refuses what is no distribution of a multinomial; the last probability is taken for what is left.</summary>
    /// <exception cref="MixtureException">InvalidProbability.</exception>
    public static void CheckMultinomial(ReadOnlySpan<double> p)
    {
        CheckEach(p);
        double sum = Sum(p[..^1]);
        if (sum > 1.0 + MultinomialTolerance)
            throw MixtureError.InvalidProbability(FormattableString.Invariant($"all but the last sum to {sum:R}"), sum);
    }

    /// <summary>The distribution function of a weighted choice: running sums over their last.</summary>
    /// <exception cref="MixtureException">InvalidProbability if p isn't a distribution that sums to 1.</exception>
    public static double[] CheckedCumulative(ReadOnlySpan<double> p)
    {
        CheckEach(p);
        double sum = Sum(p);
        if (Math.Abs(sum - 1.0) > ChoiceTolerance)
            throw MixtureError.InvalidProbability(FormattableString.Invariant($"they sum to {sum:R}"), sum);
        var cumulative = new double[p.Length];
        Cumulate(p, cumulative);
        return cumulative;
    }

    /// <summary>Running sums of p over their last, into the result; both of the same length, one or more.</summary>
    public static void Cumulate(ReadOnlySpan<double> p, Span<double> result)
    {
        double sum = 0.0;
        for (int i = 0; i < p.Length; i++)
        {
            sum += p[i];
            result[i] = sum;
        }

        for (int i = 0; i < result.Length; i++) result[i] /= sum;
    }

    /// <summary>The first place whose running sum is above u, as a search "to the right" among equal sums.</summary>
    public static int Search(ReadOnlySpan<double> cumulative, double u)
    {
        int low = 0, high = cumulative.Length;
        while (low < high)
        {
            int middle = (low + high) >>> 1;
            if (cumulative[middle] <= u) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    /// <summary>Refuses a probability outside 0 to 1.</summary>
    /// <exception cref="MixtureException">InvalidProbability.</exception>
    public static void Check(double p)
    {
        if (!(p >= 0.0 && p <= 1.0)) throw MixtureError.InvalidProbability(FormattableString.Invariant($"one is {p:R}"), p);
    }

    private static void CheckEach(ReadOnlySpan<double> p)
    {
        if (p.Length == 0) throw MixtureError.InvalidProbability("there are none", null);
        for (int i = 0; i < p.Length; i++)
        {
            if (!(p[i] >= 0.0 && p[i] <= 1.0))
                throw MixtureError.InvalidProbability(FormattableString.Invariant($"the one at index {i} is {p[i]:R}"), p[i]);
        }
    }

    /// <summary>The sum with the rounding of each step carried on to the next (Kahan 1965).</summary>
    private static double Sum(ReadOnlySpan<double> p)
    {
        double sum = 0.0, carry = 0.0;
        foreach (double value in p)
        {
            double corrected = value - carry;
            double next = sum + corrected;
            carry = next - sum - corrected;
            sum = next;
        }

        return sum;
    }
}
