using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>The colours of values at the right of a panel.</summary>
/// <param name="least">The least value.</param>
/// <param name="most">The greatest value.</param>
/// <param name="shade">The colour of a share from 0 to 1.</param>
internal sealed class ColorBar(double least, double most, Func<double, Color> shade) : IPanel
{
    private const float Gap = 16;
    private const float Width = 16;
    private const float TickGap = 5;
    private const int Steps = 64;
    private readonly LabelStyle _style = new() { FontSize = PanelStyle.TickSize, ForeColor = GroupPalette.Ink, Alignment = Alignment.MiddleLeft };

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public float MinimumSize { get; set; }

    /// <inheritdoc/>
    public float MaximumSize { get; set; } = float.MaxValue;

    /// <inheritdoc/>
    public Edge Edge => Edge.Right;

    /// <inheritdoc/>
    public bool ShowDebugInformation { get; set; }

    /// <inheritdoc/>
    public float Measure(Paint paint) => Gap + Width + TickGap + Ticks().Max(tick => Lettering.Width(tick.Label, _style, paint));

    /// <inheritdoc/>
    public PixelRect GetPanelRect(PixelRect dataRect, float size, float offset, Paint paint) =>
        new(dataRect.Right + offset, dataRect.Right + offset + size, dataRect.Bottom, dataRect.Top);

    /// <inheritdoc/>
    public void Render(RenderPack rp, float size, float offset)
    {
        float left = rp.DataRect.Right + offset + Gap, step = rp.DataRect.Height / Steps;
        using var paint = new SKPaint { IsAntialias = false };
        for (int s = 0; s < Steps; s++)
        {
            var color = shade((s + 0.5) / Steps);
            paint.Color = new SKColor(color.R, color.G, color.B);
            rp.Canvas.DrawRect(new SKRect(left, rp.DataRect.Bottom - ((s + 1) * step), left + Width, rp.DataRect.Bottom - (s * step)), paint);
        }

        foreach (var tick in Ticks())
        {
            float y = rp.DataRect.Bottom - (float)((tick.Position - least) / (most - least) * rp.DataRect.Height);
            Lettering.Render(rp.Canvas, _style, new Pixel(left + Width + TickGap, y), rp.Paint, tick.Label);
        }
    }

    private Tick[] Ticks()
    {
        var ticks = AxisTicks.Linear(least, most, 5);
        using var paint = Paint.NewDisposablePaint();
        ticks.Regenerate(new CoordinateRange(least, most), Edge.Right, default, paint, new LabelStyle());
        return ticks.Ticks;
    }
}
