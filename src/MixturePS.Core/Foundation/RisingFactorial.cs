namespace MixturePS.Core.Foundation;

/// <summary>The logarithm of a rising factorial, x (x + 1) ... (x + n - 1), accurate also for huge x or n.</summary>
internal static class RisingFactorial
{
    private const double Shift = 12;

    /// <summary>ln(Gamma(x + n) / Gamma(x)).</summary>
    /// <remarks>
    /// A few factors are multiplied directly. Otherwise the result is the difference of two Stirling series, rearranged so that
    /// their large common terms cancel analytically; an x below 12 is first shifted up by multiplying factors.
    /// </remarks>
    /// <param name="x">A finite number above zero.</param>
    /// <param name="n">The number of factors, zero or more.</param>
    public static double Log(double x, double n)
    {
        if (n <= 0) return 0;
        double product = 1;

        // Twelve factors below 1e20 can't overflow.
        if (n <= Shift && x < 1e20)
        {
            for (int i = 0; i < n; i++) product *= x + i;
            return Math.Log(product);
        }

        for (; x < Shift; x++, n--) product *= x;
        double end = x + n;
        return Math.Log(product) + ((x - 0.5) * Log1P(n / x)) + (n * (Math.Log(end) - 1)) + (Series(end) - Series(x));
    }

    /// <summary>ln(1 + u), accurate also near zero (Kahan's correction).</summary>
    private static double Log1P(double u)
    {
        double sum = 1 + u;
        return sum == 1 ? u : Math.Log(sum) * (u / (sum - 1));
    }

    private static double Series(double x)
    {
        double square = 1 / (x * x);
        return ((1.0 / 12) - (square * ((1.0 / 360) - (square * ((1.0 / 1260) - (square * ((1.0 / 1680) - (square / 1188)))))))) / x;
    }
}
