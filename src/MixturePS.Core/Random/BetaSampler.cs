using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>Beta and Dirichlet draws identical to those of NumPy's <c>Generator</c>.</summary>
/// <remarks>
/// Sources: M. D. Johnk, "Erzeugung von betaverteilten und gammaverteilten Zufallszahlen", Metrika 8 (1964), if both
/// parameters are at most 1; otherwise a ratio of gamma draws. L. Devroye, "Non-Uniform Random Variate Generation" (1986),
/// chapter XI.4, for Dirichlet draws by normalised gammas and by stick-breaking.
/// </remarks>
internal static class BetaSampler
{
    /// <summary>If the largest parameter is below this, all gamma draws might underflow, so stick-breaking with beta draws is used.</summary>
    public const double StickBreakingBelow = 0.1;

    // Draws are those of NumPy before 1.26 as long as its loop ends in reasonable time: a pair of powers that both
    // underflow to zero is rejected, which takes about 1 / (745 (a + b)) iterations.
    private const double LogarithmsBelow = 1e-7;
    private const double BernoulliBelow = 3e-103;

    // The number of draws between two checks of the cancellation token.
    private const int Stride = 64;

    /// <summary>Draws from the beta distribution with parameters above zero.</summary>
    public static double Beta(Pcg64 bits, double a, double b)
    {
        if (a <= 1.0 && b <= 1.0)
        {
            if (a < LogarithmsBelow && b < LogarithmsBelow) return Tiny(bits, a, b);
            return Johnk(bits, a, b);
        }

        double first = GammaSampler.Standard(bits, a);
        double second = GammaSampler.Standard(bits, b);
        return first / (first + second);
    }

    /// <summary>Draws from the Dirichlet distribution with parameters above zero; both spans have the same length, one or more.</summary>
    public static void Dirichlet(Pcg64 bits, ReadOnlySpan<double> eta, Span<double> result, CancellationToken cancellation = default)
    {
        double largest = 0.0;
        foreach (double parameter in eta) largest = Math.Max(largest, parameter);
        if (largest < StickBreakingBelow)
        {
            BreakStick(bits, eta, result, cancellation);
            return;
        }

        double sum = 0.0;
        for (int j = 0; j < eta.Length; j++)
        {
            if (j % Stride == 0) cancellation.Check();
            result[j] = GammaSampler.Standard(bits, eta[j]);
            sum += result[j];
        }

        double inverse = 1.0 / sum;
        for (int j = 0; j < result.Length; j++) result[j] *= inverse;
    }

    private static void BreakStick(Pcg64 bits, ReadOnlySpan<double> eta, Span<double> result, CancellationToken cancellation)
    {
        // The sums of the remaining parameters, from the right; the result serves as temporary storage.
        double sum = 0.0;
        for (int j = eta.Length - 1; j >= 0; j--)
        {
            sum += eta[j];
            result[j] = sum;
        }

        double left = 1.0;
        for (int j = 0; j < eta.Length - 1; j++)
        {
            if (j % Stride == 0) cancellation.Check();
            double part = Beta(bits, eta[j], result[j + 1]);
            result[j] = left * part;
            left *= 1.0 - part;
        }

        result[^1] = left;
    }

    private static double Johnk(Pcg64 bits, double a, double b)
    {
        while (true)
        {
            double x = Math.Pow(bits.NextDouble(), 1.0 / a);
            double y = Math.Pow(bits.NextDouble(), 1.0 / b);
            double sum = x + y;
            if (sum <= 1.0 && sum > 0.0) return x / sum;
        }
    }

    /// <summary>Johnk's method on logarithms, as in NumPy 1.26 to 2.3, for parameters so small that the powers underflow.</summary>
    private static double Tiny(Pcg64 bits, double a, double b)
    {
        // With parameters this small every draw is 0 or 1 in double precision.
        if (a < BernoulliBelow && b < BernoulliBelow) return (a + b) * bits.NextDouble() < a ? 1.0 : 0.0;
        while (true)
        {
            double u = bits.NextDouble();
            double v = bits.NextDouble();
            double x = Math.Pow(u, 1.0 / a);
            double y = Math.Pow(v, 1.0 / b);
            if (x + y > 1.0 || u + v == 0.0) continue;
            if (x > 0.0 && y > 0.0) return x / (x + y);
            double difference = Math.Log(u) / a - Math.Log(v) / b;
            return difference > 0.0
                ? Math.Exp(-CRuntime.Log1P(Math.Exp(-difference)))
                : Math.Exp(difference - CRuntime.Log1P(Math.Exp(difference)));
        }
    }
}
