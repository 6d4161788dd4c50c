using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Names at places of a panel, moved apart where they would overlap: the largest groups keep their places. A name that
/// was moved is connected with its place by a line. A name for which there is no room is left out.
/// </summary>
/// <param name="names">The name, the place and the colour of each group, the largest group first.</param>
internal sealed class MapLabels(IReadOnlyList<(string Name, Coordinates Place, Color Color)> names) : IPlottable
{
    private const float Size = 12.5f;
    private const float LongestName = 150;
    private const float Ring = 9;
    private const int Rings = 16;
    private const int Directions = 12;
    private const float Pad = 2;

    /// <inheritdoc/>
    public bool IsVisible { get; set; } = true;

    /// <inheritdoc/>
    public IAxes Axes { get; set; } = new Axes();

    /// <inheritdoc/>
    public IEnumerable<LegendItem> LegendItems => [];

    /// <inheritdoc/>
    public AxisLimits GetAxisLimits() => AxisLimits.NoLimits;

    /// <inheritdoc/>
    public void Render(RenderPack rp)
    {
        var style = new LabelStyle { FontSize = Size, Bold = true, ForeColor = GroupPalette.Ink, Alignment = Alignment.MiddleCenter };
        string[] texts = [.. names.Select(name => TextLines.Shorten(name.Name, LongestName, style, rp.Paint))];
        (float, float)[] sizes = [.. texts.Select(text => (Lettering.Width(text, style, rp.Paint) + (2 * Pad), Lettering.Height(text, style, rp.Paint) + Pad))];
        Pixel[] places = [.. names.Select(name => Axes.GetPixel(name.Place))];
        var boxes = Arrange([.. places.Select(place => (place.X, place.Y))], sizes, (rp.DataRect.Left, rp.DataRect.Top, rp.DataRect.Right, rp.DataRect.Bottom));
        for (int i = 0; i < texts.Length; i++)
        {
            if (boxes[i] is not { } box) continue;
            var middle = new Pixel(box.X, box.Y);
            if (Math.Abs(box.X - places[i].X) > sizes[i].Item1 / 2 || Math.Abs(box.Y - places[i].Y) > sizes[i].Item2 / 2)
                ScottPlot.Drawing.DrawLine(rp.Canvas, rp.Paint, places[i], middle, new LineStyle { Color = GroupPalette.Ink, Width = 1 });
        }

        using var white = new SKPaint { Color = SKColors.White.WithAlpha(170), IsAntialias = true };
        using var edge = new SKPaint { IsStroke = true, StrokeWidth = 1, IsAntialias = true };
        for (int i = 0; i < texts.Length; i++)
        {
            if (boxes[i] is not { } box) continue;
            var rect = new SKRect(box.X - (sizes[i].Item1 / 2), box.Y - (sizes[i].Item2 / 2), box.X + (sizes[i].Item1 / 2), box.Y + (sizes[i].Item2 / 2));
            rp.Canvas.DrawRect(rect, white);
            edge.Color = new SKColor(names[i].Color.R, names[i].Color.G, names[i].Color.B);
            rp.Canvas.DrawRect(rect, edge);
            Lettering.Render(rp.Canvas, style, new Pixel(box.X, box.Y), rp.Paint, texts[i]);
        }
    }

    /// <summary>The middle of each box: its place, or the nearest one in rings around it where it overlaps no earlier box; null if there is none.</summary>
    /// <param name="places">The wanted places.</param>
    /// <param name="sizes">The width and the height of each box.</param>
    /// <param name="area">The area that contains all boxes.</param>
    internal static (float X, float Y)?[] Arrange((float X, float Y)[] places, (float Width, float Height)[] sizes, (float Left, float Top, float Right, float Bottom) area)
    {
        var boxes = new (float X, float Y)?[places.Length];
        for (int i = 0; i < places.Length; i++)
        {
            var (width, height) = sizes[i];
            if (width > area.Right - area.Left || height > area.Bottom - area.Top) continue;
            foreach (var (dx, dy) in Offsets())
            {
                float x = Math.Clamp(places[i].X + dx, area.Left + (width / 2), area.Right - (width / 2)), y = Math.Clamp(places[i].Y + dy, area.Top + (height / 2), area.Bottom - (height / 2));
                bool isFree = true;
                for (int other = 0; other < i && isFree; other++)
                    isFree = boxes[other] is not { } box || Math.Abs(box.X - x) >= (width + sizes[other].Width) / 2 || Math.Abs(box.Y - y) >= (height + sizes[other].Height) / 2;
                if (!isFree) continue;
                boxes[i] = (x, y);
                break;
            }
        }

        return boxes;
    }

    private static IEnumerable<(float X, float Y)> Offsets()
    {
        yield return (0, 0);
        for (int ring = 1; ring <= Rings; ring++)
        {
            for (int d = 0; d < Directions; d++)
            {
                float angle = 2 * MathF.PI * d / Directions;
                yield return (ring * Ring * 1.4f * MathF.Sin(angle), -ring * Ring * MathF.Cos(angle));
            }
        }
    }
}
