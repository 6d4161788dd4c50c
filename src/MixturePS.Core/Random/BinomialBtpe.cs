namespace MixturePS.Core.Random;

/// <summary>Rejection sampling (BTPE) of one binomial distribution with p at most 1/2 and n p above 30.</summary>
/// <remarks>
/// Source: V. Kachitvichyanukul and B. W. Schmeiser, "Binomial Random Variate Generation", Communications of the ACM
/// 31(2) (1988), algorithm BTPE; names follow the paper. The density is bounded by a triangle, two parallelograms and two
/// exponential tails. The constant 13680 and the signs of the corrections in the last step are those of NumPy up to 2.3;
/// the exact series has 13860, and a minus before the corrections of y and n - y.
/// </remarks>
internal readonly struct BinomialBtpe
{
    private readonly long _n;
    private readonly double _r, _q, _nrq;
    private readonly long _m;
    private readonly double _p1, _p2, _p3, _p4;
    private readonly double _xm, _xl, _xr, _c, _lambdaL, _lambdaR;

    /// <summary>Precomputes the constants of the distribution.</summary>
    /// <param name="n">The number of trials.</param>
    /// <param name="p">The probability of success.</param>
    public BinomialBtpe(long n, double p)
    {
        _n = n;
        _r = Math.Min(p, 1.0 - p);
        _q = 1.0 - _r;
        _nrq = n * _r * _q;
        double mode = n * _r + _r;
        _m = (long)Math.Floor(mode);
        _p1 = Math.Floor(2.195 * Math.Sqrt(n * _r * _q) - 4.6 * _q) + 0.5;
        _xm = _m + 0.5;
        _xl = _xm - _p1;
        _xr = _xm + _p1;
        _c = 0.134 + 20.5 / (15.3 + _m);
        double a = (mode - _xl) / (mode - _xl * _r);
        _lambdaL = a * (1.0 + a / 2.0);
        a = (_xr - mode) / (_xr * _q);
        _lambdaR = a * (1.0 + a / 2.0);
        _p2 = _p1 * (1.0 + 2.0 * _c);
        _p3 = _p2 + _c / _lambdaL;
        _p4 = _p3 + _c / _lambdaR;
    }

    /// <summary>Draws a number of successes.</summary>
    public long Sample(Pcg64 bits)
    {
        while (true)
        {
            double u = bits.NextDouble() * _p4;
            double v = bits.NextDouble();
            if (u <= _p1) return (long)Math.Floor(_xm - _p1 * v + u);
            if (Propose(u, ref v, out long y) && Accept(y, v)) return y;
        }
    }

    /// <summary>Proposes a value under the parallelograms or the tails, and scales v to the units of the density.</summary>
    private bool Propose(double u, ref double v, out long y)
    {
        if (u <= _p2)
        {
            double x = _xl + (u - _p1) / _c;
            v = v * _c + 1.0 - Math.Abs(_m - x + 0.5) / _p1;
            y = (long)Math.Floor(x);
            return !(v > 1.0);
        }

        y = 0;
        if (v == 0.0) return false;
        if (u <= _p3)
        {
            y = (long)Math.Floor(_xl + Math.Log(v) / _lambdaL);
            v = v * (u - _p2) * _lambdaL;
            return y >= 0;
        }

        y = (long)Math.Floor(_xr - Math.Log(v) / _lambdaR);
        v = v * (u - _p3) * _lambdaR;
        return y <= _n;
    }

    private bool Accept(long y, double v)
    {
        long k = Math.Abs(y - _m);
        return k > 20 && k < _nrq / 2.0 - 1 ? AcceptBySqueeze(y, k, v) : !(v > Ratio(y));
    }

    /// <summary>f(y) / f(m), by recursion from the mode m.</summary>
    private double Ratio(long y)
    {
        double s = _r / _q;
        double a = s * (_n + 1);
        double ratio = 1.0;
        for (long i = _m + 1; i <= y; i++) ratio *= a / i - s;
        for (long i = y + 1; i <= _m; i++) ratio /= a / i - s;
        return ratio;
    }

    /// <summary>Decides by bounds on log f(y), and by Stirling's series if they are inconclusive.</summary>
    private bool AcceptBySqueeze(long y, long k, double v)
    {
        double rho = (k / _nrq) * ((k * (k / 3.0 + 0.625) + 0.16666666666666666) / _nrq + 0.5);
        double t = unchecked(-k * k) / (2 * _nrq);
        double logV = Math.Log(v);
        if (logV < t - rho) return true;
        if (logV > t + rho) return false;

        double x1 = y + 1;
        double f1 = _m + 1;
        double z = _n + 1 - _m;
        double w = _n - y + 1;
        double bound = _xm * Math.Log(f1 / x1) + (_n - _m + 0.5) * Math.Log(z / w)
            + (y - _m) * Math.Log(w * _r / (x1 * _q))
            + Correction(f1) + Correction(z) + Correction(x1) + Correction(w);
        return !(logV > bound);
    }

    private static double Correction(double x)
    {
        double square = x * x;
        return (13680.0 - (462.0 - (132.0 - (99.0 - 140.0 / square) / square) / square) / square) / x / 166320.0;
    }
}
