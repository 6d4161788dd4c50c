using MixturePS.Plots.Data;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Drawing;

/// <summary>The axes that all panels of a line picture share.</summary>
internal sealed class LineAxes
{
    private const double Padding = 0.04;
    private const double HalfMarker = 7;
    private const double MarkerRoom = 0.03;
    private const float RoomForName = 90;
    private const float GapOfNames = 8;
    private readonly FactorSummary _all;
    private readonly double[] _xs;
    private readonly double[] _needed;
    private readonly int _width;
    private readonly int _height;
    private readonly double _padding;
    private readonly double _left;
    private readonly double _right;
    private readonly double _bottom;
    private readonly double _top;

    /// <summary>Axes with room for all points of all panels.</summary>
    /// <param name="all">The points of all rows.</param>
    /// <param name="parts">The points of each panel.</param>
    /// <param name="hasOneBound">Whether the Bayes rule is the same for all groups.</param>
    /// <param name="width">The width of a panel.</param>
    /// <param name="height">The height of a panel.</param>
    public LineAxes(FactorSummary all, IReadOnlyList<FactorSummary> parts, bool hasOneBound, int width, int height)
    {
        (_all, _width, _height) = (all, width, height);
        FactorPoint[] points = [.. parts.SelectMany(part => part.Points)];
        _xs = [.. points.Select(point => point.X).Distinct().Order()];
        IsLogarithmicX = all.IsNumeric && Spans(_xs);

        // The markers of the outer groups, which are shifted, have room too.
        _padding = Math.Max(Padding, (LinePanel.ShiftOf(all) + HalfMarker) / Math.Max(50, width - 100));
        if (all.IsNumeric) (_left, _right) = PanelStyle.Padded(_xs.Select(PlaceX), _padding);
        else (_left, _right) = (-0.6, all.Categories.Count - 0.4);

        // The axis reaches the greatest value that was run where that doesn't suffice.
        _needed = all.Target is null ? [] : [.. points.Select(point => point.Mean).Distinct().Order()];
        IsLogarithmicY = Spans(_needed);
        if (all.Target is not null)
        {
            (_bottom, _top) = PanelStyle.Padded(_needed.Select(PlaceY), 0.08, IsLogarithmicY ? double.NegativeInfinity : 0);
            if (points.Any(point => point.IsOpen))
            {
                OpenY = _top + (0.08 * (_top - _bottom));
                _top += 0.14 * (_top - _bottom);
            }
        }
        else
        {
            var bounds = LinePanel.ShowsRule(all) ? [] : hasOneBound ? parts.SelectMany(part => part.Bound.Select(at => at.Bound)) : points.Select(point => point.Bound).OfType<double>();
            (_bottom, _top) = PanelStyle.Padded(points.SelectMany(Heights).Concat(bounds).Concat(all.Compared is null ? [] : [0]), 0.06, floor: all.Compared is null ? 0 : double.NegativeInfinity);

            // Markers near zero are not cut off.
            if (_bottom == 0 && points.Any(point => point.Mean < MarkerRoom * _top)) _bottom = -MarkerRoom * _top;
        }

        static IEnumerable<double> Heights(FactorPoint point) => point.Interval is { } interval ? [point.Mean, interval.Lower, interval.Upper] : [point.Mean];
    }

    /// <summary>Whether the horizontal axis is logarithmic.</summary>
    public bool IsLogarithmicX { get; }

    /// <summary>Whether the vertical axis is logarithmic.</summary>
    public bool IsLogarithmicY { get; }

    /// <summary>The place of markers of targets that weren't reached.</summary>
    public double OpenY { get; }

    /// <summary>The length of a pixel on the horizontal axis.</summary>
    public double PerPixel => (_right - _left) / Math.Max(50, _width - 100);

    /// <summary>The place of a value on the horizontal axis.</summary>
    public double PlaceX(double x) => IsLogarithmicX ? Math.Log10(x) : x;

    /// <summary>The place of a value on the vertical axis.</summary>
    public double PlaceY(double y) => IsLogarithmicY ? Math.Log10(y) : y;

    /// <summary>Sets the axes of a panel.</summary>
    public void Limit(Plot plot)
    {
        var yTicks = TicksY();
        if (_all.IsNumeric)
        {
            var xTicks = IsLogarithmicX ? AxisTicks.Logarithmic(_xs, _width - 120, _padding / (1 + (2 * _padding)))
                : AxisTicks.Linear(_left, _right, Math.Max(3, _width / 90), _xs.All(value => value == Math.Floor(value)));
            PanelStyle.Limit(plot, _left, _right, _bottom, _top, xTicks, yTicks);
            return;
        }

        var (labels, areSlanted) = Names(_all.Categories, _width, _height);
        PanelStyle.Limit(plot, _left, _right, _bottom, _top, labels, yTicks, areSlanted);
    }

    private static bool Spans(double[] values) => values.Length > 0 && values[0] > 0 && values[^1] / values[0] > 10;

    private NumericManual TicksY()
    {
        int about = Math.Max(3, _height / 60);
        if (IsLogarithmicY) return AxisTicks.Logarithmic(_needed, _height - 90, 0.1);
        if (_all.Target is not null) return AxisTicks.Linear(_bottom, OpenY > 0 ? OpenY - (0.05 * (_top - _bottom)) : _top, about, _needed.All(value => value == Math.Floor(value)));
        var range = MetricRange.Of(_all.Metric);
        bool isShare = double.IsInfinity(range.High) && _all.Points.All(point => point.Mean <= 1) && _top > 1 && _bottom >= -1;
        return AxisTicks.Linear(Math.Max(_bottom, range.Low), isShare ? 1 : Math.Min(_top, range.High), about);
    }

    /// <summary>The names of categories: side by side if they have room, otherwise shortened, or slanted if there are many.</summary>
    private static (NumericManual Ticks, bool AreSlanted) Names(IReadOnlyList<string> names, int width, int height)
    {
        using var paint = Paint.NewDisposablePaint();
        var style = new LabelStyle { FontSize = PanelStyle.TickSize };
        float room = (width - 100) / (names.Count + 0.2f);
        bool areSlanted = room < RoomForName && names.Any(name => Lettering.Width(Labels.Method(name), style, paint) > room - GapOfNames);

        // A slanted name is not longer than the room at the left of the first one, nor than a third of the height.
        float longest = areSlanted ? Math.Min(0.45f * height, 1.4f * (70 + (0.6f * room))) : Math.Max(RoomForName, room) - GapOfNames;
        int every = areSlanted ? Math.Max(1, (int)Math.Ceiling(1.5 * PanelStyle.TickSize / room)) : 1;
        var ticks = new NumericManual { MaxTickCount = int.MaxValue };
        for (int i = 0; i < names.Count; i += every) ticks.AddMajor(i, TextLines.Shorten(Labels.Method(names[i]), longest, style, paint));
        return (ticks, areSlanted);
    }
}
