using MixturePS.Plots.Typesetting;
using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Measures and draws labels. A text whose characters are all in the included font and stand one after the other is left
/// to the drawing library; any other text is typeset.
/// </summary>
internal static class Lettering
{
    /// <summary>Whether the drawing library can draw a text as it is.</summary>
    public static bool IsPlain(string text, bool bold = false)
    {
        var typeface = Typefaces.Included(bold);
        return TextCleaning.IsPlain(text, typeface.ContainsGlyph);
    }

    /// <summary>The width of a text, in pixels.</summary>
    public static float Width(string text, LabelStyle style, Paint paint)
    {
        text = TextCleaning.Clean(text);
        return IsPlain(text, style.Bold) ? style.Measure(text, paint).Width : TextRecord.Line(text, style.FontSize, style.Bold).Width;
    }

    /// <summary>The height of a text, in pixels: that of a line, or more if its letters are taller.</summary>
    public static float Height(string text, LabelStyle style, Paint paint)
    {
        text = TextCleaning.Clean(text);
        if (IsPlain(text, style.Bold)) return style.Measure(text, paint).Height;
        var (above, below) = Extent(TextRecord.Line(text, style.FontSize, style.Bold), style, paint);
        return above + below;
    }

    /// <summary>Draws a text.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="style">The size, colour, alignment and rotation.</param>
    /// <param name="at">The place of the anchor.</param>
    /// <param name="paint">A paint to use.</param>
    /// <param name="text">The text.</param>
    public static void Render(SKCanvas canvas, LabelStyle style, Pixel at, Paint paint, string text)
    {
        text = TextCleaning.Clean(text);
        if (IsPlain(text, style.Bold))
        {
            style.Render(canvas, at, paint, text);
            return;
        }

        var line = TextRecord.Line(text, style.FontSize, style.Bold);
        var (above, below) = Extent(line, style, paint);
        float anchor = style.Alignment.HorizontalFraction();

        // The baseline is where it would be in a plain text, unless tall letters need more space.
        var plain = style.Measure("x", paint);
        float baseline = style.Alignment.VerticalFraction() switch
        {
            0 => -below,
            1 => above,
            _ => (plain.Height / 2) - plain.Bottom,
        };
        style.ApplyToPaint(paint);
        canvas.Save();
        canvas.Translate(at.X + style.OffsetX, at.Y + style.OffsetY);
        canvas.RotateDegrees(style.Rotation);
        TextRecord.Current?.Add(line);
        if (TextRecord.Current is { IsSvg: true } record)
        {
            canvas.DrawText(SvgText.Mark(record.SvgLines.Count), 0, baseline, paint.SKFont, paint.SKPaint);
            record.SvgLines.Add(new SvgLine(text, line.IsRightToLeft, anchor, line.Families));
        }
        else
        {
            line.Draw(canvas, -anchor * line.Width, baseline, paint.SKPaint);
        }

        canvas.Restore();
    }

    private static (float Above, float Below) Extent(TextLine line, LabelStyle style, Paint paint)
    {
        // Accents on capitals reach above a line in any script; only taller letters move the baseline.
        var plain = style.Measure("x", paint);
        float above = plain.Height - plain.Bottom;
        return (Math.Max(above, line.Ascent - (0.25f * style.FontSize)), Math.Max(plain.Bottom, line.Descent));
    }
}
