using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The mean of a sample with its confidence interval, and its spread. The interval is Student's with n - 1 degrees of freedom,
/// to 8 digits. Of an index that has limits, it is Student's on the scale of the logarithm of (mean - low) / (high - mean),
/// where the standard error is that of the mean times (high - low) / ((mean - low) (high - mean)) by the delta method; back on
/// the scale of the index, it stays within the limits. For limits of 0 and 1 it is the logit interval of means in surveys
/// (Lumley, T. (2010), Complex Surveys, section 2.4), for -1 and 1 the scale is Fisher's z. Quantiles are interpolated as NumPy's (type 7 of Hyndman, R. J. and Fan, Y. (1996), Sample quantiles in
/// statistical packages, The American Statistician 50, 361-365). Nothing depends on the order of the values.
/// </summary>
internal sealed record SampleSummary
{
    private SampleSummary()
    {
    }

    /// <summary>The number of values.</summary>
    public required int Count { get; init; }

    /// <summary>The mean; NaN without values.</summary>
    public required double Mean { get; init; }

    /// <summary>The mean; null without values.</summary>
    public double? MeanOrNull => Count > 0 ? Mean : null;

    /// <summary>The standard deviation with n - 1; null for fewer than 2 values.</summary>
    public double? StandardDeviation { get; init; }

    /// <summary>The standard error of the mean; null for fewer than 2 values.</summary>
    public double? StandardError { get; init; }

    /// <summary>The lower end of the confidence interval of the mean; null for fewer than 2 values.</summary>
    public double? ConfidenceLow { get; init; }

    /// <summary>The upper end.</summary>
    public double? ConfidenceHigh { get; init; }

    private double[] Sorted { get; init; } = [];

    /// <summary>The quantile of a probability from 0 to 1; null without values.</summary>
    public double? Quantile(double probability) => Count == 0 ? null : SortedArrayStatistics.QuantileCustom(Sorted, probability, QuantileDefinition.R7);

    /// <summary>Summarises values.</summary>
    /// <param name="values">The values; read.</param>
    /// <param name="confidence">The probability of the confidence interval, above 0 and below 1.</param>
    /// <param name="range">The limits of the values; null, or values beyond them, for an interval without limits.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static SampleSummary Of(IEnumerable<double> values, double confidence, ValueRange? range = null)
    {
        _ = Option.Probability(confidence, "Confidence");
        double[] sorted = [.. values];
        Array.Sort(sorted);
        int n = sorted.Length;
        if (n == 0) return new SampleSummary { Count = 0, Mean = double.NaN };
        double mean = sorted.Sum() / n;

        // The mean of equal values is that value, whatever the rounding of their sum.
        if (sorted[0] == sorted[^1]) mean = sorted[0];
        if (n == 1) return new SampleSummary { Count = 1, Mean = mean, Sorted = sorted };
        double deviation = Math.Sqrt(sorted.Sum(value => (value - mean) * (value - mean)) / (n - 1));
        double error = deviation / Math.Sqrt(n);
        double half = error == 0 ? 0 : error * StudentT.InvCDF(0, 1, n - 1, 0.5 + (confidence / 2));
        var (low, high) = range is { } limits && error > 0 && sorted[0] >= limits.Low && sorted[^1] <= limits.High ? Within(mean, half, limits) : (mean - half, mean + half);
        return new SampleSummary
        {
            Count = n,
            Mean = mean,
            StandardDeviation = deviation,
            StandardError = error,
            ConfidenceLow = low,
            ConfidenceHigh = high,
            Sorted = sorted,
        };
    }

    // Values within the limits that differ have a mean strictly between them.
    private static (double Low, double High) Within(double mean, double half, ValueRange range)
    {
        double below = mean - range.Low, above = range.High - mean;
        double odds = below / above, factor = Math.Exp(half * range.Width / (below * above));
        double At(double ratio) => double.IsInfinity(ratio) ? range.High : range.Low + (range.Width * ratio / (1 + ratio));
        return (At(odds / factor), At(odds * factor));
    }
}
