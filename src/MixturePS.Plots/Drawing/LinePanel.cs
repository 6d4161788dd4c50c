using MixturePS.Plots.Data;
using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>Draws one panel of a line picture.</summary>
internal static class LinePanel
{
    private const double GroupStep = 5;
    private const double WidestGroups = 24;

    /// <summary>Whether one of the groups is the Bayes rule on the same documents, so that its expected accuracy would repeat it.</summary>
    public static bool ShowsRule(FactorSummary summary) => summary.Groups.Contains(Labels.RuleMethod) || (summary.GroupName is null && summary.Categories.Contains(Labels.RuleMethod));

    /// <summary>The distance, in pixels, of the outer groups from the value of a numeric factor.</summary>
    public static double ShiftOf(FactorSummary summary) => (summary.Groups.Count - 1) / 2.0 * StepOf(summary);

    /// <summary>A panel with its points.</summary>
    /// <param name="summary">The points.</param>
    /// <param name="axes">The axes.</param>
    /// <param name="x">The label of the horizontal axis.</param>
    /// <param name="y">The label of the vertical axis.</param>
    /// <param name="title">The title, or null.</param>
    /// <param name="hasOneBound">Whether the Bayes rule is the same for all groups.</param>
    public static Plot Draw(FactorSummary summary, LineAxes axes, string x, string y, string? title, bool hasOneBound)
    {
        var plot = PanelStyle.New(x, y, title);
        axes.Limit(plot);
        if (summary.Compared is not null) plot.Add.HorizontalLine(0, 1, GroupPalette.Ink);
        if (!ShowsRule(summary)) AddBounds(plot, summary, axes, hasOneBound);
        for (int g = 0; g < summary.Groups.Count; g++) AddGroup(plot, summary, axes, g);
        return plot;
    }

    private static double StepOf(FactorSummary summary)
    {
        double scale = summary.Target is null ? 1 : 2;
        return Math.Min(scale * GroupStep, scale * WidestGroups / summary.Groups.Count);
    }

    private static void AddGroup(Plot plot, FactorSummary summary, LineAxes axes, int group)
    {
        FactorPoint[] points = [.. summary.Points.Where(point => point.Group == group)];
        if (points.Length == 0) return;

        // Shifted so that intervals and open markers don't overlap: by a few pixels if the factor is numeric.
        int groups = summary.Groups.Count;
        double step = summary.IsNumeric ? StepOf(summary) * axes.PerPixel : Math.Min(0.15, 0.7 / groups);
        double shift = (group - ((groups - 1) / 2.0)) * step;
        double[] xs = Array.ConvertAll(points, point => axes.PlaceX(point.X) + shift);
        double[] ys = Array.ConvertAll(points, point => point.IsOpen ? axes.OpenY : axes.PlaceY(point.Mean));
        if (summary.Target is null)
        {
            var bars = plot.Add.ErrorBar(xs, ys, ys);
            bars.YErrorNegative = Array.ConvertAll(points, point => point.Interval is { } interval ? point.Mean - interval.Lower : 0);
            bars.YErrorPositive = Array.ConvertAll(points, point => point.Interval is { } interval ? interval.Upper - point.Mean : 0);
            bars.Color = GroupPalette.Of(group);
            bars.LineWidth = 1.5f;
            bars.CapSize = 4;
        }

        // A line ends where the target isn't reached.
        for (int from = 0, to; from < points.Length; from = to)
        {
            bool isOpen = points[from].IsOpen;
            for (to = from + 1; to < points.Length && points[to].IsOpen == isOpen;) to++;
            var line = plot.Add.Scatter(xs[from..to], ys[from..to], GroupPalette.Of(group));
            line.LineWidth = summary.IsNumeric && !isOpen ? 2 : 0;
            line.MarkerStyle = isOpen ? GroupPalette.OpenMarker(group, 10, GroupPalette.Of(group)) : GroupPalette.Marker(group, 9);
        }
    }

    private static void AddBounds(Plot plot, FactorSummary summary, LineAxes axes, bool hasOneBound)
    {
        if (summary.Bound.Count == 0) return;
        if (hasOneBound)
        {
            AddBound(plot, summary, axes, summary.Bound, GroupPalette.Ink);
            return;
        }

        for (int g = 0; g < summary.Groups.Count; g++)
            AddBound(plot, summary, axes, [.. summary.Points.Where(point => point.Group == g && point.Bound is not null).Select(point => (point.X, point.Bound!.Value))], GroupPalette.Of(g));
    }

    private static void AddBound(Plot plot, FactorSummary summary, LineAxes axes, IReadOnlyList<(double X, double Bound)> bound, Color color)
    {
        var pieces = new List<Coordinates[]>();
        if (summary.IsNumeric && bound.Count > 1) pieces.Add([.. bound.Select(at => new Coordinates(axes.PlaceX(at.X), at.Bound))]);
        else foreach (var (x, value) in bound) pieces.Add([new(axes.PlaceX(x) - 0.4, value), new(axes.PlaceX(x) + 0.4, value)]);
        foreach (var piece in pieces)
        {
            var line = plot.Add.ScatterLine(piece, color);
            line.LineWidth = 2;
            line.LinePattern = LinePattern.Dashed;
        }
    }
}
