using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>
/// Rows of experiments as points, divided by the values of a further factor. Rows without a value of that factor, such
/// as those of a method that lacks it, are in all parts.
/// </summary>
/// <param name="All">The points of all rows.</param>
/// <param name="Name">The factor that divides the rows, or null if they aren't divided.</param>
/// <param name="Parts">The points of each part, with its value of the factor; a single part with an empty value if the rows aren't divided.</param>
internal sealed record FactorPanels(FactorSummary All, string? Name, IReadOnlyList<(string Level, FactorSummary Summary)> Parts)
{
    /// <summary>Summarises rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="x">The factor on the axis, or null for the one that varies.</param>
    /// <param name="group">The property that defines groups; null for the method, if there is one, or else another factor; empty for a single group.</param>
    /// <param name="panel">The property that divides the rows; null for another factor that varies, if there is one; empty for undivided rows.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty, NotNumeric or NoFactorVaries.</exception>
    public static FactorPanels Of(PlotTable table, string metric, string? x, string? group, string? panel)
    {
        var all = FactorSummary.Of(table, metric, x, group);
        string? name = panel switch
        {
            "" => null,
            null => Factors.Panel(table, all.Metric, all.X, all.GroupName),
            _ => table.Spelled(panel, "give another with -Panel"),
        };
        if (name is null) return new FactorPanels(all, null, [(string.Empty, all)]);
        var parts = table.Levels(name).Select(level => (Level: level, Summary: all.Part(table.Where(i => table.Text(i, name) is var text && (text.Length == 0 || text == level)), name)));
        return new FactorPanels(all, name, [.. parts.Where(part => part.Summary.Points.Count > 0)]) is { Parts.Count: > 0 } panels
            ? panels
            : throw PlotError.Nothing($"no row has a value of {name}");
    }
}
