using System.Globalization;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>What a report says of an experiment as a whole.</summary>
internal sealed class ExperimentOverview
{
    private const int MostListed = 12;
    private const int MostErrors = 20;
    private const string Spawn = " spawn (";

    /// <summary>The title of a report that has no other.</summary>
    public required string Title { get; init; }

    /// <summary>The main numbers.</summary>
    public required IReadOnlyList<ReportFact> Figures { get; init; }

    /// <summary>The factors with their values, and the other parameters.</summary>
    public required IReadOnlyList<ReportFact> Facts { get; init; }

    /// <summary>Whether the experiment is complete, in plain words: a verdict, a colon and the reason.</summary>
    public required string Status { get; init; }

    /// <summary>Whether no run failed and none is missing.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>The errors of failed runs with their numbers, the most frequent first.</summary>
    public required IReadOnlyList<(string Id, string Message, int Count)> Errors { get; init; }

    /// <summary>The seed of the experiment that a row is of; empty if it isn't known.</summary>
    public static string SeedOf(RunTable table, int row) => table.Text(row, nameof(ExperimentRow.DataSeed)).Split(Spawn)[0];

    /// <summary>Describes the rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="factors">The columns that divide the runs.</param>
    /// <param name="isSummarised">Whether the rows are summaries.</param>
    /// <param name="measures">The measures.</param>
    /// <param name="reference">The method that others are compared with, or null.</param>
    public static ExperimentOverview Of(RunTable table, IReadOnlyList<ReportFactor> factors, bool isSummarised, IReadOnlyList<string> measures, string? reference)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        string[] methods = [.. ReportFactor.Of(table, nameof(ExperimentRow.Method)).Texts.Where(name => name.Length > 0)];
        int failed = isSummarised ? 0 : rows.Count(table.IsFailed);
        int? missing = isSummarised ? null : Missing(table, rows);
        var facts = new List<ReportFact>();
        if (methods.Length > 0) facts.Add(new("Methods", Listed(methods)));
        if (reference is not null) facts.Add(new("Compared with", reference));
        if (isSummarised) facts.Add(new("Measures", Listed([.. measures.Select(ColumnHeading.Name)])));
        foreach (string name in isSummarised ? factors.Select(factor => factor.Name).Where(name => name != nameof(ExperimentRow.Method)) : ExperimentRow.Factors.Select(column => column.Name).Where(table.HasValues))
            facts.Add(new(ColumnHeading.Of(name), Listed([.. ReportFactor.Of(table, name).Texts.Where(text => text.Length > 0)])));
        string[] seeds = [.. rows.Select(i => SeedOf(table, i)).Where(seed => seed.Length > 0).Distinct()];
        if (seeds.Length > 0) facts.Add(new(seeds.Length == 1 ? "Seed" : "Seeds", Listed(seeds)));
        return new ExperimentOverview
        {
            Title = isSummarised ? $"Experiment: {Counted.Of(table.Count, "summary", "summaries")}" : $"Experiment: {Counted.Of(table.Count, "run")} of {Listed(methods.Length > 0 ? methods : ["a method"])}",
            Figures = [.. isSummarised ? SummaryFigures(table, methods) : RunFigures(table, rows, methods, failed, missing)],
            Facts = facts,
            Status = StatusOf(isSummarised, failed, missing),
            IsComplete = failed == 0 && missing is null or 0,
            Errors = [.. rows.Where(i => !isSummarised && table.IsFailed(i)).GroupBy(i => (Id: table.Text(i, nameof(ExperimentRow.ErrorId)), Message: table.Text(i, nameof(ExperimentRow.Error))))
                .Select(group => (group.Key.Id, group.Key.Message, Count: group.Count())).OrderByDescending(error => error.Count).Take(MostErrors)],
        };
    }

    private static IEnumerable<ReportFact> RunFigures(RunTable table, int[] rows, string[] methods, int failed, int? missing)
    {
        yield return new("Runs", Whole(table.Count));
        yield return new("Combinations", Whole(rows.Select(i => Cell(table, i)).Distinct(StringComparer.Ordinal).Count()));
        if (methods.Length > 0) yield return new("Methods", Whole(methods.Length));
        if (table.HasValues(nameof(ExperimentRow.Replicate))) yield return new("Replicates", Whole(rows.Select(i => table.Text(i, nameof(ExperimentRow.Replicate))).Distinct().Count()));
        yield return new("Failed", Whole(failed));
        if (missing is { } count) yield return new("Missing", Whole(count));
        int[] unconverged = [.. rows.Where(i => table.Text(i, nameof(ExperimentRow.Converged)) == bool.FalseString)];
        if (unconverged.Length > 0) yield return new("Not converged", Whole(unconverged.Length));
        double[] seconds = [.. rows.Select(i => table.Number(i, nameof(ExperimentRow.Seconds))).OfType<double>()];
        if (seconds.Length > 0) yield return new("Time of all fits", Time(seconds.Sum()));
    }

    private static IEnumerable<ReportFact> SummaryFigures(RunTable table, string[] methods)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        yield return new("Summaries", Whole(table.Count));
        if (methods.Length > 0) yield return new("Methods", Whole(methods.Length));
        double[] counts = [.. rows.Select(i => table.Number(i, "Count")).OfType<double>()];
        if (counts.Length > 0) yield return new("Runs per summary", counts.Min() == counts.Max() ? Whole((int)counts.Max()) : $"{Whole((int)counts.Min())} to {Whole((int)counts.Max())}");
        double failed = rows.Sum(i => table.Number(i, "Failed") ?? 0);
        if (failed > 0) yield return new("Failed", Whole((int)failed));
    }

    private static string StatusOf(bool isSummarised, int failed, int? missing)
    {
        if (isSummarised) return "Summaries: single runs and their seeds are not in this report.";
        if (failed == 0 && missing is null) return "Read: no run failed.";
        if (failed == 0 && missing == 0) return "Complete: every method ran on every replicate of every combination.";
        string[] parts =
        [
            .. failed > 0 ? [$"{Counted.Of(failed, "run")} failed"] : Array.Empty<string>(),
            .. missing > 0 ? [$"{Counted.Of(missing.Value, "run")} of the grid {Counted.Agree(missing.Value, "is", "are")} missing"] : Array.Empty<string>(),
        ];
        return $"Incomplete: {string.Join(", and ", parts)}.";
    }

    // How many runs a full grid of the same combinations, replicates and methods has more. Unknown for several experiments.
    private static int? Missing(RunTable table, int[] rows)
    {
        if (!table.HasValues(nameof(ExperimentRow.Replicate)) || rows.Select(i => SeedOf(table, i)).Distinct().Count() > 1) return null;
        int Count(Func<int, string> of) => rows.Select(of).Distinct(StringComparer.Ordinal).Count();
        string Replicate(int i) => table.Text(i, nameof(ExperimentRow.Replicate));

        // The number of clusters that is looked for may be given, or be that of the documents.
        string Variant(int i, bool isOwnK) => RunGroups.Text(ExperimentRow.ColumnsOf(ExperimentColumnKind.Method)
            .Select(column => isOwnK && column.Name == nameof(ExperimentRow.FitK) && table.Text(i, column.Name) == table.Text(i, nameof(ExperimentRow.K)) ? "K" : table[i, column.Name])
            .Prepend(table[i, nameof(ExperimentRow.Method)]));
        long each = (long)Count(i => Cell(table, i)) * Count(Replicate);
        long present = Count(i => $"{Cell(table, i)}\n{Replicate(i)}\n{Variant(i, false)}");
        return (int)Math.Min(int.MaxValue, Math.Max(0, Math.Min(each * Count(i => Variant(i, false)), each * Count(i => Variant(i, true))) - present));
    }

    private static string Cell(RunTable table, int row) => RunGroups.Text(ExperimentRow.ColumnsOf(ExperimentColumnKind.Documents).Select(column => table[row, column.Name]));

    private static string Listed(IReadOnlyList<string> values) => string.Join(", ", values.Take(MostListed)) + (values.Count > MostListed ? $" and {Whole(values.Count - MostListed)} more" : string.Empty);

    private static string Time(double seconds) => seconds >= 3600 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0.#} h")
        : seconds >= 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0.#} min")
        : string.Create(CultureInfo.InvariantCulture, $"{seconds:0.##} s");

    private static string Whole(int value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
