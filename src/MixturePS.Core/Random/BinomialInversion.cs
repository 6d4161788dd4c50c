using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>The binomial distribution of n trials with p of at most 1/2 and n p of at most 30, set up for inversion.</summary>
/// <remarks>
/// Source: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial Random Variate Generation", Communications of the ACM
/// 31(2) (1988), algorithm BINV; with NumPy's bound on the search, beyond which it draws again.
/// </remarks>
internal readonly struct BinomialInversion
{
    private readonly long _n;
    private readonly double _p;
    private readonly double _q;

    /// <summary>Sets the distribution up.</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success.</param>
    public BinomialInversion(long n, double p)
        : this(n, p, 1.0 - p, Math.Log(1.0 - p))
    {
    }

    /// <summary>Sets the distribution up where the logarithm is known, for many n with one p.</summary>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success.</param>
    /// <param name="q">1 - p.</param>
    /// <param name="logQ">log(1 - p).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BinomialInversion(long n, double p, double q, double logQ)
    {
        (_n, _p, _q) = (n, p, q);
        None = Math.Exp(n * logQ);
        Mean = n * p;
        Bound = (long)Math.Min(n, Mean + 10.0 * Math.Sqrt(Mean * q + 1));
    }

    /// <summary>The mean number of successes.</summary>
    public double Mean { get; }

    /// <summary>The probability of no success.</summary>
    public double None { get; }

    /// <summary>The largest number of successes that the search tries.</summary>
    public long Bound { get; }

    /// <summary>The probability of as many successes, from that of one fewer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Next(long successes, double previous) => (_n - successes + 1) * _p * previous / (successes * _q);

    /// <summary>A draw.</summary>
    public long Sample(Pcg64 bits) => Search(bits, bits.NextDouble(), 0, None);

    /// <summary>
    /// A draw whose search stands at some number of successes: u is what the probabilities of fewer have left of it.
    /// </summary>
    public long Search(Pcg64 bits, double u, long successes, double probability)
    {
        while (true)
        {
            if (successes > Bound)
            {
                successes = 0;
                probability = None;
                u = bits.NextDouble();
            }

            if (!(u > probability)) return successes;
            u -= probability;
            probability = Next(++successes, probability);
        }
    }
}
