using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots;

/// <summary>
/// A metric of experiments against a factor: a line with markers and 95 % intervals for each group, and the Bayes bound
/// as a dashed line. The axis is logarithmic if the values of the factor span more than a factor of ten; values that
/// aren't numbers are placed at equal distances.
/// </summary>
public sealed class LinePicture : Picture
{
    private const double Padding = 0.04;
    private const double GroupStep = 5;
    private const double WidestGroups = 24;
    private const float RoomForName = 90;
    private const float GapOfNames = 8;
    private const string BoundText = "Bayes bound";
    private readonly FactorSummary _summary;

    private LinePicture(FactorSummary summary) => _summary = summary;

    /// <summary>The number of rows that were omitted because they have no value of the metric.</summary>
    public int LeftOut => _summary.LeftOut;

    internal override IEnumerable<string> Texts => _summary.Groups.Concat(_summary.Categories);

    private bool IsLogarithmic
    {
        get
        {
            double least = _summary.Points.Min(point => point.X), most = _summary.Points.Max(point => point.X);
            return _summary.IsNumeric && least > 0 && most / least > 10;
        }
    }

    private bool HasOneBound => _summary.GroupName is null || _summary.GroupName.Equals("Method", StringComparison.OrdinalIgnoreCase)
        || _summary.Points.GroupBy(point => point.X).All(at => at.Select(point => point.Bound).Distinct().Count() == 1);

    /// <summary>Summarises rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="x">The factor, or null for the one that varies.</param>
    /// <param name="group">The property that defines groups; null for the method, if there is one; empty for a single group.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty, NotNumeric, NoFactorVaries or TooManyToPlot.</exception>
    public static LinePicture Of(PlotTable table, string metric, string? x, string? group, string? title = null)
    {
        var summary = FactorSummary.Of(table, metric, x, group);
        if (summary.Groups.Count > GroupPalette.Count)
            throw PlotError.TooMany(summary.Groups.Count, $"values of {summary.GroupName}", GroupPalette.Count, "select some of the rows, or give another -Group");
        return new LinePicture(summary) { Title = title };
    }

    internal override Frame Compose(int width, int height)
    {
        string groups = _summary.GroupName is { } name && _summary.Groups.Count > 1 ? $" for each {Labels.Within(name)}" : string.Empty;
        var frame = new Frame(width, height) { Title = Title ?? $"{Labels.Name(_summary.Metric)} by {Labels.Within(_summary.X)}{groups}", Note = Note() };
        var plot = PanelStyle.New(Labels.Axis(_summary.X), Labels.Axis(_summary.Metric));
        Limit(plot, width, height);
        AddBounds(plot, frame);
        double perPixel = plot.Axes.GetLimits().HorizontalSpan / (width - 100);
        for (int g = 0; g < _summary.Groups.Count; g++) AddGroup(plot, frame, g, perPixel);
        frame.Panels.Add(plot);
        return frame;
    }

    private double Place(double x) => IsLogarithmic ? Math.Log10(x) : x;

    private void Limit(Plot plot, int width, int height)
    {
        var bounds = HasOneBound ? _summary.Bound.Select(at => at.Bound) : _summary.Points.Select(point => point.Bound).OfType<double>();
        var (bottom, top) = PanelStyle.Padded(_summary.Points.SelectMany(Heights).Concat(bounds), 0.06, floor: 0);
        bool isShare = _summary.Points.All(point => point.Mean <= 1) && top > 1 && bottom >= -1;
        var yTicks = AxisTicks.Linear(bottom, isShare ? 1 : top, Math.Max(3, height / 60));
        if (!_summary.IsNumeric)
        {
            var (labels, areSlanted) = Names(_summary.Categories, width, height);
            PanelStyle.Limit(plot, -0.6, _summary.Categories.Count - 0.4, bottom, top, labels, yTicks, areSlanted);
            return;
        }

        double[] xs = [.. _summary.Points.Select(point => point.X).Distinct().Order()];
        var (left, right) = PanelStyle.Padded(xs.Select(Place), Padding);
        var xTicks = IsLogarithmic ? AxisTicks.Logarithmic(xs, width - 120, Padding / (1 + (2 * Padding)))
            : AxisTicks.Linear(left, right, Math.Max(3, width / 90), xs.All(value => value == Math.Floor(value)));
        PanelStyle.Limit(plot, left, right, bottom, top, xTicks, yTicks);

        static IEnumerable<double> Heights(FactorPoint point) =>
            point.Interval is { } interval ? [point.Mean, interval.Lower, interval.Upper] : [point.Mean];
    }

    /// <summary>The names of categories: side by side if they have room, otherwise shortened, or slanted if there are many.</summary>
    private static (NumericManual Ticks, bool AreSlanted) Names(IReadOnlyList<string> names, int width, int height)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        float room = (width - 100) / (names.Count + 0.2f);
        bool areSlanted = room < RoomForName && names.Any(name => Lettering.Width(name, style, paint) > room - GapOfNames);

        // A slanted name is not longer than the room at the left of the first one, nor than a third of the height.
        float longest = areSlanted ? Math.Min(0.45f * height, 1.4f * (70 + (0.6f * room))) : Math.Max(RoomForName, room) - GapOfNames;
        int every = areSlanted ? Math.Max(1, (int)Math.Ceiling(1.5 * PanelStyle.TickSize / room)) : 1;
        var ticks = new NumericManual { MaxTickCount = int.MaxValue };
        for (int i = 0; i < names.Count; i += every) ticks.AddMajor(i, TextLines.Shorten(names[i], longest, style, paint));
        return (ticks, areSlanted);
    }

    private void AddGroup(Plot plot, Frame frame, int group, double perPixel)
    {
        FactorPoint[] points = [.. _summary.Points.Where(point => point.Group == group)];

        // Shifted so that intervals don't overlap: by a few pixels if the factor is numeric.
        double step = _summary.IsNumeric ? Math.Min(GroupStep, WidestGroups / _summary.Groups.Count) * perPixel : Math.Min(0.15, 0.7 / _summary.Groups.Count);
        double shift = (group - ((_summary.Groups.Count - 1) / 2.0)) * step;
        double[] xs = Array.ConvertAll(points, point => Place(point.X) + shift);
        double[] ys = Array.ConvertAll(points, point => point.Mean);
        var bars = plot.Add.ErrorBar(xs, ys, ys);
        bars.YErrorNegative = Array.ConvertAll(points, point => point.Interval is { } interval ? point.Mean - interval.Lower : 0);
        bars.YErrorPositive = Array.ConvertAll(points, point => point.Interval is { } interval ? interval.Upper - point.Mean : 0);
        bars.Color = GroupPalette.Of(group);
        bars.LineWidth = 1.5f;
        bars.CapSize = 4;
        var line = plot.Add.Scatter(xs, ys, GroupPalette.Of(group));
        line.LineWidth = _summary.IsNumeric ? 2 : 0;
        line.MarkerStyle = GroupPalette.Marker(group, 9);
        if (_summary.GroupName is not { } name) return;
        string text = _summary.Groups[group];
        if (char.IsAsciiDigit(text.FirstOrDefault())) text = $"{Labels.Name(name)} {text}";
        else if (text == "Bound") text = "Bayes rule on these documents";
        frame.Legend.Add(_summary.IsNumeric ? LegendEntry.OfLine(text, group) : LegendEntry.OfMarker(text, group));
    }

    private void AddBounds(Plot plot, Frame frame)
    {
        if (_summary.Bound.Count == 0) return;
        if (HasOneBound)
        {
            AddBound(plot, _summary.Bound, GroupPalette.Ink);
        }
        else
        {
            for (int g = 0; g < _summary.Groups.Count; g++)
                AddBound(plot, [.. _summary.Points.Where(point => point.Group == g && point.Bound is not null).Select(point => (point.X, point.Bound!.Value))], GroupPalette.Of(g));
        }

        frame.Legend.Add(LegendEntry.OfDashes(HasOneBound ? BoundText : BoundText + " of each, in its colour", GroupPalette.Ink));
    }

    private void AddBound(Plot plot, IReadOnlyList<(double X, double Bound)> bound, Color color)
    {
        var pieces = new List<Coordinates[]>();
        if (_summary.IsNumeric && bound.Count > 1) pieces.Add([.. bound.Select(at => new Coordinates(Place(at.X), at.Bound))]);
        else foreach (var (x, value) in bound) pieces.Add([new(Place(x) - 0.4, value), new(Place(x) + 0.4, value)]);
        foreach (var piece in pieces)
        {
            var line = plot.Add.ScatterLine(piece, color);
            line.LineWidth = 2;
            line.LinePattern = LinePattern.Dashed;
        }
    }

    private string Note()
    {
        int least = _summary.Points.Min(point => point.Count), most = _summary.Points.Max(point => point.Count);
        string note = (least == most ? $"{Numbers.Whole(most)} " : $"{Numbers.Whole(least)} to {Numbers.Whole(most)} ") + (most == 1 ? "run per point" : "runs per point");
        if (_summary.HasIntervals) note += ", with 95 % intervals of the mean";
        if (_summary.Averaged.Count > 0) note += $"; over {string.Join(" and ", _summary.Averaged)}";
        if (_summary.LeftOut > 0) note += $"; {Numbers.LeftOut(_summary.LeftOut)}";
        return note + ".";
    }
}
