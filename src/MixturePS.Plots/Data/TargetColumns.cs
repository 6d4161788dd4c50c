namespace MixturePS.Plots.Data;

/// <summary>
/// The columns of rows that state the smallest value of a factor at which a metric reaches a target, as
/// Measure-MixtureExperiment -Target writes them.
/// </summary>
/// <param name="Of">The column with the value that is needed, empty where none reaches the target.</param>
/// <param name="Metric">The metric.</param>
/// <param name="Goal">The target in words, as in <c>accuracy of 0.9</c>.</param>
internal sealed record TargetColumns(string Of, string Metric, string Goal)
{
    public const string Reached = "Reached";
    public const string Greatest = "Greatest";
    private const string Target = "Target";
    private static readonly string[] Figures = ["Metric", Target, Reached, Greatest, "Mean", "ConfidenceLow", "ConfidenceHigh", "Count"];

    /// <summary>The columns of such rows; null for other rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric that is wanted; if no row has it, that of the first row is taken.</param>
    public static TargetColumns? Find(PlotTable table, string metric)
    {
        if (!table.Has(Target) || !table.Has(Reached) || !table.Has(Greatest) || table.Count == 0) return null;
        string[] candidates = [.. table.Columns.Where(name => !Figures.Contains(name, StringComparer.OrdinalIgnoreCase) && IsNeeded(table, name))];
        string? next = table.Columns.SkipWhile(name => !name.Equals(Reached, StringComparison.OrdinalIgnoreCase)).Skip(1).FirstOrDefault();
        if ((candidates.Contains(next) ? next : candidates.FirstOrDefault()) is not { } of) return null;
        string[] metrics = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, "Metric")).Distinct(StringComparer.OrdinalIgnoreCase)];
        string shown = metrics.FirstOrDefault(name => name.Equals(metric, StringComparison.OrdinalIgnoreCase)) ?? metrics[0];
        int first = Enumerable.Range(0, table.Count).First(i => table.Text(i, "Metric").Equals(shown, StringComparison.OrdinalIgnoreCase));
        return new TargetColumns(of, shown, $"{Drawing.Labels.Within(shown)} of {(table.Number(first, Target) is { } goal ? Drawing.Numbers.Short(goal) : table.Text(first, Target))}");
    }

    /// <summary>Whether the target was reached in a row.</summary>
    public static bool IsReached(PlotTable table, int row) => table.Text(row, Reached).Equals("True", StringComparison.OrdinalIgnoreCase);

    // The value is a number exactly where the target was reached.
    private static bool IsNeeded(PlotTable table, string name) => Enumerable.Range(0, table.Count).All(i => table.Number(i, name) is not null == IsReached(table, i));
}
