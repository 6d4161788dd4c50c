using MixturePS.Plots.Typesetting;
using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.TickGenerators;

namespace MixturePS.Plots.Drawing;

/// <summary>A left axis with labels in any script.</summary>
internal sealed class TextLeftAxis : LeftAxis
{
    // The distance of the library's own labels from the tick.
    private const float Gap = 5;

    /// <inheritdoc/>
    public override float Measure(Paint paint)
    {
        float labels = TickGenerator.Ticks.Select(tick => Lettering.Width(tick.Label, TickLabelStyle, paint)).DefaultIfEmpty().Max();
        return labels + (LabelText.Length == 0
            ? EmptyLabelPadding.Horizontal
            : Lettering.Height(LabelText, LabelStyle, paint) + PaddingBetweenTickAndAxisLabels.Horizontal + PaddingOutsideAxisLabels.Horizontal);
    }

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        var panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        LabelAlignment = Alignment.UpperCenter;
        Lettering.Render(rp.Canvas, LabelStyle, new Pixel(panel.Left + PaddingOutsideAxisLabels.Horizontal, rp.DataRect.VerticalCenter), rp.Paint, LabelText);
        DrawTicks(rp, TickLabelStyle, panel, TextTicks.WithoutLabels(TickGenerator), this, MajorTickStyle, MinorTickStyle);
        TickLabelStyle.Alignment = Alignment.MiddleRight;
        foreach (var tick in TickGenerator.Ticks)
            Lettering.Render(rp.Canvas, TickLabelStyle, new Pixel(panel.Right - MajorTickStyle.Length - Gap, GetPixel(tick.Position, panel)), rp.Paint, tick.Label);
        DrawFrame(rp, panel, Edge, FrameLineStyle);
    }
}

/// <summary>A bottom axis with labels in any script, which are slanted if they have no room side by side.</summary>
/// <param name="isSlanted">Whether the labels are slanted.</param>
internal sealed class TextBottomAxis(bool isSlanted) : BottomAxis
{
    private const float Gap = 2;
    private const float Slant = -45;
    private static readonly float Share = MathF.Sqrt(0.5f);

    /// <inheritdoc/>
    public override float Measure(Paint paint)
    {
        float labels = TickGenerator.Ticks.Select(tick => Tall(tick.Label, paint)).DefaultIfEmpty().Max();
        return MajorTickStyle.Length + labels + (LabelText.Length == 0
            ? EmptyLabelPadding.Vertical
            : Lettering.Height(LabelText, LabelStyle, paint) + PaddingBetweenTickAndAxisLabels.Vertical + PaddingOutsideAxisLabels.Vertical);
    }

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        var panel = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        LabelAlignment = Alignment.LowerCenter;
        Lettering.Render(rp.Canvas, LabelStyle, new Pixel(panel.HorizontalCenter, panel.Bottom - PaddingOutsideAxisLabels.Vertical), rp.Paint, LabelText);
        DrawTicks(rp, TickLabelStyle, panel, TextTicks.WithoutLabels(TickGenerator), this, MajorTickStyle, MinorTickStyle);
        TickLabelStyle.Alignment = isSlanted ? Alignment.UpperRight : Alignment.UpperCenter;
        TickLabelStyle.Rotation = isSlanted ? Slant : 0;
        foreach (var tick in TickGenerator.Ticks)
            Lettering.Render(rp.Canvas, TickLabelStyle, new Pixel(GetPixel(tick.Position, panel), panel.Top + MajorTickStyle.Length + Gap), rp.Paint, tick.Label);
        DrawFrame(rp, panel, Edge, FrameLineStyle);
    }

    private float Tall(string label, Paint paint)
    {
        float height = Lettering.Height(label, TickLabelStyle, paint);
        return isSlanted ? Share * (Lettering.Width(label, TickLabelStyle, paint) + height) : height;
    }
}

/// <summary>The ticks of an axis that draws its labels itself.</summary>
internal static class TextTicks
{
    /// <summary>Whether the drawing library can draw all labels of an axis.</summary>
    /// <param name="label">The label of the axis.</param>
    /// <param name="ticks">The ticks.</param>
    /// <param name="range">The range of the axis.</param>
    /// <param name="edge">The edge of the axis.</param>
    public static bool ArePlain(string label, NumericManual ticks, CoordinateRange range, Edge edge)
    {
        // The list of ticks is filled only now.
        using var paint = Paint.NewDisposablePaint();
        ticks.Regenerate(range, edge, default, paint, new LabelStyle());
        return IsPlain(label) && Array.TrueForAll(ticks.Ticks, tick => IsPlain(tick.Label));
    }

    /// <summary>The marks of the ticks.</summary>
    public static IEnumerable<Tick> WithoutLabels(ITickGenerator ticks) => ticks.Ticks.Select(tick => new Tick(tick.Position, string.Empty, tick.IsMajor));

    private static bool IsPlain(string text) => (object)TextCleaning.Clean(text) == text && Lettering.IsPlain(text);
}
