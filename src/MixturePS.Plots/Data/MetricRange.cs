namespace MixturePS.Plots.Data;

/// <summary>The values that a metric can have, which no interval in a picture exceeds.</summary>
/// <param name="Low">The least possible value.</param>
/// <param name="High">The greatest possible value.</param>
internal readonly record struct MetricRange(double Low, double High)
{
    private static readonly MetricRange Share = new(0, 1);
    private static readonly MetricRange Signed = new(-1, 1);
    private static readonly MetricRange Above = new(0, double.PositiveInfinity);

    private static readonly Dictionary<string, MetricRange> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Accuracy"] = Share,
        ["AdjustedRandIndex"] = new(-0.5, 1),
        ["RandIndex"] = Share,
        ["NormalizedMutualInformation"] = Share,
        ["AdjustedMutualInformation"] = Signed,
        ["Homogeneity"] = Share,
        ["Completeness"] = Share,
        ["VMeasure"] = Share,
        ["FowlkesMallows"] = Share,
        ["Purity"] = Share,
        ["Bound"] = Share,
        ["Share"] = Share,
        ["HellingerDistance"] = Share,
        ["ShareError"] = Share,
        ["TokenAccuracy"] = Share,
        ["ModalAccuracy"] = Share,
        ["Silhouette"] = Signed,
        ["CosineSilhouette"] = Signed,
        ["NpmiCoherence"] = Signed,
        ["Exclusivity"] = Share,
        ["EstimatedK"] = Above,
        ["Iterations"] = Above,
        ["Seconds"] = Above,
    };

    /// <summary>The range of a metric; that of all numbers if it isn't known.</summary>
    public static MetricRange Of(string metric) => Known.TryGetValue(metric, out var range) ? range : new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The nearest possible value.</summary>
    public double Clip(double value) => Math.Clamp(value, Low, High);
}
