using MixturePS.Plots.Drawing;
using MixturePS.Plots.Typesetting;

namespace MixturePS.Plots.Tests.Typesetting;

public sealed class TextLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public TextLineTests() => TextLine.Fonts = MachineFonts.In(_folder);

    public void Dispose()
    {
        TextLine.Fonts = null;
        Shaper.IsForbidden = false;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Arabic_letters_join_and_run_from_right_to_left()
    {
        var line = Line("ببب");
        Assert.True(line.IsRightToLeft);
        Assert.False(line.IsUnshaped);
        Assert.Equal([2, 1, 0], line.VisualClusters);

        // The final, medial and initial forms; none is the isolated one.
        ushort isolated = Typefaces.Included(bold: false).GetGlyph('ب');
        Assert.Equal(3, line.Glyphs.Distinct().Count());
        Assert.DoesNotContain(isolated, line.Glyphs);
        Assert.Equal([isolated], Line("ب").Glyphs);
        Assert.Single(Line("لا").Glyphs);
    }

    [Theory]
    [InlineData("עברית", "4 3 2 1 0")]
    [InlineData("אב 12", "3 4 2 1 0")]
    [InlineData("ab אב", "0 1 2 4 3")]
    [InlineData("אב ab", "3 4 2 1 0")]
    [InlineData("אב(12)", "5 3 4 2 1 0")]
    public void Runs_are_in_visual_order(string text, string clusters)
    {
        Assert.Equal(clusters, string.Join(' ', Line(text).VisualClusters));
        Shaper.IsForbidden = true;
        Assert.Equal(clusters, string.Join(' ', Line(text).VisualClusters));
    }

    [Fact]
    public void Brackets_are_mirrored_from_right_to_left()
    {
        ushort open = Typefaces.Included(bold: false).GetGlyph('('), close = Typefaces.Included(bold: false).GetGlyph(')');
        foreach (bool isForbidden in (bool[])[false, true])
        {
            Shaper.IsForbidden = isForbidden;
            Assert.Equal([open, close], Line("א(ב)").Glyphs.Where(glyph => glyph == open || glyph == close));
        }
    }

    [Fact]
    public void Marks_take_no_space_of_their_own()
    {
        Assert.Equal(Line("e").Width, Line("e\u0301").Width, 0.5);
        Assert.Equal(Line("שלום").Width, Line("שָׁלוֹם").Width, 1.0);
        Assert.Equal(0, Line("\u200B\u200D\u2060").Width);
    }

    [Fact]
    public void Without_HarfBuzz_the_letters_are_drawn_unjoined_from_right_to_left()
    {
        Shaper.IsForbidden = true;
        var line = Line("ببب");
        Assert.True(line.IsUnshaped);
        Assert.Equal([2, 1, 0], line.VisualClusters);
        Assert.Single(line.Glyphs.Distinct());
        Assert.Empty(line.Missing);
        Assert.False(Line("a日").IsUnshaped);
    }

    [Fact]
    public void Characters_without_a_font_are_named_and_keep_their_space()
    {
        var line = Line("a日本日");
        Assert.Equal(["日", "本"], line.Missing);
        Assert.Equal(Line("a").Width + 60, line.Width, 0.01);
        Assert.Equal(["หิ"], Line("หิ").Missing.Take(1));
        Assert.Empty(Line("a\u200D\uFE0E\u202Cb").Missing);
        Assert.Empty(line.Families);
    }

    [Fact]
    public void Characters_that_the_included_font_lacks_are_drawn_in_a_font_of_the_machine()
    {
        TestFont.Write(Path.Combine(_folder, "Han-Regular.ttf"), "Han Test", "日本");
        var line = Line("a日本b");
        Assert.Empty(line.Missing);
        Assert.Equal(["Han Test"], line.Families);
        Assert.Equal(Line("ab").Width + 40, line.Width, 0.01);
        Assert.Equal(["語"], Line("日本語").Missing);
        Assert.True(line.Ascent > 0.7 * 20);
    }

    [Fact]
    public void A_word_is_in_one_font_if_there_is_one()
    {
        // The included font has the first letter but not the second.
        Assert.Equal(["ہ"], Line("بہب").Missing);
        TextLine.Fonts = MachineFonts.In(_folder);
        TestFont.Write(Path.Combine(_folder, "Urdu-Regular.ttf"), "Urdu Test", "بہ");
        var line = Line("بہب ab");
        Assert.Empty(line.Missing);
        Assert.Equal(3, line.Glyphs.Count(glyph => glyph is 1 or 2));
    }

    private static TextLine Line(string text) => TextLine.Of(text, 20, bold: false, "und");
}
