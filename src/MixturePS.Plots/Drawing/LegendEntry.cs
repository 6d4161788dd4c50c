using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>An entry of the legend: a marker, a line, both, or a filled box, and its text.</summary>
internal sealed record LegendEntry(string Text)
{
    public MarkerStyle? Marker { get; init; }

    public LineStyle? Line { get; init; }

    public Color? Box { get; init; }

    /// <summary>The entry of a group of points.</summary>
    public static LegendEntry OfMarker(string text, int group) => new(text) { Marker = GroupPalette.Marker(group, 9) };

    /// <summary>The entry of a group of points connected by a line.</summary>
    public static LegendEntry OfLine(string text, int group) => new(text)
    {
        Marker = GroupPalette.Marker(group, 9),
        Line = new LineStyle { Color = GroupPalette.Of(group), Width = 2 },
    };

    /// <summary>The entry of a dashed line.</summary>
    public static LegendEntry OfDashes(string text, Color color) => new(text) { Line = new LineStyle { Color = color, Width = 2, Pattern = LinePattern.Dashed } };
}
