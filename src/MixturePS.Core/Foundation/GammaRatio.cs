namespace MixturePS.Core.Foundation;

/// <summary>
/// log(Γ(a + v) / Γ(a)) and its first two derivatives with respect to a, without the cancellation in a difference of two
/// log-gamma functions. Factors are multiplied directly while the argument is small; beyond, the differences of the
/// asymptotic series are used (Abramowitz and Stegun 1964, 6.1.41, 6.3.18 and 6.4.12).
/// </summary>
internal static class GammaRatio
{
    private const double Asymptotic = 12;
    private const int DirectFactors = 8;

    /// <summary>log(Γ(a + v) / Γ(a)).</summary>
    /// <param name="a">The argument, above zero.</param>
    /// <param name="v">The increment, an integer of zero or more.</param>
    public static double Log(double a, double v)
    {
        if (v <= DirectFactors)
        {
            if (a > 1e30) return v * Math.Log(a);
            double product = 1;
            for (int t = 0; t < v; t++) product *= a + t;
            return Math.Log(product);
        }

        double sum = 0;
        for (; a < Asymptotic && v > 0; a++, v--) sum += Math.Log(a);
        return v <= 0 ? sum : sum + LogDifference(a, v);
    }

    /// <summary>The derivatives with respect to a: ψ(a + v) - ψ(a) and ψ'(a + v) - ψ'(a).</summary>
    /// <param name="a">The argument, above zero.</param>
    /// <param name="v">The increment, an integer of zero or more.</param>
    public static (double First, double Second) Derivatives(double a, double v)
    {
        double first = 0, second = 0;
        for (double direct = v <= DirectFactors ? double.PositiveInfinity : Asymptotic; a < direct && v > 0; a++, v--)
        {
            first += 1 / a;
            second -= 1 / (a * a);
        }

        if (v <= 0) return (first, second);
        double b = a + v;
        first += LogOnePlus(v / a) + DigammaTail(b) - DigammaTail(a);

        // The differences of the two leading terms, 1/x and 1/(2x^2), in closed form: no cancellation.
        second -= (v / (a * b)) + (0.5 * (v / a) * ((a + b) / b) / (a * b));
        return (first, second + TrigammaTail(b) - TrigammaTail(a));
    }

    private static double LogDifference(double a, double v)
    {
        double b = a + v;
        return ((a - 0.5) * LogOnePlus(v / a)) + (v * Math.Log(b)) - v + StirlingTail(b) - StirlingTail(a);
    }

    /// <summary>log(1 + x), accurate also for small x (Kahan's correction of the rounded sum).</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    private static double StirlingTail(double x)
    {
        double r = 1 / (x * x);
        return (1 / x) * ((1.0 / 12) - (r * ((1.0 / 360) - (r * ((1.0 / 1260) - (r * ((1.0 / 1680) - (r * (1.0 / 1188)))))))));
    }

    private static double DigammaTail(double x)
    {
        double r = 1 / (x * x);
        return (-0.5 / x) - (r * ((1.0 / 12) - (r * ((1.0 / 120) - (r * ((1.0 / 252) - (r * ((1.0 / 240) - (r * (1.0 / 132))))))))));
    }

    private static double TrigammaTail(double x)
    {
        double r = 1 / (x * x);
        return (r / x) * ((1.0 / 6) - (r * ((1.0 / 30) - (r * ((1.0 / 42) - (r * ((1.0 / 30) - (r * (5.0 / 66)))))))));
    }
}
