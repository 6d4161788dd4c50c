using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>Classifies the columns of an experiment's rows into factors and measurements.</summary>
internal static class Factors
{
    private const string Method = nameof(ExperimentRow.Method);

    // More lines than that can't be told apart at a glance, and more panels can't be compared.
    private const int MostLines = 8;
    private const int MostPanels = 24;

    // M is another name of DocumentLength.
    private static readonly string[] Known = [.. ExperimentRow.Factors.Select(column => column.Name), "M", Method];

    private static readonly HashSet<string> Measured = new(StringComparer.OrdinalIgnoreCase)
    {
        // Columns of other tables.
        "ConfusionMatrix", "Mapping", "KnownK", "BoundStandardError", "Gap", "CellId", "CellHash", "RunSeed", "DfmSeed", "FitSeed", "SpawnKey",
        "ExitReason", "Time", "Duration", "Elapsed", "ElapsedSeconds", "Milliseconds", "Inertia", "LogLikelihood", "Host", "Version",
        "Mean", "StandardError", "StandardDeviation", "Lower", "Upper", "ConfidenceLow", "ConfidenceHigh", "Count", "Failed", "Median", "Minimum", "Maximum",
        "Metric", "BoundMean", "Reason", "Suggested", "Shard", "Difference", "DifferenceStandardError", "DifferenceLow", "DifferenceHigh", "PairCount", "UnpairedCount", "Reference", "ClusterCount", "DistinctClusterCount", "Target", "Reached", "Greatest",
    };

    static Factors() => Measured.UnionWith(ExperimentRow.Columns.Select(column => column.Name).Except(Known));

    /// <summary>The factor on the axis and the property that defines the groups, where they aren't given.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="value">The column with the values.</param>
    /// <param name="x">The factor, or null for the one that varies.</param>
    /// <param name="group">The property that defines groups; null for the method, if there is one, or else another factor; empty for a single group.</param>
    /// <param name="fallsBackToMethod">Whether the method is the factor if no other varies.</param>
    /// <exception cref="MixtureException">MissingProperty or NoFactorVaries.</exception>
    public static (string X, string? Group) Choose(PlotTable table, string value, string? x, string? group, bool fallsBackToMethod)
    {
        bool isFree = group is null;
        group = group switch
        {
            "" => null,
            null => table.Has(Method) && !string.Equals(x, Method, StringComparison.OrdinalIgnoreCase) ? table.Spelled(Method, string.Empty) : null,
            _ => table.Spelled(group, "give another with -Group"),
        };
        if (x is null && fallsBackToMethod && isFree && Default(table, value, group) is null && table.Has(Method)) (x, group) = (Method, null);
        x = x is null ? Default(table, value, group) ?? throw PlotError.NoFactor(table.Columns) : table.Spelled(x, "name another with -X");

        // The lines of a single method are those of another factor.
        if (isFree && (group is null || table.Levels(group).Count <= 1))
            group = Varying(table, value, [x, group]).FirstOrDefault(name => table.Levels(name).Count is > 1 and <= MostLines) ?? group;
        return (x, group);
    }

    /// <summary>The first factor that varies among rows of the same group and the same place on the axis, if it has few enough values for panels; null if there is none.</summary>
    public static string? Panel(PlotTable table, string value, string x, string? group) =>
        Varying(table, value, [x, group]).FirstOrDefault(name =>
            table.Levels(name).Count is > 1 and <= MostPanels && !(group is null && name.Equals(Method, StringComparison.OrdinalIgnoreCase)));

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
    /// <param name="table">The rows.</param>
    /// <param name="value">The column with the values.</param>
    /// <param name="shown">The columns that the picture shows.</param>
    public static IEnumerable<string> Averaged(PlotTable table, string value, params string?[] shown)
    {
        foreach (string name in Varying(table, value, shown))
        {
            var values = table.Levels(name);
            yield return values.Count <= 6 ? $"{name} {string.Join(", ", values)}" : $"{values.Count} values of {name}";
        }
    }

    private static IEnumerable<string> Varying(PlotTable table, string value, string?[] shown)
    {
        string[] fixedColumns = [.. shown.OfType<string>()];
        return table.Columns.Where(name => Known.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.Equals(value, StringComparison.OrdinalIgnoreCase)
            && !fixedColumns.Contains(name, StringComparer.OrdinalIgnoreCase) && table.VariesWithin(name, fixedColumns));
    }

    private static IEnumerable<string> Candidates(PlotTable table, string metric, string? group)
    {
        bool IsFree(string name) => !string.Equals(name, metric, StringComparison.OrdinalIgnoreCase) && !string.Equals(name, group, StringComparison.OrdinalIgnoreCase);
        var known = table.Columns.Where(name => Known.Contains(name, StringComparer.OrdinalIgnoreCase));
        var other = table.Columns.Where(name => !Known.Contains(name, StringComparer.OrdinalIgnoreCase) && !Measured.Contains(name) && !name.StartsWith("Quantile", StringComparison.OrdinalIgnoreCase));
        return known.Concat(other).Where(IsFree);
    }
}
