using System.Numerics;

namespace MixturePS.Core.Evaluation;

/// <summary>The limits of an interval with the standard error.</summary>
internal readonly record struct IntervalLimits(double Lower, double Upper, double Error);

/// <summary>The computed intervals of a target, before they become rows.</summary>
/// <param name="Method">The method.</param>
/// <param name="Seed">The seed, or null if nothing was drawn.</param>
/// <param name="Limits">The limits of each share (length K), or of each selected word; empty for labels.</param>
/// <param name="Probability">For labels the averaged probability of each cluster for each document, n x K, row after row; otherwise empty.</param>
internal sealed record IntervalResult(IntervalMethod Method, BigInteger? Seed, IntervalLimits[] Limits, double[] Probability)
{
    /// <summary>Limits of a share or a word.</summary>
    public static IntervalResult Of(IntervalMethod method, BigInteger? seed, IEnumerable<IntervalLimits> limits) => new(method, seed, [.. limits], []);

    /// <summary>Probabilities of labels.</summary>
    public static IntervalResult OfLabels(IntervalMethod method, BigInteger? seed, double[] probability) => new(method, seed, [], probability);

    /// <summary>Values that were not estimated.</summary>
    public static IntervalResult Fixed(IEnumerable<double> values) => Of(IntervalMethod.Fixed, null, values.Select(value => new IntervalLimits(value, value, 0)));
}
