using MathNet.Numerics;

namespace MixturePS.Core.Evaluation;

/// <summary>An equally weighted mixture of Beta distributions, such as the posterior of a probability over draws of labels.</summary>
internal sealed class BetaMixture
{
    // Where the logistic function leaves the range of doubles.
    private const double LeastLogit = -700, GreatestLogit = 36.7;
    private readonly (double A, double B, double Weight, double LogBeta)[] _parts;

    /// <summary>Merges equal distributions.</summary>
    /// <param name="parts">The parameters of each, above zero.</param>
    public BetaMixture(IReadOnlyCollection<(double A, double B)> parts)
    {
        _parts = [.. parts.GroupBy(part => part).Select(group => (group.Key.A, group.Key.B, (double)group.Count() / parts.Count, SpecialFunctions.BetaLn(group.Key.A, group.Key.B)))
            .OrderBy(part => part.A).ThenBy(part => part.B)];
        foreach (var (a, b, weight, _) in _parts) Mean += weight * a / (a + b);
        double variance = 0;
        foreach (var (a, b, weight, _) in _parts)
        {
            double mean = a / (a + b);
            variance += weight * ((mean * (1 - mean) / (a + b + 1)) + ((mean - Mean) * (mean - Mean)));
        }

        Deviation = Math.Sqrt(variance);
    }

    /// <summary>The mean.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation.</summary>
    public double Deviation { get; }

    /// <summary>The distribution function.</summary>
    /// <param name="x">From 0 to 1.</param>
    public double Cdf(double x)
    {
        double sum = 0;
        foreach (var (a, b, weight, _) in _parts) sum += weight * SpecialFunctions.BetaRegularized(a, b, x);
        return sum;
    }

    /// <summary>The quantile, by Newton's method on the logit of x, within a bracket that is halved where a step leaves it.</summary>
    /// <param name="probability">Above 0 and below 1.</param>
    public double Quantile(double probability)
    {
        double low = LeastLogit, high = GreatestLogit, t = Math.Clamp(Math.Log(Mean / (1 - Mean)), low + 1, high - 1);
        for (int step = 0; step < 200 && high - low > 1e-13 * Math.Max(1, Math.Abs(t)); step++)
        {
            double x = 1 / (1 + Math.Exp(-t)), error = Cdf(x) - probability;
            if (error == 0) return x;
            if (error > 0) high = t;
            else low = t;
            double next = t - (error / Slope(x));
            if (!(next > low && next < high)) next = (low + high) / 2;
            else if (Math.Abs(next - t) <= 1e-13 * Math.Max(1, Math.Abs(t))) return 1 / (1 + Math.Exp(-next));
            t = next;
        }

        return 1 / (1 + Math.Exp(-t));
    }

    // The density of the logit: x (1 - x) times the density of x.
    private double Slope(double x)
    {
        double sum = 0, log = Math.Log(x), rest = SpecialFunctions.Log1p(-x);
        foreach (var (a, b, weight, logBeta) in _parts) sum += weight * Math.Exp((a * log) + (b * rest) - logBeta);
        return sum;
    }
}
