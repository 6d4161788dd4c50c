using MixturePS.Core.Experiments;

namespace MixturePS.Plots.Data;

/// <summary>The values that a metric can have, which no interval in a picture exceeds.</summary>
internal static class MetricRange
{
    private static readonly ValueRange Above = new(0, double.PositiveInfinity);

    // The columns of experiments have their own ranges.
    private static readonly Dictionary<string, ValueRange> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Share"] = ValueRange.Share,
        ["HellingerDistance"] = ValueRange.Share,
        ["ShareError"] = ValueRange.Share,
        ["TokenAccuracy"] = ValueRange.Share,
        ["ModalAccuracy"] = ValueRange.Share,
        ["Silhouette"] = ValueRange.Adjusted,
        ["CosineSilhouette"] = ValueRange.Adjusted,
        ["NpmiCoherence"] = ValueRange.Adjusted,
        ["Exclusivity"] = ValueRange.Share,
        ["EstimatedK"] = Above,
        ["Iterations"] = Above,
        ["Seconds"] = Above,
    };

    /// <summary>The range of a metric; that of all numbers if it isn't known.</summary>
    public static ValueRange Of(string metric) => ExperimentRow.Find(metric)?.Range
        ?? (Others.TryGetValue(metric, out var range) ? range : new ValueRange(double.NegativeInfinity, double.PositiveInfinity));

    /// <summary>The nearest possible value.</summary>
    public static double Clip(this ValueRange range, double value) => Math.Clamp(value, range.Low, range.High);
}
