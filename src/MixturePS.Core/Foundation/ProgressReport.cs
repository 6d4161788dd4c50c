namespace MixturePS.Core.Foundation;

/// <summary>How far a computation has come.</summary>
/// <param name="Status">What is being done, in a few words.</param>
/// <param name="Fraction">The share that is done, from 0 to 1, or NaN where it isn't known.</param>
public readonly record struct ProgressReport(string Status, double Fraction);
