using MathNet.Numerics.Distributions;
using MathNet.Numerics.Statistics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>
/// The mean of a sample with its confidence interval, and its spread. The interval is Student's with n - 1 degrees of freedom,
/// to 8 digits; quantiles are interpolated as NumPy's (type 7 of Hyndman, R. J. and Fan, Y. (1996), Sample quantiles in
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
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static SampleSummary Of(IEnumerable<double> values, double confidence)
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
        return new SampleSummary
        {
            Count = n,
            Mean = mean,
            StandardDeviation = deviation,
            StandardError = error,
            ConfidenceLow = mean - half,
            ConfidenceHigh = mean + half,
            Sorted = sorted,
        };
    }
}
