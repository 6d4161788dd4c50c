using MathNet.Numerics.Distributions;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// An interval for a probability from its estimate and standard error, by the number of independent trials that would give
/// this standard error: n = p (1 - p) / se^2 with x = n p successes (Korn and Graubard 1998, Survey Methodology 24, 193-201).
/// The interval is that of Jeffreys, from the Beta(x + 1/2, n - x + 1/2) distribution, which keeps to its level also near 0
/// and 1 (Brown, Cai and DasGupta 2001, Statistical Science 16, 101-133).
/// </summary>
internal static class EffectiveSample
{
    /// <summary>The interval.</summary>
    /// <param name="p">The estimate.</param>
    /// <param name="error">The standard error.</param>
    /// <param name="trials">The number of trials if all of them had been observed, with the prior ones; n is at most this.</param>
    /// <param name="prior">The prior successes among them.</param>
    /// <param name="level">The level, above 0 and below 1.</param>
    public static (double Lower, double Upper) Interval(double p, double error, double trials, double prior, double level)
    {
        if (!(trials > 0)) return (0, 1);
        double n = Math.Min(trials, error > 0 ? p * (1 - p) / (error * error) : trials), x = n * p;
        double tail = (1 - level) / 2, seen = x - (prior * n / trials);

        // As for no success at all: any smaller probability would explain it as well.
        double lower = seen < 0.5 ? 0 : Math.Min(p, Beta.InvCDF(x + 0.5, n - x + 0.5, tail));
        double upper = n - x < 0.5 ? 1 : Math.Max(p, Beta.InvCDF(x + 0.5, n - x + 0.5, 1 - tail));
        return (lower, upper);
    }
}
