using HarfBuzzSharp;
using MixturePS.Plots.Drawing;
using MixturePS.Plots.Typesetting;
using Buffer = HarfBuzzSharp.Buffer;

namespace MixturePS.Plots.Tests.Typesetting;

/// <summary>Lines of Arabic and Hindi against HarfBuzz's own shaping of the same text in the same font file.</summary>
public class ShapingTests
{
    [Theory]
    [InlineData("المحبة")]
    [InlineData("السلام عليكم")]
    [InlineData("لا إله")]
    [InlineData("مُحَمَّد")]
    public void Arabic_has_the_glyphs_of_HarfBuzz(string text)
    {
        var line = TextLine.Of(text, 20, bold: false, "und");
        Assert.True(line.IsRightToLeft);
        Assert.Empty(line.Missing);
        Assert.False(line.IsUnshaped);
        using var blob = Blob.FromFile(Path.Combine(Path.GetDirectoryName(typeof(Typefaces).Assembly.Location)!, "fonts", "DejaVuSans.ttf"));
        Assert.Equal(Shaped(blob, text, Direction.RightToLeft), line.Glyphs);
    }

    [Theory]
    [InlineData("हिन्दी")]
    [InlineData("क्षत्रिय")]
    [InlineData("विद्यार्थी")]
    [InlineData("श्री कृष्ण")]
    public void Hindi_has_the_conjuncts_of_HarfBuzz(string text)
    {
        var typeface = MachineFonts.Installed.Find(text, "und", bold: false);
        if (typeface is null) Assert.Skip("This machine has no font for Devanagari.");
        var line = TextLine.Of(text, 20, bold: false, "und");
        Assert.Empty(line.Missing);
        using var data = typeface.OpenStream(out _);
        using var blob = Blob.FromStream(new MemoryStream(Read(data)));
        ushort[] glyphs = Shaped(blob, text, Direction.LeftToRight);
        Assert.Equal(glyphs, line.Glyphs);

        // A conjunct has fewer glyphs than characters, and a mark before its consonant has a later character first.
        Assert.True(glyphs.Length < text.Length);
    }

    private static byte[] Read(SkiaSharp.SKStreamAsset stream)
    {
        byte[] bytes = new byte[stream.Length];
        Assert.Equal(bytes.Length, stream.Read(bytes, bytes.Length));
        return bytes;
    }

    private static ushort[] Shaped(Blob blob, string text, Direction direction)
    {
        using var face = new Face(blob, 0);
        using var font = new Font(face);
        using var buffer = new Buffer();
        buffer.AddUtf16(text);
        buffer.Direction = direction;
        buffer.GuessSegmentProperties();
        font.Shape(buffer);
        return [.. buffer.GlyphInfos.Select(glyph => (ushort)glyph.Codepoint)];
    }
}
