using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>Rows of Measure-MixtureExperiment: the figures of each metric and group.</summary>
internal static class SummaryRows
{
    private const string Metric = "Metric";
    private static readonly string[] Marks = [Metric, "Count", "Mean"];

    // The names that the summary itself gives to its figures.
    private static readonly HashSet<string> FigureNames = new(
        RunSummary.Of(new RunGroup([], 1), string.Empty, 0, 0.95).Concat(RunSummary.Differences(new RunGroup([], 1), string.Empty, 0, string.Empty, 0.95)).Select(figure => figure.Name),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The lines of a receipt, which can only say that the runs aren't known.</summary>
    public static IReadOnlyList<string> Receipt { get; } =
    [
        "# The rows are summaries, which don't have the seeds of their runs.",
        "# Pass the rows of Invoke-MixtureExperiment for the lines that make them again.",
        "$summary | Export-MixtureReport report.html",
    ];

    /// <summary>Whether rows are summaries.</summary>
    public static bool AreIn(RunTable table) => Array.TrueForAll(Marks, table.Has);

    /// <summary>The metrics in order of first appearance.</summary>
    public static string[] Measures(RunTable table) => [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, Metric)).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The columns that tell the rows of a metric apart; the first of all others if none varies.</summary>
    public static IReadOnlyList<string> Factors(RunTable table)
    {
        string[] keys = [.. table.Columns.Where(name => !FigureNames.Contains(name))];
        string[] varying = [.. keys.Where(name => Enumerable.Range(1, table.Count - 1).Any(i => table.Text(i, name) != table.Text(0, name)))];
        return varying.Length > 0 ? varying : [.. keys.Take(1)];
    }

    /// <summary>The method that the rows are compared with, or null.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="given">The method that is asked for, or null.</param>
    /// <exception cref="MixtureException">UnknownReference: the rows have no differences from the method.</exception>
    public static string? Reference(RunTable table, string? given)
    {
        string[] known = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, nameof(Reference))).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (given is null) return known.FirstOrDefault();
        return known.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) ?? throw ReportError.NoDifferences(given);
    }

    /// <summary>The figures of the rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="factors">The columns that tell them apart.</param>
    /// <param name="measures">The metrics.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">SeveralRowsInCell: two rows have the same values of the factors and the same metric.</exception>
    public static (ReportView View, int[] Failed) View(RunTable table, ReportFactor[] factors, string[] measures, CancellationToken cancellation)
    {
        var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
        var groups = new List<int[]>();
        for (int i = 0; i < table.Count; i++)
        {
            int[] levels = [.. factors.Select(factor => factor.PlaceOf(table[i, factor.Name]))];
            if (placeOf.TryAdd(Key(levels), groups.Count)) groups.Add(levels);
        }

        var view = new ReportView([.. Enumerable.Range(0, factors.Length)], measures.Length, [.. groups]);
        int[] failed = new int[groups.Count];
        var seen = new HashSet<(int, int)>();
        for (int i = 0; i < table.Count; i++)
        {
            cancellation.Check();
            int measure = Array.FindIndex(measures, name => name.Equals(table.Text(i, Metric), StringComparison.OrdinalIgnoreCase));
            if (measure < 0) continue;
            int group = placeOf[Key([.. factors.Select(factor => factor.PlaceOf(table[i, factor.Name]))])];
            if (!seen.Add((measure, group))) throw ReportError.SeveralSummaries(measures[measure], string.Join(", ", factors.Select(factor => $"{factor.Name} {table.Text(i, factor.Name)}")));
            failed[group] = Math.Max(failed[group], (int)(table.Number(i, "Failed") ?? 0));
            view.Set(measure, group, FigureNames.Where(name => name != "Failed").Select(name => (name, table.Number(i, name) is { } number ? (object?)number : null)), _ => true);
        }

        return (view, failed);
    }

    private static string Key(int[] levels) => string.Join(' ', levels);
}
