using System.Globalization;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Sweep;

/// <summary>The measurement of one shape, on counts or on TF-IDF.</summary>
/// <param name="Shape">The size.</param>
/// <param name="IsWeighted">Whether the data are TF-IDF weights.</param>
/// <param name="Algorithm">The faster algorithm of scikit-learn, and the form of its data.</param>
/// <param name="Theirs">Its times.</param>
/// <param name="Ours">The times of the cmdlet.</param>
/// <param name="Iterations">The iterations, ours and theirs.</param>
/// <param name="InertiaDifference">The relative difference of the inertia.</param>
/// <param name="EarlyDifference">The same after one iteration, where the final inertia differs by more than the tolerance.</param>
internal sealed record SweepCell(SweepShape Shape, bool IsWeighted, string Algorithm, RunTimes Theirs, RunTimes Ours, (int Ours, int Theirs) Iterations, double InertiaDifference, double? EarlyDifference)
{
    /// <summary>The relative difference of the inertia up to which the results agree.</summary>
    public const double Tolerance = 1e-3;

    public const string Header = """
        | documents x features | tokens | K | data | their algorithm, data | theirs, s | least | ours, s | least | times | by least | by processor time | iterations, ours / theirs | inertia differs by | answers |
        | --- | ---: | ---: | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | ---: | --- |
        """;

    /// <summary>How many times as fast the cmdlet is, by the medians.</summary>
    public double Times => Theirs.Median.Wall / Ours.Median.Wall;

    public bool Agrees => (EarlyDifference ?? InertiaDifference) <= Tolerance;

    private string Answers => !Agrees ? "**differ**" : EarlyDifference is { } early
        ? string.Create(CultureInfo.InvariantCulture, $"agree after one iteration ({early:0.0e+0})") : "agree";

    public string Line => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Shape.Title} | {Shape.Tokens} | {Shape.K} | {(IsWeighted ? "TF-IDF" : "counts")} | {Algorithm} | {Theirs.Median.Wall:0.0000} | {Theirs.Least.Wall:0.0000} | {Ours.Median.Wall:0.0000} | {Ours.Least.Wall:0.0000} | {Times:0.0} | {Theirs.Least.Wall / Ours.Least.Wall:0.0} | {Theirs.Median.Cpu / Ours.Median.Cpu:0.0} | {Iterations.Ours} / {Iterations.Theirs} | {InertiaDifference:0.0e+0} | {Answers} |");
}
