namespace MixturePS.Plots.Data;

/// <summary>A metric at one value of a factor for one group of rows.</summary>
/// <param name="Group">The group, from zero.</param>
/// <param name="X">The value of the factor, or the number of its category.</param>
/// <param name="Mean">The mean of the metric.</param>
/// <param name="Interval">The limits of its 95 % confidence interval, if there is one.</param>
/// <param name="Count">The number of runs.</param>
/// <param name="Bound">The mean of the Bayes bound, if available.</param>
internal sealed record FactorPoint(int Group, double X, double Mean, (double Lower, double Upper)? Interval, int Count, double? Bound);
