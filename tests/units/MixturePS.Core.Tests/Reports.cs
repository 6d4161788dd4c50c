using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests;

/// <summary>Keeps what work tells of its progress.</summary>
internal sealed class Reports : IProgress<ProgressReport>
{
    public List<ProgressReport> All { get; } = [];

    /// <summary>The shares that were done, where they were known.</summary>
    public IEnumerable<double> Fractions => All.Select(report => report.Fraction).Where(fraction => !double.IsNaN(fraction));

    public void Report(ProgressReport value) => All.Add(value);
}
