using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Drawing;

/// <summary>The style of a panel: axes at the left and the bottom, a faint grid, readable text.</summary>
internal static class PanelStyle
{
    public const float TickSize = 13;
    public const float LabelSize = 14;

    /// <summary>An empty panel.</summary>
    public static Plot New(string x, string y, string? title = null)
    {
        var plot = new Plot();
        plot.FigureBackground.Color = Colors.Transparent;
        plot.Axes.Right.FrameLineStyle.Width = 0;
        plot.Axes.Top.FrameLineStyle.Width = 0;
        plot.Axes.Right.MinimumSize = 14;
        plot.Axes.Top.MinimumSize = 8;
        plot.Grid.MajorLineColor = Color.FromHex("#E4E4E4");
        if (title is not null)
        {
            plot.Axes.Title.Label.Text = title;
            plot.Axes.Title.Label.FontSize = LabelSize;
            plot.Axes.Title.Label.Bold = false;
            plot.Axes.Title.Label.ForeColor = GroupPalette.Ink;
        }

        Style(plot.Axes.Bottom, x);
        Style(plot.Axes.Left, y);
        plot.HideLegend();
        return plot;
    }

    /// <summary>Sets the range and the ticks of both axes.</summary>
    /// <remarks>Labels that the drawing library can't draw, because of their script or their slant, get axes of their own.</remarks>
    public static void Limit(Plot plot, double left, double right, double bottom, double top, NumericManual xTicks, NumericManual yTicks, bool areSlanted = false)
    {
        if (areSlanted || !TextTicks.ArePlain(plot.Axes.Bottom.Label.Text, xTicks, new CoordinateRange(left, right), Edge.Bottom))
        {
            var axis = new TextBottomAxis(areSlanted);
            Style(axis, plot.Axes.Bottom.Label.Text);
            plot.Axes.Remove(plot.Axes.Bottom);
            plot.Axes.AddBottomAxis(axis);
            plot.Axes.DefaultGrid.XAxis = axis;
        }

        if (!TextTicks.ArePlain(plot.Axes.Left.Label.Text, yTicks, new CoordinateRange(bottom, top), Edge.Left))
        {
            var axis = new TextLeftAxis();
            Style(axis, plot.Axes.Left.Label.Text);
            plot.Axes.Remove(plot.Axes.Left);
            plot.Axes.AddLeftAxis(axis);
            plot.Axes.DefaultGrid.YAxis = axis;
        }

        plot.Axes.SetLimits(left, right, bottom, top);
        plot.Axes.Bottom.TickGenerator = xTicks;
        plot.Axes.Left.TickGenerator = yTicks;
    }

    /// <summary>The range of values with some space around it, never empty, and not below a floor that the values respect.</summary>
    public static (double Low, double High) Padded(IEnumerable<double> values, double share, double floor = double.NegativeInfinity)
    {
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        if (low > high) return (0, 1);
        double room = high > low ? (high - low) * share : Math.Max(Math.Abs(high) * 0.1, 1e-9);
        return (low >= floor ? Math.Max(floor, low - room) : low - room, high + room);
    }

    private static void Style(IAxis axis, string label)
    {
        axis.Label.Text = label;
        axis.Label.FontSize = LabelSize;
        axis.Label.Bold = false;
        axis.Label.ForeColor = GroupPalette.Ink;
        axis.TickLabelStyle.FontSize = TickSize;
        axis.TickLabelStyle.ForeColor = GroupPalette.Ink;
        axis.FrameLineStyle.Color = GroupPalette.Faint;
        axis.MajorTickStyle.Color = GroupPalette.Faint;
    }
}
