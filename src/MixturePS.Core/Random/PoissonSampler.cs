namespace MixturePS.Core.Random;

/// <summary>Poisson draws identical to those of NumPy's <c>Generator</c>.</summary>
/// <remarks>
/// Sources: for means below 10, D. E. Knuth, "The Art of Computer Programming", volume 2, 3.4.1 (multiplication of
/// uniforms); otherwise W. Hormann, "The transformed rejection method for generating Poisson random variables", Insurance:
/// Mathematics and Economics 12 (1993), algorithm PTRS.
/// </remarks>
internal static class PoissonSampler
{
    /// <summary>The largest mean that leaves ten standard deviations below the largest 64-bit integer.</summary>
    public static readonly double LargestMean = long.MaxValue - Math.Sqrt(long.MaxValue) * 10;

    // Coefficients of Stirling's series, highest order first.
    private static ReadOnlySpan<double> Stirling =>
    [
        -1.39243221690590e+00, 1.796443723688307e-01, -2.955065359477124e-02, 6.410256410256410e-03,
        -1.917526917526918e-03, 8.417508417508418e-04, -5.952380952380952e-04, 7.936507936507937e-04,
        -2.777777777777778e-03, 8.333333333333333e-02,
    ];

    /// <summary>Draws from the Poisson distribution with the given mean, zero or more.</summary>
    public static long Sample(Pcg64 bits, double mean)
    {
        if (mean >= 10) return TransformedRejection(bits, mean);
        return mean == 0 ? 0 : Multiplication(bits, mean);
    }

    private static long Multiplication(Pcg64 bits, double mean)
    {
        double limit = Math.Exp(-mean);
        double product = 1.0;
        long count = 0;
        while (true)
        {
            product *= bits.NextDouble();
            if (product <= limit) return count;
            count++;
        }
    }

    private static long TransformedRejection(Pcg64 bits, double mean)
    {
        double root = Math.Sqrt(mean);
        double logMean = Math.Log(mean);
        double b = 0.931 + 2.53 * root;
        double a = -0.059 + 0.02483 * b;
        double inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
        double quickAccept = 0.9277 - 3.6224 / (b - 2);
        while (true)
        {
            double u = bits.NextDouble() - 0.5;
            double v = bits.NextDouble();
            double us = 0.5 - Math.Abs(u);
            long k = ToInt64(Math.Floor((2 * a / us + b) * u + mean + 0.43));
            if (us >= 0.07 && v <= quickAccept) return k;
            if (k < 0 || (us < 0.013 && v > us)) continue;
            if (Math.Log(v) + Math.Log(inverseAlpha) - Math.Log(a / (us * us) + b)
                <= -mean + k * logMean - LogGamma(unchecked(k + 1)))
                return k;
        }
    }

    /// <summary>log Gamma(x) for x above zero, by NumPy's own approximation, because its last bits can decide a draw.</summary>
    /// <remarks>Source: S. Zhang and J. Jin, "Computation of Special Functions" (1996), section 3.1.</remarks>
    private static double LogGamma(double x)
    {
        if (x == 1.0 || x == 2.0) return 0.0;
        long shift = x < 7.0 ? (long)(7 - x) : 0;
        double shifted = x + shift;
        double inverseSquare = (1.0 / shifted) * (1.0 / shifted);
        const double logTwoPi = 1.8378770664093453;
        double series = Stirling[0];
        for (int k = 1; k < Stirling.Length; k++) series = series * inverseSquare + Stirling[k];
        double result = series / shifted + 0.5 * logTwoPi + (shifted - 0.5) * Math.Log(shifted) - shifted;
        for (long k = 1; k <= shift; k++)
        {
            result -= Math.Log(shifted - 1.0);
            shifted -= 1.0;
        }

        return result;
    }

    /// <summary>Truncates towards zero; a value outside the range of 64-bit integers becomes the lowest one, which is then rejected.</summary>
    private static long ToInt64(double value) =>
        value is >= -9223372036854775808.0 and < 9223372036854775808.0 ? (long)value : long.MinValue;
}
