using System.Text;
using MixturePS.Plots.Drawing;
using SkiaSharp;

namespace MixturePS.Plots;

/// <summary>What can be drawn; it is composed anew for each size.</summary>
public abstract class Picture
{
    // ScottPlot's default font is one for the process.
    private static readonly object Drawing = new();

    /// <summary>The title, or null for one that says what the picture shows.</summary>
    public string? Title { get; init; }

    /// <summary>The texts that come from the data: all their letters must be in the font.</summary>
    internal virtual IEnumerable<string> Texts => [];

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal byte[] ToPng(int width, int height)
    {
        lock (Drawing)
        {
            Typefaces.Use([Title ?? string.Empty, .. Texts]);
            using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
            surface.Canvas.Clear(SKColors.White);
            Compose(width, height).Render(surface.Canvas);
            using var image = surface.Snapshot();
            using var data = image.Encode(SKEncodedImageFormat.Png, 100);
            return data.ToArray();
        }
    }

    /// <summary>The picture as an SVG file; words stay text.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal byte[] ToSvg(int width, int height)
    {
        lock (Drawing)
        {
            Typefaces.Use([Title ?? string.Empty, .. Texts]);
            using var stream = new MemoryStream();
            Frame frame;
            using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream))
            {
                frame = Compose(width, height);
                using var white = new SKPaint { Color = SKColors.White };
                canvas.DrawRect(0, 0, width, height, white);
                frame.Render(canvas);
            }

            return Encoding.UTF8.GetBytes(SvgText.Finish(Encoding.UTF8.GetString(stream.ToArray()), width, height, frame.Title));
        }
    }

    /// <summary>Lays the picture out.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal abstract Frame Compose(int width, int height);
}
