using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Reports;

/// <summary>Everything that a report on an experiment shows. All figures are those of Measure-MixtureExperiment.</summary>
internal sealed class ExperimentReport
{
    // A chart with more lines can't be read, and a view costs its groups times the measures.
    private const int MostLevels = 60;
    private const int MostFigures = 25_000;
    private const double Confidence = 0.95;
    private static readonly string[] Shown = ["Count", "Mean", "ConfidenceLow", "ConfidenceHigh", "Bound", "Difference", "DifferenceLow", "DifferenceHigh", "PairCount"];

    /// <summary>The rows.</summary>
    public required RunTable Rows { get; init; }

    /// <summary>The options.</summary>
    public required ExperimentReportOptions Options { get; init; }

    /// <summary>Whether the rows are summaries of runs.</summary>
    public required bool IsSummarised { get; init; }

    /// <summary>The columns that divide the runs.</summary>
    public required IReadOnlyList<ReportFactor> Factors { get; init; }

    /// <summary>The names of the measures.</summary>
    public required IReadOnlyList<string> Measures { get; init; }

    /// <summary>The method that others are compared with, or null.</summary>
    public required string? Reference { get; init; }

    /// <summary>The summaries by all factors, with all figures.</summary>
    public required ReportView Whole { get; init; }

    /// <summary>The number of failed runs of each group of <see cref="Whole"/>.</summary>
    public required int[] Failed { get; init; }

    /// <summary>The summaries by some of the factors.</summary>
    public required IReadOnlyList<ReportView> Views { get; init; }

    /// <summary>The experiment as a whole.</summary>
    public required ExperimentOverview Overview { get; init; }

    /// <summary>The lines of PowerShell that make the rows again.</summary>
    public required IReadOnlyList<string> Receipt { get; init; }

    /// <summary>The runs that are shown, ascending; none for summaries.</summary>
    public required int[] Runs { get; init; }

    /// <summary>The title.</summary>
    public string Title => string.IsNullOrWhiteSpace(Options.Title) ? Overview.Title : Options.Title;

    /// <summary>Gathers everything.</summary>
    /// <param name="table">The rows, at least one.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NothingToReport, MissingProperty, SeveralRowsInCell, UnknownReference or AmbiguousReference.</exception>
    public static ExperimentReport Gather(RunTable table, ExperimentReportOptions options, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (table.Has("Target") && table.Has("Reached")) throw ReportError.NothingToReport("the rows are those of a search for a target; Export-MixturePlot plots them");
        bool isSummarised = SummaryRows.AreIn(table);
        string[] measures = Measured(table, isSummarised, options.Metrics);
        ReportFactor[] factors = [.. (isSummarised ? SummaryRows.Factors(table) : Varying(table, cancellation)).Select(name => ReportFactor.Of(table, name))];
        string? reference = isSummarised ? SummaryRows.Reference(table, options.Reference) : ReferenceOf(table, options.Reference);
        var all = Enumerable.Range(0, factors.Length).ToArray();
        (ReportView Whole, int[] Failed) whole;
        if (isSummarised)
        {
            whole = SummaryRows.View(table, factors, measures, cancellation);
        }
        else
        {
            try
            {
                whole = Summarised(table, factors, all, measures, reference, _ => true, cancellation);
            }
            catch (MixtureException error) when (error.Id == "AmbiguousReference" && options.Reference is null)
            {
                reference = null;
                whole = Summarised(table, factors, all, measures, reference, _ => true, cancellation);
            }
        }

        var overview = ExperimentOverview.Of(table, factors, isSummarised, measures, reference);
        return new ExperimentReport
        {
            Rows = table,
            Options = options,
            IsSummarised = isSummarised,
            Factors = factors,
            Measures = measures,
            Reference = reference,
            Whole = whole.Whole,
            Failed = whole.Failed,
            Views = isSummarised ? [] : [.. SmallViews(table, factors, measures, reference, progress, cancellation)],
            Overview = overview,
            Receipt = isSummarised ? SummaryRows.Receipt : ExperimentReceipt.Of(table, cancellation),
            Runs = isSummarised ? [] : Chosen(table, options.MaximumRun),
        };
    }

    // The columns that Measure-MixtureExperiment groups by, and others of text that a script added.
    private static IReadOnlyList<string> Varying(RunTable table, CancellationToken cancellation)
    {
        string[] candidates =
        [
            .. ExperimentRow.Factors.Select(column => column.Name).Append(nameof(ExperimentRow.Method)).Where(table.Has),
            .. table.Columns.Where(name => ExperimentRow.Find(name) is null && table.HasValues(name) && !table.IsNumeric(name)),
        ];
        var groups = new RunGroups(candidates, 0);
        for (int i = 0; i < table.Count; i++)
        {
            cancellation.Check();
            groups.Add(Array.ConvertAll(candidates, name => table[i, name]), [], null, isFailed: true);
        }

        var kept = groups.Distinguished(cancellation).Columns;

        // A single method divides nothing, unless nothing else does.
        string[] varying = [.. kept.Where(name => Enumerable.Range(1, table.Count - 1).Any(i => table.Text(i, name) != table.Text(0, name)))];
        return varying.Length > 0 ? varying : [.. kept.Take(1)];
    }

    private static string[] Measured(RunTable table, bool isSummarised, IReadOnlyList<string>? wanted)
    {
        string[] known = isSummarised ? SummaryRows.Measures(table)
            : [.. ExperimentRow.Columns.Where(column => column.Kind == ExperimentColumnKind.Index || column.Name is nameof(ExperimentRow.EstimatedK) or nameof(ExperimentRow.Iterations) or nameof(ExperimentRow.Seconds))
                .Select(column => column.Name).Concat(table.Columns.Where(name => ExperimentRow.Find(name) is null)).Where(table.IsNumeric)];
        if (wanted is null)
            return known.Length > 0 ? known : throw ReportError.NothingToReport("no row has a measure, such as Accuracy; pass rows of Invoke-MixtureExperiment or Measure-MixtureExperiment");
        return [.. wanted.Select(name => known.FirstOrDefault(own => own.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? (!isSummarised && table.IsNumeric(name) ? table.Columns.First(own => own.Equals(name, StringComparison.OrdinalIgnoreCase)) : throw TableError.MissingProperty(name, known))).Distinct()];
    }

    // The first method, if others can be compared with it run by run. The Bayes rule is a line of its own.
    private static string? ReferenceOf(RunTable table, string? given)
    {
        string[] methods = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, nameof(ExperimentRow.Method))).Where(name => name.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (given is not null) return methods.FirstOrDefault(name => name.Equals(given, StringComparison.OrdinalIgnoreCase)) ?? given;
        return methods.Length > 1 && RunPairs.ReplicateColumns.Any(table.HasValues) ? methods.FirstOrDefault(name => name != nameof(ExperimentMethodKind.Bound)) : null;
    }

    private static IEnumerable<ReportView> SmallViews(RunTable table, ReportFactor[] factors, string[] measures, string? reference, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var subsets = ReportView.Subsets(factors.Length).Where(subset => subset.Length < factors.Length && Array.TrueForAll(subset, f => factors[f].Levels.Length <= MostLevels)).ToList();
        int left = MostFigures;
        for (int s = 0; s < subsets.Count; s++)
        {
            progress?.Report(new ProgressReport("summaries", (double)s / subsets.Count));
            int groups = Enumerable.Range(0, table.Count).Select(i => RunGroups.Text(subsets[s].Select(f => table[i, factors[f].Name]))).Distinct(StringComparer.Ordinal).Count();
            if (groups * measures.Length > left) continue;
            left -= groups * measures.Length;
            yield return Summarised(table, factors, subsets[s], measures, reference, name => Shown.Contains(name), cancellation).View;
        }
    }

    private static (ReportView View, int[] Failed) Summarised(RunTable table, ReportFactor[] factors, int[] chosen, string[] measures, string? reference, Func<string, bool> isKept, CancellationToken cancellation)
    {
        string[] columns = [.. chosen.Select(f => factors[f].Name)];
        var runs = new RunGroups(columns, measures.Length);

        // Differences are those of groups of one method.
        string[] own = [.. ExperimentRow.ColumnsOf(ExperimentColumnKind.Method).Select(column => column.Name).Union(factors.Select(factor => factor.Name)).Where(name => name != nameof(ExperimentRow.Method) && table.Has(name))];
        var pairs = reference is not null && columns.Contains(nameof(ExperimentRow.Method)) ? new RunPairs(reference, own) : null;
        for (int i = 0; i < table.Count; i++)
        {
            cancellation.Check();
            bool isFailed = table.IsFailed(i);
            var values = Array.ConvertAll(measures, name => table.Number(i, name));
            var group = runs.Add(Array.ConvertAll(columns, name => table[i, name]), values, table.Number(i, nameof(ExperimentRow.Bound)), isFailed);
            pairs?.Add(group, table.Text(i, nameof(ExperimentRow.Method)), RunGroups.Text(RunPairs.DocumentColumns.Select(name => table[i, name])), Array.ConvertAll(own, name => table[i, name]), isFailed ? new double?[measures.Length] : values);
        }

        pairs?.Pair(cancellation);
        var groups = runs.All().Groups;
        var view = new ReportView(chosen, measures.Length, [.. groups.Select(group => chosen.Select((f, c) => factors[f].PlaceOf(group.Key[c])).ToArray())]);
        for (int m = 0; m < measures.Length; m++)
            for (int g = 0; g < groups.Count; g++)
            {
                cancellation.Check();
                view.Set(m, g, RunSummary.Of(groups[g], measures[m], m, Confidence), isKept);
                if (pairs is not null) view.Set(m, g, RunSummary.Differences(groups[g], measures[m], m, pairs.Reference, Confidence), isKept);
            }

        return (view, [.. groups.Select(group => group.Failed)]);
    }

    // Of too many, all failed ones and the first of the others.
    private static int[] Chosen(RunTable table, int most)
    {
        int[] all = [.. Enumerable.Range(0, table.Count)];
        return all.Length <= most ? all : [.. all.Where(table.IsFailed).Concat(all.Where(i => !table.IsFailed(i))).Take(most).Order()];
    }
}
