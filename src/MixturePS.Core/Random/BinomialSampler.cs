namespace MixturePS.Core.Random;

/// <summary>Binomial draws as NumPy 1.19 to 2.3 make them, with the last set-up kept for equal calls.</summary>
internal sealed class BinomialSampler
{
    /// <summary>The largest n min(p, 1 - p) that is drawn by inversion.</summary>
    public const double InversionUpTo = 30.0;

    private long _inversionN = -1;
    private double _inversionP;
    private BinomialInversion _inversion;
    private long _btpeN = -1;
    private double _btpeP;
    private BinomialBtpe _btpe;

    /// <summary>A draw from n trials.</summary>
    /// <param name="bits">The stream; advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="p">The probability of success from 0 to 1, or above 1 by what a sum's rounding leaves.</param>
    public long Sample(Pcg64 bits, long n, double p)
    {
        if (n == 0 || p == 0.0) return 0;
        return p <= 0.5 ? Rarer(bits, n, p) : n - Rarer(bits, n, 1.0 - p);
    }

    private long Rarer(Pcg64 bits, long n, double p)
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
