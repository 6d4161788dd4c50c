using System.Text;
using MixturePS.Plots.Drawing;
using MixturePS.Plots.Typesetting;
using SkiaSharp;

namespace MixturePS.Plots;

/// <summary>A picture, which is laid out again for each size.</summary>
public abstract class Picture
{
    private const double SmallWidth = 560;
    private const double SmallHeight = 350;
    private const double LargeWidth = 1600;
    private const double LargeHeight = 1000;
    private const float PointsPerPixel = 0.75f;

    /// <summary>The height of a picture that needs no more.</summary>
    internal const int DefaultHeight = 500;

    // ScottPlot's default font is global to the process.
    private static readonly object Drawing = new();

    /// <summary>The title, or null for one that describes the content.</summary>
    public string? Title { get; init; }

    /// <summary>Warnings about the last drawing, such as characters that no font on the computer has.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>The height that shows everything at a width, where none is asked for.</summary>
    /// <param name="width">The width in pixels.</param>
    internal virtual int HeightFor(int width) => DefaultHeight;

    /// <summary>The texts that come from the data. They determine the language whose shapes of Chinese characters are used.</summary>
    internal virtual IEnumerable<string> Texts => [];

    /// <summary>The picture as a PNG file.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal byte[] ToPng(int width, int height)
    {
        lock (Drawing)
        {
            using var record = Record(isSvg: false);
            using var surface = SKSurface.Create(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
            surface.Canvas.Clear(SKColors.White);
            Render(surface.Canvas, width, height);
            using var image = surface.Snapshot();
            using var data = image.Encode(SKEncodedImageFormat.Png, 100);
            Warnings = record.Warnings();
            return data.ToArray();
        }
    }

    /// <summary>The picture as an SVG file; text is not converted to outlines.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal byte[] ToSvg(int width, int height)
    {
        lock (Drawing)
        {
            using var record = Record(isSvg: true);
            using var stream = new MemoryStream();
            string title;
            using (var canvas = SKSvgCanvas.Create(new SKRect(0, 0, width, height), stream))
            {
                using var white = new SKPaint { Color = SKColors.White };
                canvas.DrawRect(0, 0, width, height, white);
                title = Render(canvas, width, height);
            }

            Warnings = record.Warnings();
            return Encoding.UTF8.GetBytes(SvgText.Finish(Encoding.UTF8.GetString(stream.ToArray()), width, height, title, record.SvgLines));
        }
    }

    /// <summary>The picture as a PDF file of one page, with text as text. It has no time stamp.</summary>
    /// <param name="width">The width in pixels, of which 96 are an inch.</param>
    /// <param name="height">The height in pixels.</param>
    internal byte[] ToPdf(int width, int height)
    {
        lock (Drawing)
        {
            using var record = Record(isSvg: false);
            using var recorder = new SKPictureRecorder();
            string title = Render(recorder.BeginRecording(new SKRect(0, 0, width, height)), width, height);
            using var drawn = recorder.EndRecording();
            using var stream = new MemoryStream();
            var metadata = SKDocumentPdfMetadata.Default;
            metadata.Title = TextCleaning.Clean(title);
            using (var document = SKDocument.CreatePdf(stream, metadata))
            {
                var canvas = document.BeginPage(width * PointsPerPixel, height * PointsPerPixel);
                canvas.Scale(PointsPerPixel);
                canvas.DrawPicture(drawn);
                document.EndPage();
                document.Close();
            }

            Warnings = record.Warnings();
            return stream.ToArray();
        }
    }

    /// <summary>Lays the picture out.</summary>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    internal abstract Frame Compose(int width, int height);

    /// <summary>A factor above one if the content needs a larger size, from which it is scaled down.</summary>
    /// <param name="width">The width.</param>
    /// <param name="height">The height.</param>
    /// <param name="scale">The scale of the picture so far.</param>
    private protected virtual double Enlargement(double width, double height, double scale) => 1;

    private TextRecord Record(bool isSvg)
    {
        Typefaces.Use();
        return new TextRecord(isSvg, Scripts.LanguageOf(Texts.Prepend(Title ?? string.Empty))).Begin();
    }

    /// <summary>
    /// A picture that is too small for its text is laid out at a larger size and scaled down; a very large one is laid
    /// out at a smaller size and scaled up.
    /// </summary>
    private string Render(SKCanvas canvas, int width, int height)
    {
        double scale = Math.Max(Math.Min(1, Math.Min(width / SmallWidth, height / SmallHeight)), Math.Min(width / LargeWidth, height / LargeHeight));
        scale /= Enlargement(width / scale, height / scale, scale);
        canvas.Scale((float)scale);
        var frame = Compose((int)Math.Round(width / scale), (int)Math.Round(height / scale));
        frame.Render(canvas);
        return frame.Title;
    }
}
