using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Cells as rectangles of colours, the first row at the top; as one image if there are many cells. An image has no more than
/// 800 pixels on a side, each of which is the mean of its cells.
/// </summary>
/// <param name="rows">The number of rows.</param>
/// <param name="columns">The number of columns.</param>
/// <param name="value">The value of a cell.</param>
/// <param name="color">The colour of a value.</param>
internal sealed class HeatCells(int rows, int columns, Func<int, int, double> value, Func<double, Color> color) : IPlottable
{
    private const int MostRectangles = 1600;
    private const int MostPixels = 800;

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
        if (rows * (long)columns > MostRectangles)
        {
            RenderImage(rp);
            return;
        }

        // Without smoothing, no light lines are between the cells.
        using var paint = new SKPaint { IsAntialias = false };
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double cell = value(r, c);
                paint.Color = double.IsFinite(cell) ? Ink(color(cell)) : SKColors.White;
                rp.Canvas.DrawRect(Place(c - 0.5, c + 0.5, rows - r - 0.5, rows - r - 1.5), paint);
            }
        }
    }

    private static SKColor Ink(Color color) => new(color.R, color.G, color.B);

    private SKRect Place(double left, double right, double top, double bottom)
    {
        var (first, second) = (Axes.GetPixel(new Coordinates(left, top)), Axes.GetPixel(new Coordinates(right, bottom)));
        return new SKRect(first.X, first.Y, second.X, second.Y);
    }

    private void RenderImage(RenderPack rp)
    {
        int width = Math.Min(columns, MostPixels), height = Math.Min(rows, MostPixels);
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, Mean((long)y * rows / height, (long)(y + 1) * rows / height, (long)x * columns / width, (long)(x + 1) * columns / width) is { } mean ? Ink(color(mean)) : SKColors.White);
        using var image = SKImage.FromBitmap(bitmap);
        rp.Canvas.DrawImage(image, Place(-0.5, columns - 0.5, rows - 0.5, -0.5), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private double? Mean(long fromRow, long toRow, long fromColumn, long toColumn)
    {
        double sum = 0;
        int count = 0;
        for (long r = fromRow; r < toRow; r++)
        {
            for (long c = fromColumn; c < toColumn; c++)
            {
                double cell = value((int)r, (int)c);
                if (!double.IsFinite(cell)) continue;
                sum += cell;
                count++;
            }
        }

        return count == 0 ? null : sum / count;
    }
}
