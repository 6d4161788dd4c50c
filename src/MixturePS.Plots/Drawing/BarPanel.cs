using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Drawing;

/// <summary>Bars of one colour, one for each name; null where there is no value.</summary>
internal sealed record BarSeries(Color Color, IReadOnlyList<double?> Values);

/// <summary>A panel of horizontal bars: names from top to bottom, each with a bar of each series.</summary>
internal static class BarPanel
{
    private const float ThickestBar = 26;
    private const float LeastForValue = 10;
    private const float RoomForValue = 48;

    /// <summary>Draws the bars.</summary>
    /// <param name="axis">The label of the horizontal axis.</param>
    /// <param name="title">The title, or null.</param>
    /// <param name="names">The names, fitted to their room.</param>
    /// <param name="series">The series, the first at the top of each name.</param>
    /// <param name="range">The least and the greatest value that the axis shows.</param>
    /// <param name="width">The approximate width of the bars' area, in pixels.</param>
    /// <param name="height">The approximate height of the bars' area, in pixels.</param>
    /// <param name="hasValues">Whether each bar has its value beside it, if there is room.</param>
    public static Plot Draw(string axis, string? title, IReadOnlyList<string> names, IReadOnlyList<BarSeries> series, (double Least, double Most) range, float width, float height, bool hasValues)
    {
        var plot = PanelStyle.New(axis, string.Empty, title);
        float row = height / names.Count, thickness = Math.Min(ThickestBar, 0.8f * row / series.Count);
        hasValues &= thickness >= LeastForValue;
        double room = hasValues ? Math.Min(0.5, RoomForValue / width) : 0.04, right = range.Most + (room / (1 - room) * (range.Most - range.Least));
        double left = range.Least < 0 ? range.Least - (0.04 * (range.Most - range.Least)) : 0;
        var yTicks = new NumericManual([.. Enumerable.Range(0, names.Count).Select(i => (double)(names.Count - 1 - i))], [.. names]) { MaxTickCount = int.MaxValue };
        PanelStyle.Limit(plot, left, right, -0.55, names.Count - 0.45, AxisTicks.Linear(left, range.Most, Math.Max(2, (int)(width / 80))), yTicks);
        plot.Axes.Left.MajorTickStyle.Length = 0;
        plot.Grid.YAxisStyle.IsVisible = false;
        double half = thickness / row / 2;
        for (int i = 0; i < names.Count; i++)
        {
            for (int s = 0; s < series.Count; s++)
            {
                if (series[s].Values[i] is not { } value || !double.IsFinite(value)) continue;
                double y = names.Count - 1 - i + ((series.Count - 1 - (2 * s)) * half);
                var bar = plot.Add.Rectangle(Math.Min(0, value), Math.Max(0, value), y - half, y + half);
                bar.FillColor = series[s].Color;
                bar.LineWidth = 0;
                if (!hasValues) continue;
                var text = plot.Add.Text(Value(value, range), Math.Max(0, value), y);
                text.LabelFontSize = Math.Min(12, thickness);
                text.LabelFontColor = GroupPalette.Ink;
                text.Alignment = Alignment.MiddleLeft;
                text.OffsetX = 4;
            }
        }

        return plot;
    }

    /// <summary>The range from zero or below to the greatest value, never empty.</summary>
    public static (double Least, double Most) Range(IEnumerable<double?> values)
    {
        double least = 0, most = 0;
        foreach (double? value in values)
        {
            if (value is not { } known || !double.IsFinite(known)) continue;
            (least, most) = (Math.Min(least, known), Math.Max(most, known));
        }

        return most > least ? (least, most) : (least, least + 1);
    }

    /// <summary>Names cut to a width.</summary>
    public static string[] Shortened(IEnumerable<string> names, float width)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        return [.. names.Select(name => TextLines.Shorten(name, width, style, paint))];
    }

    /// <summary>The width of the widest name.</summary>
    public static float Widest(IEnumerable<string> names)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        return names.Select(name => Lettering.Width(name, style, paint)).DefaultIfEmpty().Max();
    }

    private static string Value(double value, (double Least, double Most) range)
    {
        double size = Math.Max(-range.Least, range.Most);
        return size >= 1e7 ? Numbers.Short(value) : Numbers.Fixed(value, size <= 1 ? 3 : size < 10 ? 2 : size < 1000 ? 1 : 0);
    }
}
