using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests;

/// <summary>Records progress reports.</summary>
internal sealed class Reports : IProgress<ProgressReport>
{
    public List<ProgressReport> All { get; } = [];

    /// <summary>The reported fractions that were known.</summary>
    public IEnumerable<double> Fractions => All.Select(report => report.Fraction).Where(fraction => !double.IsNaN(fraction));

    public void Report(ProgressReport value) => All.Add(value);
}
