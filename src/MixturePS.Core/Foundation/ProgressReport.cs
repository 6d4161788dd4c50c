namespace MixturePS.Core.Foundation;

/// <summary>The progress of a computation.</summary>
/// <param name="Status">The current activity, in a few words.</param>
/// <param name="Fraction">The completed share, from 0 to 1; NaN if unknown.</param>
internal readonly record struct ProgressReport(string Status, double Fraction);
