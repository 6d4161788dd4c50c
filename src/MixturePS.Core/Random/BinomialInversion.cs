using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>Inversion sampling (BINV) of one binomial distribution with p at most 1/2 and n p at most 30.</summary>
/// <remarks>
/// Source: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial Random Variate Generation", Communications of the ACM
/// 31(2) (1988), algorithm BINV, with NumPy's bound on the search, beyond which it restarts with a new uniform.
/// </remarks>
internal readonly struct BinomialInversion
{
    private readonly long _n;
    private readonly double _p;
    private readonly double _q;

    /// <summary>Precomputes the constants of the distribution.</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success.</param>
    public BinomialInversion(long n, double p)
        : this(n, p, 1.0 - p, Math.Log(1.0 - p))
    {
    }

    /// <summary>Precomputes the constants of the distribution with a known logarithm, for many n with the same p.</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success.</param>
    /// <param name="q">1 - p.</param>
    /// <param name="logQ">log(1 - p).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BinomialInversion(long n, double p, double q, double logQ)
    {
        (_n, _p, _q) = (n, p, q);
        ProbabilityOfZero = Math.Exp(n * logQ);
        Mean = n * p;
        Bound = (long)Math.Min(n, Mean + 10.0 * Math.Sqrt(Mean * q + 1));
    }

    /// <summary>The mean number of successes.</summary>
    public double Mean { get; }

    /// <summary>The probability of zero successes.</summary>
    public double ProbabilityOfZero { get; }

    /// <summary>The largest number of successes in the search.</summary>
    public long Bound { get; }

    /// <summary>The probability of a number of successes, by recursion from that of one fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next(long successes, double previous) => (_n - successes + 1) * _p * previous / (successes * _q);

    /// <summary>Draws a number of successes.</summary>
    public long Sample(Pcg64 bits) => Search(bits, bits.NextDouble(), 0, ProbabilityOfZero);

    /// <summary>
    /// Continues the search from a number of successes: u is the uniform draw minus the probabilities of all smaller numbers.
    /// </summary>
    public long Search(Pcg64 bits, double u, long successes, double probability)
    {
        while (true)
        {
            if (successes > Bound)
            {
                successes = 0;
                probability = ProbabilityOfZero;
                u = bits.NextDouble();
            }

            if (!(u > probability)) return successes;
            u -= probability;
            probability = Next(++successes, probability);
        }
    }
}
