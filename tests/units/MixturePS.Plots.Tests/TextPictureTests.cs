using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MixturePS.Core.Data;
using MixturePS.Plots.Tests.Typesetting;
using MixturePS.Plots.Typesetting;
using static MixturePS.Plots.Tests.Tables;

namespace MixturePS.Plots.Tests;

/// <summary>Labels in other scripts than those that the drawing library draws.</summary>
public sealed class TextPictureTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public TextPictureTests() => TextLine.Fonts = MachineFonts.In(_folder);

    public void Dispose()
    {
        TextLine.Fonts = null;
        Shaper.IsForbidden = false;
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_word_from_right_to_left_is_text_that_ends_at_its_bars()
    {
        var picture = Words("עברית", "abc");
        var word = TextOf(picture, "עברית");
        Assert.Equal("rtl", word.Attribute("direction")!.Value);
        Assert.Equal("start", word.Attribute("text-anchor")!.Value);
        Assert.Equal("0", word.Attribute("x")!.Value);
        Assert.StartsWith("DejaVu Sans, ", word.Attribute("font-family")!.Value, StringComparison.Ordinal);
        Assert.Equal(word.Attribute("transform")!.Value.Split(' ')[0], TextOf(picture, "abc").Attribute("transform")!.Value.Split(' ')[0]);
        Assert.Empty(picture.Warnings);
    }

    [Fact]
    public void The_direction_of_a_label_is_that_of_its_first_letter()
    {
        var picture = Words("abc עברית 12", "12 עברית (abc)");
        Assert.Null(TextOf(picture, "abc עברית 12").Attribute("direction"));
        Assert.Equal("end", TextOf(picture, "abc עברית 12").Attribute("text-anchor")!.Value);
        Assert.Equal("rtl", TextOf(picture, "12 עברית (abc)").Attribute("direction")!.Value);
    }

    [Fact]
    public void Titles_and_names_of_groups_are_typeset()
    {
        var table = Of(["Name", "דיוק", "n"], ["شبكة", 0.5, 5], ["شبكة", 0.6, 10], ["זוג", 0.7, 5], ["זוג", 0.8, 10]);
        var picture = LinePicture.Of(table, "דיוק", "n", "Name", "כותרת");
        foreach (var (text, anchor) in new[] { ("כותרת", "middle"), ("דיוק", "middle"), ("شبكة", "end"), ("זוג", "end") })
            Assert.Equal(anchor, TextOf(picture, text).Attribute("text-anchor")!.Value);
        Assert.Contains("matrix(0 -1", TextOf(picture, "דיוק").Attribute("transform")!.Value, StringComparison.Ordinal);
        Assert.Contains("<title>כותרת</title>", Encoding.UTF8.GetString(picture.ToSvg(800, 500)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_panel_begins_after_its_names()
    {
        TestFont.Write(Path.Combine(_folder, "Han.ttf"), "Han", "日");
        double Left(string name) => new Svg(BarPicture.Of(Of(["Name", "Accuracy"], [name, 0.5], ["x", 0.6]), "Accuracy", null)).Area().Left;
        Assert.Equal(13 * 10, Left(new string('日', 15)) - Left(new string('日', 5)), 1.0);
        Assert.True(Left(new string('ש', 15)) - Left(new string('ש', 5)) > 60);
    }

    [Fact]
    public void Words_without_a_font_are_different_boxes_and_a_warning()
    {
        var picture = Words("日本", "हिन्दी");
        _ = picture.ToPng(400, 300);
        string warning = Assert.Single(picture.Warnings);
        Assert.StartsWith("No font on this computer has ", warning, StringComparison.Ordinal);
        Assert.Contains("Han: 日 本)", warning, StringComparison.Ordinal);
        Assert.Contains("Devanagari: ", warning, StringComparison.Ordinal);
        Assert.Contains("boxes", warning, StringComparison.Ordinal);
        _ = TextOf(picture, "日本");
        Assert.Contains("viewer", Assert.Single(picture.Warnings), StringComparison.Ordinal);
        var one = Words("日", "abc");
        _ = one.ToPng(400, 300);
        Assert.Contains("has 1 character of the plot (Han: 日). It is drawn as a box.", Assert.Single(one.Warnings), StringComparison.Ordinal);
        var plain = Words("été", "Ελλάδα");
        _ = plain.ToPng(400, 300);
        Assert.Empty(plain.Warnings);
    }

    [Fact]
    public void A_font_of_the_machine_draws_what_the_included_one_lacks()
    {
        byte[] boxes = Words("日本", "abc").ToPng(400, 300);
        TestFont.Write(Path.Combine(_folder, "Han.ttf"), "O'Han & Co", "日本");
        TextLine.Fonts = MachineFonts.In(_folder);
        var picture = Words("日本", "abc");
        Assert.NotEqual(boxes, picture.ToPng(400, 300));
        Assert.Empty(picture.Warnings);
        Assert.Equal("DejaVu Sans, 'OHan & Co', Verdana, sans-serif", TextOf(picture, "日本").Attribute("font-family")!.Value);
    }

    [Fact]
    public void Without_HarfBuzz_there_is_a_picture_and_a_warning()
    {
        byte[] shaped = Words("العربية", "abc").ToPng(400, 300);
        Shaper.IsForbidden = true;
        var picture = Words("العربية", "abc");
        Assert.NotEqual(shaped, picture.ToPng(400, 300));
        Assert.Contains("HarfBuzz", Assert.Single(picture.Warnings), StringComparison.Ordinal);
        _ = TextOf(picture, "العربية");
        Assert.Empty(picture.Warnings);
    }

    [Fact]
    public void Labels_are_drawn_as_they_are_written()
    {
        // The second is like the names of Skia's clips, the last ones like the marks of texts.
        string[] words = ["<a> & \"b\"", "cl_0", "url(#cl_1)", "א0א", "א12א"];
        var svg = new Svg(Words(words));
        Assert.All(words, word => Assert.Contains(word, svg.Words));
    }

    [Fact]
    public void Control_characters_become_spaces_or_one_sign()
    {
        var svg = new Svg(BarPicture.Of(Of(["Name", "Accuracy"], ["a\tb\r\nc", 0.5], ["d\u0000\u001B[31m\uD800\uFFFFe", 0.6]), "Accuracy", null, "x\u0007y"));
        Assert.Contains("a b c", svg.Words);
        Assert.Contains("d\uFFFD\uFFFD[31m\uFFFD\uFFFDe", svg.Words);
        Assert.Contains("x\uFFFDy", svg.Words);
    }

    [Fact]
    public void Long_names_are_cut_between_characters()
    {
        string name = string.Concat(Enumerable.Repeat("e\u0301שׁ", 500));
        var svg = new Svg(BarPicture.Of(Of(["Name", "Accuracy"], [name, 0.5], ["x", 0.6]), "Accuracy", null));
        string shown = svg.Words.Single(word => word.EndsWith("...", StringComparison.Ordinal));
        Assert.StartsWith(shown[..^3], name, StringComparison.Ordinal);
        Assert.Contains(shown.Length - 3, StringInfo.ParseCombiningCharacters(name));
        Assert.InRange(svg.Area().Left, 200, 400);
    }

    [Fact]
    public void A_title_is_broken_at_line_breaks_and_between_Chinese_characters()
    {
        TestFont.Write(Path.Combine(_folder, "Han.ttf"), "Han", "字，");
        var table = Of(["Name", "Accuracy"], ["x", 0.6]);
        Assert.Contains("one", new Svg(BarPicture.Of(table, "Accuracy", null, "one\ntwo")).Words);
        string title = new string('字', 42) + "，" + new string('字', 20);
        string[] lines = [.. new Svg(BarPicture.Of(table, "Accuracy", null, title)).Words.Where(word => word.Contains('字'))];
        Assert.Equal(title, string.Concat(lines));
        Assert.Equal(2, lines.Length);
        Assert.True(lines[1][0] != '，' && lines[0].Length is > 35 and < 44);
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(20, true)]
    public void Names_of_many_categories_are_slanted(int count, bool areSlanted)
    {
        var picture = LinePicture.Of(Of(["Name", "Accuracy"], [.. Enumerable.Range(0, count).Select(i => new object?[] { $"the category {i}", 0.5 })]), "Accuracy", "Name", "");
        var svg = new Svg(picture);
        string[] names = [.. svg.Words.Where(word => word.StartsWith("the c", StringComparison.Ordinal))];
        Assert.Equal(count, names.Length);
        Assert.All(names, name => Assert.Equal(areSlanted, TextOf(picture, name).Attribute("transform")!.Value.StartsWith("matrix", StringComparison.Ordinal)));
        Assert.InRange(svg.Area().Bottom, areSlanted ? 250 : 400, areSlanted ? 400 : 450);
    }

    [Fact]
    public void The_same_labels_give_the_same_bytes_after_any_other_picture()
    {
        TestFont.Write(Path.Combine(_folder, "ASans.ttf"), "A", "日");
        TestFont.Write(Path.Combine(_folder, "BSans.ttf"), "B", "日本");
        byte[] png = Words("日", "שלום").ToPng(400, 300), svg = Words("日", "שלום").ToSvg(400, 300);
        TextLine.Fonts = MachineFonts.In(_folder);
        _ = Words("本", "日本", "العربية").ToPng(400, 300);
        Assert.Equal(png, Words("日", "שלום").ToPng(400, 300));
        Assert.Equal(svg, Words("日", "שלום").ToSvg(400, 300));
    }

    private static WordPicture Words(params string[] words) =>
        WordPicture.Of(new MixtureModel(DenseMatrix.FromRows([[.. words.Select(_ => 1.0 / words.Length)], [.. words.Select(_ => 1.0 / words.Length)]]), null, words));

    private static XElement TextOf(Picture picture, string text) =>
        XDocument.Parse(Encoding.UTF8.GetString(picture.ToSvg(800, 500))).Descendants().First(e => e.Name.LocalName == "text" && e.Value.Trim() == text);
}
