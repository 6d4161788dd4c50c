using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>Validation and cumulative sums of probability vectors.</summary>
internal static class Probabilities
{
    /// <summary>The amount by which the sum of all but the last probability of a multinomial may exceed 1.</summary>
    private const double MultinomialTolerance = 1e-12;

    // The square root of the machine epsilon of doubles.
    private const double ChoiceTolerance = 1.4901161193847656e-08;

    /// <summary>Validates multinomial probabilities; the last one is taken to be 1 minus the sum of the others.</summary>
    /// <exception cref="MixtureException">InvalidProbability.</exception>
    public static void CheckMultinomial(ReadOnlySpan<double> p)
    {
        CheckEach(p);
        double sum = Sum(p[..^1]);
        if (sum > 1.0 + MultinomialTolerance)
            throw MixtureError.InvalidProbability(FormattableString.Invariant($"all but the last sum to {sum:R}"), sum);
    }

    /// <summary>The cumulative distribution of a weighted choice: running sums divided by the last one.</summary>
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

    /// <summary>Writes the running sums of p, divided by the last one, to the result; both have the same length, one or more.</summary>
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

    /// <summary>The first index whose cumulative sum is above u (NumPy's <c>searchsorted</c> with side "right").</summary>
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

    /// <summary>Validates that a probability is from 0 to 1.</summary>
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

    /// <summary>The sum with Kahan's compensation (1965).</summary>
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
