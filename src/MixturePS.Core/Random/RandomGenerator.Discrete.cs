using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

public sealed partial class RandomGenerator
{
    /// <summary>Draws the number of successes in n trials (Kachitvichyanukul and Schmeiser 1988: BINV, and BTPE for n min(p, 1 - p) above 30).</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success, from 0 to 1.</param>
    /// <exception cref="MixtureException">InvalidOption for n; InvalidProbability for p.</exception>
    public long Binomial(long n, double p)
    {
        CheckTrials(n);
        Probabilities.Check(p);
        return _binomial.Sample(Bits, n, p);
    }

    /// <summary>Draws the counts of the categories in n trials: one binomial draw per category from the remaining trials.</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of each category; length J, one or more. The last one is taken to be 1 minus the sum of the others.</param>
    /// <param name="result">Receives counts that sum to n; length J.</param>
    /// <exception cref="MixtureException">
    /// InvalidOption for n; InvalidProbability if a probability isn't from 0 to 1 or all but the last sum above
    /// 1 + 1e-12; ShapeMismatch if the lengths differ.
    /// </exception>
    public void Multinomial(long n, ReadOnlySpan<double> p, Span<long> result)
    {
        CheckTrials(n);
        Probabilities.CheckMultinomial(p);
        if (result.Length != p.Length)
            throw MixtureError.ShapeMismatch($"p has {Counted.Of(p.Length, "value")}, but the result has room for {result.Length}", result.Length);
        double leftOfOne = 1.0;
        long left = n;
        result.Clear();
        for (int j = 0; j < p.Length - 1 && left > 0; j++)
        {
            result[j] = _binomial.Sample(Bits, left, p[j] / leftOfOne);
            left -= result[j];
            leftOfOne -= p[j];
        }

        if (left > 0) result[^1] = left;
    }

    /// <summary>Draws several rows of counts; the same as one call per row, but faster.</summary>
    /// <param name="n">The number of trials per row, zero or more.</param>
    /// <param name="p">The probability of each category, as for one row; length J.</param>
    /// <param name="size">The number of rows, zero or more.</param>
    /// <param name="result">Receives size x J counts in row-major order; each row sums to n.</param>
    /// <exception cref="MixtureException">As for one row, and InvalidSize.</exception>
    public void Multinomial(long n, ReadOnlySpan<double> p, int size, Span<long> result)
    {
        CheckTrials(n);
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        Probabilities.CheckMultinomial(p);
        if (result.Length != (long)size * p.Length)
            throw MixtureError.ShapeMismatch($"the draws are {size} x {p.Length}, but the result has room for {result.Length}", result.Length);
        var sampler = new MultinomialSampler(p);
        for (int i = 0; i < size; i++) sampler.Sample(Bits, n, result.Slice(i * p.Length, p.Length));
    }

    /// <summary>Draws from the Poisson distribution (Knuth's multiplication; from a mean of 10 on, Hormann 1993, PTRS).</summary>
    /// <param name="mean">The mean, from 0 to about 9.2e18.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public long Poisson(double mean)
    {
        if (!(mean >= 0 && mean <= PoissonSampler.LargestMean))
            throw MixtureError.InvalidOption("The mean", FormattableString.Invariant($"must be zero or more and at most {PoissonSampler.LargestMean:R}; it is {mean:R}"), mean);
        return PoissonSampler.Sample(Bits, mean);
    }

    /// <summary>Draws the number of failures before the n-th success: a Poisson draw whose mean is a gamma draw.</summary>
    /// <param name="n">The number of successes, above zero; it may be fractional.</param>
    /// <param name="p">The probability of success, above 0 and at most 1.</param>
    /// <exception cref="MixtureException">InvalidOption for n, or if the counts could exceed 64 bits; InvalidProbability for p.</exception>
    public long NegativeBinomial(double n, double p)
    {
        if (!(n > 0 && double.IsFinite(n))) throw NotAboveZero("N", n);
        Probabilities.Check(p);
        if (p == 0) throw MixtureError.InvalidProbability("with probability 0, a success never occurs", p);
        double scale = (1 - p) / p;
        if (scale * (n + 10 * Math.Sqrt(n)) > PoissonSampler.LargestMean)
            throw MixtureError.InvalidOption("N", FormattableString.Invariant($"is too large for p = {p:R}; it is {n:R}"), n);
        return PoissonSampler.Sample(Bits, scale * GammaSampler.Standard(Bits, n));
    }

    private static void CheckTrials(long n)
    {
        if (n < 0) throw MixtureError.InvalidOption("The number of trials", $"must be zero or more; it is {n}", n);
    }
}
