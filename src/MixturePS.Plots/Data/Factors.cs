using MixturePS.Core.Experiments;

namespace MixturePS.Plots.Data;

/// <summary>Classifies the columns of an experiment's rows into factors and measurements.</summary>
internal static class Factors
{
    // M is another name of DocumentLength.
    private static readonly string[] Known = [.. ExperimentRow.Factors.Select(column => column.Name), "M", nameof(ExperimentRow.Method)];

    private static readonly HashSet<string> Measured = new(StringComparer.OrdinalIgnoreCase)
    {
        // Columns of other tables.
        "ConfusionMatrix", "Mapping", "KnownK", "BoundStandardError", "Gap", "CellId", "CellHash", "RunSeed", "DfmSeed", "FitSeed", "SpawnKey",
        "ExitReason", "Time", "Duration", "Elapsed", "ElapsedSeconds", "Milliseconds", "Inertia", "LogLikelihood", "Host", "Version",
        "Mean", "StandardError", "StandardDeviation", "Lower", "Upper", "ConfidenceLow", "ConfidenceHigh", "Count", "Failed", "Median", "Minimum", "Maximum",
        "Metric", "BoundMean", "Reason", "Suggested", "Shard", "ClusterCount", "DistinctClusterCount",
    };

    static Factors() => Measured.UnionWith(ExperimentRow.Columns.Select(column => column.Name).Except(Known));

    /// <summary>
    /// The first numeric column that varies within a group, known factors before others; otherwise the first text
    /// column that varies, or null.
    /// </summary>
    public static string? Default(PlotTable table, string metric, string? group)
    {
        string[] varying = [.. Candidates(table, metric, group).Where(name => table.VariesWithin(name, group is null ? [] : [group]))];
        return varying.FirstOrDefault(table.IsNumeric) ?? varying.FirstOrDefault();
    }

    /// <summary>The known factors that vary among rows with equal values of the shown columns, each with its values.</summary>
    public static IEnumerable<string> Averaged(PlotTable table, IReadOnlyList<string> shown)
    {
        foreach (string name in table.Columns)
        {
            if (!Known.Contains(name, StringComparer.OrdinalIgnoreCase) || shown.Contains(name, StringComparer.OrdinalIgnoreCase) || !table.VariesWithin(name, shown)) continue;
            string[] values = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, name)).Where(text => text.Length > 0).Distinct()];
            yield return values.Length <= 6 ? $"{name} {string.Join(", ", values)}" : $"{values.Length} values of {name}";
        }
    }

    private static IEnumerable<string> Candidates(PlotTable table, string metric, string? group)
    {
        bool IsFree(string name) => !string.Equals(name, metric, StringComparison.OrdinalIgnoreCase) && !string.Equals(name, group, StringComparison.OrdinalIgnoreCase);
        var known = table.Columns.Where(name => Known.Contains(name, StringComparer.OrdinalIgnoreCase));
        var other = table.Columns.Where(name => !Known.Contains(name, StringComparer.OrdinalIgnoreCase) && !Measured.Contains(name) && !name.StartsWith("Quantile", StringComparison.OrdinalIgnoreCase));
        return known.Concat(other).Where(IsFree);
    }
}
