using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>The options of a report on an experiment.</summary>
internal sealed record ExperimentReportOptions
{
    /// <summary>The default of <see cref="MaximumRun"/>.</summary>
    public const int DefaultRuns = 20_000;

    private readonly int _maximumRun = DefaultRuns;

    /// <summary>The title; null for the methods and the number of runs.</summary>
    public string? Title { get; init; }

    /// <summary>The measures to show, the first of which is shown first; null for all.</summary>
    public IReadOnlyList<string>? Metrics { get; init; }

    /// <summary>The method that others are compared with; null for the first one.</summary>
    public string? Reference { get; init; }

    /// <summary>The maximum number of runs in the table; summaries are always those of all.</summary>
    /// <exception cref="MixtureException">InvalidOption: below 1.</exception>
    public int MaximumRun
    {
        get => _maximumRun;
        init => _maximumRun = Option.AtLeast(value, 1, nameof(MaximumRun));
    }
}
