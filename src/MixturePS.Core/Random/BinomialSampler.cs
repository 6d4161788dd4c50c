namespace MixturePS.Core.Random;

/// <summary>Binomial draws identical to those of NumPy 1.19 to 2.3; constants are cached for repeated calls with equal parameters.</summary>
internal sealed class BinomialSampler
{
    /// <summary>The largest n min(p, 1 - p) for which inversion is used.</summary>
    public const double InversionUpTo = 30.0;

    private long _inversionN = -1;
    private double _inversionP;
    private BinomialInversion _inversion;
    private long _btpeN = -1;
    private double _btpeP;
    private BinomialBtpe _btpe;

    /// <summary>Draws the number of successes in n trials.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success, from 0 to 1; rounding of a sum may put it slightly above 1.</param>
    public long Sample(Pcg64 bits, long n, double p)
    {
        if (n == 0 || p == 0.0) return 0;
        return p <= 0.5 ? SampleRareOutcome(bits, n, p) : n - SampleRareOutcome(bits, n, 1.0 - p);
    }

    private long SampleRareOutcome(Pcg64 bits, long n, double p)
    {
        if (p * n <= InversionUpTo)
        {
            if (_inversionN != n || _inversionP != p)
            {
                _inversion = new BinomialInversion(n, p);
                (_inversionN, _inversionP) = (n, p);
            }

            return _inversion.Sample(bits);
        }

        if (_btpeN != n || _btpeP != p)
        {
            _btpe = new BinomialBtpe(n, p);
            (_btpeN, _btpeP) = (n, p);
        }

        return _btpe.Sample(bits);
    }
}
