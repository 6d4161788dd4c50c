using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots;

/// <summary>
/// A metric of named rows as horizontal bars, with its value, and the Bayes rule as a dashed line. Rows with the same
/// name are averaged.
/// </summary>
public sealed class BarPicture : Picture
{
    private const int Most = 60;
    private const int LeastRow = 18;
    private const float ThickestBar = 44;
    private const float RoomForValue = 60;
    private readonly FactorSummary _summary;

    private BarPicture(FactorSummary summary) => _summary = summary;

    /// <summary>The number of rows that were omitted because they have no value of the metric.</summary>
    public int LeftOut => _summary.LeftOut;

    internal override IEnumerable<string> Texts => Names();

    /// <summary>Summarises rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="name">The property that names a bar, or null for Name, Method or the first text property.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty, NotNumeric or TooManyToPlot.</exception>
    public static BarPicture Of(PlotTable table, string metric, string? name, string? title = null)
    {
        if (table.Count == 0) throw PlotError.Nothing("there are no rows");
        name ??= new[] { "Name", "Method" }.FirstOrDefault(table.Has)
            ?? table.Columns.FirstOrDefault(column => !table.IsNumeric(column) && !string.Equals(column, metric, StringComparison.OrdinalIgnoreCase));
        if (name is null) throw PlotError.MissingProperty("Name", table.Columns, "name the property that labels the bars with -X");
        var summary = FactorSummary.Of(table, metric, name, string.Empty);
        int count = summary.Points.Count;
        return count <= Most ? new BarPicture(summary) { Title = title } : throw PlotError.TooMany(count, "bars", Most, "select some of the rows");
    }

    internal override int HeightFor(int width) => Math.Max(DefaultHeight, 150 + (LeastRow * _summary.Points.Count));

    internal override Frame Compose(int width, int height)
    {
        string[] names = Names();
        string subject = _summary.Target is { } target ? $"{Labels.Name(_summary.Metric)} needed: {target.Goal}" : Labels.Name(_summary.Metric);
        var frame = new Frame(width, height) { Title = Title ?? subject, Note = Note() };
        var plot = PanelStyle.New(Labels.Axis(_summary.Metric), string.Empty);
        double most = _summary.Points.Max(point => point.Interval?.Upper ?? point.Mean), least = Math.Min(0, _summary.Points.Min(point => point.Interval?.Lower ?? point.Mean));
        foreach (var (_, bound) in _summary.Bound) most = Math.Max(most, bound);
        double right = most <= 1 && most > 0.5 ? 1.08 : least + ((most - least) * 1.12);
        if (right <= least) right = least + 1;
        var yTicks = new NumericManual([.. Enumerable.Range(0, names.Length).Select(i => (double)(names.Length - 1 - i))], Shortened(names, width));
        PanelStyle.Limit(plot, least, right, -0.6, names.Length - 0.4, AxisTicks.Linear(least, most <= 1 ? Math.Min(1, right) : right, Math.Max(3, width / 120)), yTicks);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        bool isWhole = _summary.Target is not null && _summary.Points.All(point => point.Mean == Math.Floor(point.Mean));
        float row = (height - 150f) / names.Length, unit = (width - 200f) / (float)(right - least);
        for (int i = 0; i < names.Length; i++) AddBar(plot, _summary.Points[i], names.Length - 1 - i, Math.Min(0.36, ThickestBar / 2 / row), unit, isWhole);
        AddBound(plot, frame, names.Length);
        frame.Panels.Add(plot);
        return frame;
    }

    /// <summary>Adds a bar.</summary>
    /// <param name="plot">The plot to add it to.</param>
    /// <param name="point">The value.</param>
    /// <param name="y">The vertical position.</param>
    /// <param name="half">Half of the thickness.</param>
    /// <param name="unit">The approximate length of one unit, in pixels.</param>
    /// <param name="isWhole">Whether all values are whole numbers.</param>
    private static void AddBar(Plot plot, FactorPoint point, double y, double half, float unit, bool isWhole)
    {
        var bar = plot.Add.Rectangle(Math.Min(0, point.Mean), Math.Max(0, point.Mean), y - half, y + half);
        bar.FillColor = point.IsOpen ? Colors.White : GroupPalette.Of(0);
        bar.LineColor = GroupPalette.Of(0);
        bar.LineWidth = point.IsOpen ? 1.5f : 0;
        double end = Math.Max(0, point.Mean);
        if (point.Interval is { } interval && interval.Upper > interval.Lower)
        {
            var whisker = plot.Add.ErrorBar([point.Mean], [y], [0.0]);
            whisker.YErrorNegative = whisker.YErrorPositive = null;
            whisker.XErrorNegative = [point.Mean - interval.Lower];
            whisker.XErrorPositive = [interval.Upper - point.Mean];
            whisker.Color = GroupPalette.Ink;
            whisker.LineWidth = 1.5f;
            whisker.CapSize = 4;
            end = Math.Max(end, interval.Upper);
        }

        // At the base of the bar, the value doesn't overlap the whisker or the line of the Bayes rule.
        bool isInside = !point.IsOpen && Math.Min(point.Mean, point.Interval?.Lower ?? point.Mean) * unit > RoomForValue;
        string value = point.IsOpen ? $"> {Numbers.Short(point.Mean)}" : isWhole ? Numbers.Whole((long)point.Mean) : Numbers.Fixed(point.Mean, Math.Abs(point.Mean) < 10 ? 3 : 1);
        var text = plot.Add.Text(value, isInside ? 0 : end, y);
        text.LabelFontSize = PanelStyle.TickSize;
        text.LabelFontColor = isInside ? Colors.White : GroupPalette.Ink;
        text.Alignment = Alignment.MiddleLeft;
        text.OffsetX = 7;
    }

    private void AddBound(Plot plot, Frame frame, int bars)
    {
        if (_summary.Bound.Count == 0) return;
        bool isOne = _summary.Bound.Count == bars && _summary.Bound.All(at => Math.Abs(at.Bound - _summary.Bound[0].Bound) <= 1e-12);
        if (isOne) Dash(_summary.Bound[0].Bound, -0.6, bars - 0.4);
        else foreach (var (x, bound) in _summary.Bound) Dash(bound, bars - 1 - Rank(x) - 0.45, bars - 1 - Rank(x) + 0.45);
        frame.Legend.Add(LegendEntry.OfDashes(isOne ? $"{Labels.BayesRule} {Numbers.Fixed(_summary.Bound[0].Bound, 3)}" : Labels.BayesRule, GroupPalette.Of(1)));

        void Dash(double at, double from, double to)
        {
            var line = plot.Add.Line(at, from, at, to);
            line.LineColor = GroupPalette.Of(1);
            line.LineWidth = 2;
            line.LinePattern = LinePattern.Dashed;
        }
    }

    private int Rank(double x) => _summary.Points.Select(point => point.X).ToList().IndexOf(x);

    private string[] Names() => [.. _summary.Points.Select(point => _summary.IsNumeric ? Numbers.Short(point.X) : Labels.Method(_summary.Categories[(int)point.X]))];

    private static string[] Shortened(string[] names, int width)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        return Array.ConvertAll(names, name => TextLines.Shorten(name, width * 0.4f, style, paint));
    }

    private string Note()
    {
        int most = _summary.Points.Max(point => point.Count);
        if (_summary.Target is not null)
            return $"Smallest {Labels.Within(_summary.Metric)} that was run with the target" + (_summary.Points.Any(point => point.IsOpen) ? "; an empty bar where none reaches it." : ".");
        string note = most == 1 ? string.Empty : $"Means of up to {Numbers.Whole(most)} runs" + (_summary.HasIntervals ? ", with 95 % intervals" : string.Empty) + ".";
        if (_summary.Averaged.Count > 0 && most > 1) note = $"{note.TrimEnd('.')}; over {string.Join(" and ", _summary.Averaged)}.";
        return _summary.LeftOut == 0 ? note : $"{note} {Numbers.LeftOut(_summary.LeftOut)}.";
    }
}
