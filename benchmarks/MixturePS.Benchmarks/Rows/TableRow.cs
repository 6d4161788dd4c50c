using System.Globalization;
using MixturePS.Benchmarks.Measuring;

namespace MixturePS.Benchmarks.Rows;

/// <summary>A row of the table.</summary>
/// <param name="Title">The description of the work.</param>
/// <param name="Theirs">The peer's times; null if there is no peer.</param>
/// <param name="Ours">The module's times.</param>
internal sealed record TableRow(string Title, RunTimes? Theirs, RunTimes Ours)
{
    public const string Header = """
        | work | theirs, s | least | ours, s | least | times | by least | at least | times by processor time | memory's limit | answers | what keeps it from the limit |
        | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
        """;

    /// <summary>The required ratio of the medians, or null.</summary>
    public double? Floor { get; init; }

    /// <summary>The greatest allowed median in seconds, or null.</summary>
    public double? Ceiling { get; init; }

    /// <summary>The result of comparing the answers.</summary>
    public required string Answers { get; init; }

    /// <summary>Whether the answers agree.</summary>
    public bool Agrees { get; init; } = true;

    /// <summary>Our time over the least time in which the memory could carry the data, or null.</summary>
    public double? Limit { get; init; }

    /// <summary>The reason why the work doesn't reach the memory's limit.</summary>
    public string Why { get; init; } = string.Empty;

    /// <summary>Further figures, as a section of the page; or null.</summary>
    public string? Section { get; init; }

    /// <summary>Whether the speed is as required.</summary>
    public bool IsFastEnough => !(Times < Floor) && !(Ours.Median.Wall > Ceiling);

    public string Line
    {
        get
        {
            string required = Floor is { } floor ? Number(floor, "0.##") : Ceiling is { } ceiling ? $"at most {Number(ceiling, "0.##")} s" : string.Empty;
            string[] cells =
            [
                Title, Seconds(Theirs?.Median.Wall), Seconds(Theirs?.Least.Wall), Seconds(Ours.Median.Wall), Seconds(Ours.Least.Wall),
                Number(Times, "0.0"), Number(Theirs?.Least.Wall / Ours.Least.Wall, "0.0"), IsFastEnough ? required : $"**{required}**",
                Number(Theirs?.Median.Cpu / Ours.Median.Cpu, "0.0"), Limit is null ? string.Empty : Number(Limit, "0.0") + " x", Answers, Why,
            ];
            return $"| {string.Join(" | ", cells)} |";
        }
    }

    private double? Times => Theirs?.Median.Wall / Ours.Median.Wall;

    private static string Seconds(double? value) => Number(value, value >= 100 ? "0.0" : "0.0000");

    private static string Number(double? value, string format) =>
        value is { } number && double.IsFinite(number) ? number.ToString(format, CultureInfo.InvariantCulture) : string.Empty;
}

/// <summary>A row that can be selected by name.</summary>
internal sealed record BenchmarkRow(string Name, Func<TableRow> Measure);
