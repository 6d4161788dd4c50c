using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots;

/// <summary>
/// Criteria against the number of clusters, one panel per criterion because their scales differ. A ring marks the best
/// value of each, and a dashed line the suggested K.
/// </summary>
public sealed class ClusterCountPicture : Picture
{
    /// <summary>The columns that identify rows of Find-ClusterCount.</summary>
    internal static readonly string[] Marks = ["K", "Suggested", "Reason"];

    private const string Stability = "Stability";

    private static readonly (string Name, bool? LeastIsBest)[] Criteria =
    [
        ("Bic", true), ("Aic", true), ("Icl", true), ("HeldOutLogLikelihood", false), ("LogMarginalLikelihood", false), ("Silhouette", false), (Stability, false), ("Inertia", null),
    ];

    private readonly List<(string Name, bool? LeastIsBest, List<(double K, double Value)> Points)> _panels = [];
    private double[] _ks = [];
    private double[] _suggested = [];
    private string _note = string.Empty;

    private ClusterCountPicture()
    {
    }

    /// <summary>Reads rows.</summary>
    /// <param name="table">The rows, one for each K.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty or NotNumeric.</exception>
    public static ClusterCountPicture Of(PlotTable table, string? title = null)
    {
        if (table.Count == 0) throw PlotError.Nothing("there are no rows");
        table.Spelled("K", "pass the rows of Find-ClusterCount");
        for (int i = 0; i < table.Count; i++)
            if (table.Number(i, "K") is null) throw PlotError.NotNumeric("K", table.Text(i, "K"));
        var picture = new ClusterCountPicture { Title = title };
        picture._ks = [.. Enumerable.Range(0, table.Count).Select(i => table.Number(i, "K")!.Value).Distinct().Order()];
        picture._suggested = [.. Enumerable.Range(0, table.Count).Where(i => table.Text(i, "Suggested").Equals("True", StringComparison.OrdinalIgnoreCase)).Select(i => table.Number(i, "K")!.Value).Distinct()];
        foreach (var (name, least) in Criteria)
        {
            var points = Enumerable.Range(0, table.Count).Select(i => (K: table.Number(i, "K")!.Value, Value: table.Number(i, name)))
                .Where(point => point.Value is { } value && double.IsFinite(value)).Select(point => (point.K, point.Value!.Value)).OrderBy(point => point.K).ToList();
            if (points.Count > 0) picture._panels.Add((name, least, points));
        }

        if (picture._panels.Count == 0) throw PlotError.Nothing($"the rows have no values of the criteria {string.Join(", ", Criteria.Select(criterion => criterion.Name))}");
        string[] methods = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, "Method")).Where(text => text.Length > 0).Distinct()];
        string[] reasons = [.. Enumerable.Range(0, table.Count).Where(i => table.Text(i, "Suggested").Equals("True", StringComparison.OrdinalIgnoreCase)).Select(i => table.Text(i, "Reason")).Where(text => text.Length > 0)];
        picture._note = string.Join("; ", methods.Concat(reasons.Take(1)));
        if (picture._note.Length > 0) picture._note += ".";
        return picture;
    }

    internal override Frame Compose(int width, int height)
    {
        int columns = _panels.Count switch { 1 => 1, 2 or 4 => 2, _ => 3 };
        int rows = (_panels.Count + columns - 1) / columns;
        string suggestion = _suggested.Length == 0 ? string.Empty : $": {string.Join(" and ", _suggested.Select(Numbers.Short))} suggested";
        var frame = new Frame(width, height) { Title = Title ?? "Number of clusters" + suggestion, Columns = columns, Note = _note };
        if (_suggested.Length > 0) frame.Legend.Add(LegendEntry.OfDashes("suggested K", GroupPalette.Of(1)));
        frame.Legend.Add(new LegendEntry("best of the criterion") { Marker = Ring(10) });
        for (int p = 0; p < _panels.Count; p++) frame.Panels.Add(Panel(_panels[p], p / columns == rows - 1 || p + columns >= _panels.Count, width / columns, height / rows));
        return frame;
    }

    private static ScottPlot.MarkerStyle Ring(float size) => new(ScottPlot.MarkerShape.OpenCircle, size, GroupPalette.Of(1)) { LineStyle = new ScottPlot.LineStyle { Color = GroupPalette.Of(1), Width = 2 } };

    private ScottPlot.Plot Panel((string Name, bool? LeastIsBest, List<(double K, double Value)> Points) panel, bool hasLabel, int width, int height)
    {
        string hint = panel.LeastIsBest switch { true => " (min)", false => " (max)", null => string.Empty };
        string title = Labels.Name(panel.Name) + (width >= 240 ? hint : string.Empty);
        var plot = PanelStyle.New(hasLabel ? "K (clusters)" : string.Empty, string.Empty, title);
        plot.Axes.Title.Label.FontSize = 13;
        var (left, right) = PanelStyle.Padded([_ks[0], _ks[^1]], 0.06);
        var (bottom, top) = PanelStyle.Padded(panel.Points.Select(point => point.Value), 0.1);
        PanelStyle.Limit(plot, left, right, bottom, top, AxisTicks.Linear(left, right, Math.Max(2, width / 50), isWhole: true), AxisTicks.Linear(bottom, top, Math.Max(2, height / 55)));
        foreach (double k in _suggested)
        {
            var line = plot.Add.Line(k, bottom, k, top);
            line.LineColor = GroupPalette.Of(1);
            line.LineWidth = 1.5f;
            line.LinePattern = ScottPlot.LinePattern.Dashed;
        }

        var points = plot.Add.Scatter(panel.Points.Select(point => point.K).ToArray(), panel.Points.Select(point => point.Value).ToArray(), GroupPalette.Of(0));
        points.LineWidth = 2;
        points.MarkerStyle = GroupPalette.Marker(0, 7);
        if (panel.LeastIsBest is { } least)
        {
            var (k, value) = least ? panel.Points.MinBy(point => point.Value) : panel.Points.MaxBy(point => point.Value);

            // The stability's best K is the greatest of those that are about as stable.
            if (panel.Name == Stability) (k, value) = panel.Points.Last(point => point.Value >= value - ClusterCountSuggestion.StabilityTolerance - 1e-12);
            plot.Add.Marker(k, value).MarkerStyle = Ring(13);
        }

        return plot;
    }
}
