using System.Runtime.CompilerServices;
using HarfBuzzSharp;
using SkiaSharp;
using SkiaSharp.HarfBuzz;
using Buffer = HarfBuzzSharp.Buffer;

namespace MixturePS.Plots.Typesetting;

/// <summary>Glyphs of a font in their places, from left to right.</summary>
/// <param name="Glyphs">The glyphs; 0 is that of a missing character.</param>
/// <param name="Places">The place of each glyph, in pixels.</param>
/// <param name="Clusters">The index in the text of the first character of each glyph.</param>
/// <param name="Width">The width, in pixels.</param>
internal readonly record struct ShapedRun(ushort[] Glyphs, SKPoint[] Places, int[] Clusters, float Width);

/// <summary>
/// Shapes text of one font, script and direction: letters join and marks are placed. HarfBuzz is loaded with the first
/// text that needs it; where it can't be loaded, the glyphs are placed one after the other.
/// </summary>
internal static class Shaper
{
    private static readonly ConditionalWeakTable<SKTypeface, object> Shapers = [];

    [ThreadStatic]
    private static bool _isForbidden;
    private static bool _isMissing;

    /// <summary>Whether HarfBuzz is not used on this thread, as if its library were missing.</summary>
    internal static bool IsForbidden { get => _isForbidden; set => _isForbidden = value; }

    /// <summary>Shapes a part of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">The index of the first character.</param>
    /// <param name="length">The number of characters.</param>
    /// <param name="isRightToLeft">Whether the part runs from right to left.</param>
    /// <param name="language">The language, as a BCP 47 tag.</param>
    /// <param name="font">The font.</param>
    /// <param name="isShaped">Whether HarfBuzz has shaped the part.</param>
    public static ShapedRun Shape(string text, int start, int length, bool isRightToLeft, string language, SKFont font, out bool isShaped)
    {
        if (!_isMissing && !_isForbidden)
        {
            try
            {
                isShaped = true;
                return ShapeByHarfBuzz(text, start, length, isRightToLeft, language, font);
            }
            catch (Exception error) when (error is TypeLoadException or BadImageFormatException or TypeInitializationException or IOException)
            {
                // A missing library is not looked for again.
                _isMissing = true;
            }
            catch (Exception error) when (error is ArgumentException or InvalidOperationException)
            {
                // The system gives no access to the tables of this font.
            }
        }

        isShaped = false;
        return Place(text, start, length, isRightToLeft, font);
    }

    // In a method of its own, so that the assembly is loaded only when it is called.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static ShapedRun ShapeByHarfBuzz(string text, int start, int length, bool isRightToLeft, string language, SKFont font)
    {
        var shaper = (SKShaper)Shapers.GetValue(font.Typeface, typeface => new SKShaper(typeface));
        using var buffer = new Buffer();
        buffer.AddUtf16(text.AsSpan(), start, length);
        buffer.Direction = isRightToLeft ? Direction.RightToLeft : Direction.LeftToRight;
        buffer.Language = new Language(language);
        buffer.GuessSegmentProperties();
        var result = shaper.Shape(buffer, font);
        return new ShapedRun(
            Array.ConvertAll(result.Codepoints, glyph => (ushort)glyph), result.Points, Array.ConvertAll(result.Clusters, cluster => (int)cluster), result.Width);
    }

    private static ShapedRun Place(string text, int start, int length, bool isRightToLeft, SKFont font)
    {
        var codePoints = new List<int>();
        var clusters = new List<int>();
        int at = start;
        foreach (var rune in text.AsSpan(start, length).EnumerateRunes())
        {
            if (!TextCleaning.IsIgnorable(rune.Value))
            {
                codePoints.Add(isRightToLeft ? BidiData.Mirrored(rune.Value) : rune.Value);
                clusters.Add(at);
            }

            at += rune.Utf16SequenceLength;
        }

        if (isRightToLeft)
        {
            codePoints.Reverse();
            clusters.Reverse();
        }

        ushort[] glyphs = [.. codePoints.Select(font.GetGlyph)];
        float[] widths = font.GetGlyphWidths(glyphs.AsSpan());
        var places = new SKPoint[glyphs.Length];
        float x = 0;
        for (int i = 0; i < glyphs.Length; i++)
        {
            places[i] = new SKPoint(x, 0);
            x += widths[i];
        }

        return new ShapedRun(glyphs, places, [.. clusters], x);
    }
}
