namespace MixturePS.Plots.Data;

/// <summary>A metric at one value of a factor for one group of rows.</summary>
/// <param name="Group">The group, from zero.</param>
/// <param name="X">The value of the factor, or the number of its category.</param>
/// <param name="Mean">The mean of the metric; for a target that wasn't reached, the greatest value that was run.</param>
/// <param name="Interval">The limits of its 95 % confidence interval, if there is one.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Bound">The mean accuracy of the Bayes rule, if available.</param>
/// <param name="IsOpen">Whether the target wasn't reached.</param>
internal sealed record FactorPoint(int Group, double X, double Mean, (double Lower, double Upper)? Interval, int Count, double? Bound, bool IsOpen = false);
