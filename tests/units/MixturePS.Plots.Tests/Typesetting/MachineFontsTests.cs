using MixturePS.Plots.Typesetting;

namespace MixturePS.Plots.Tests.Typesetting;

public sealed class MachineFontsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("MixturePS").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_font_for_the_script_comes_before_others()
    {
        Write("AllSans-Regular", "All", "हि日");
        Write("TestSansDevanagari-Regular", "Test Devanagari", "हि");
        Write("TestSerifDevanagari-Regular", "Test Serif Devanagari", "हि");
        Write("TestSansMonoCJK-Regular", "Test Mono", "日");
        Write("TestSansCJK-Regular", "Test CJK", "日");
        Assert.Equal("Test Devanagari", Find("हि"));
        Assert.Equal("Test CJK", Find("日"));
        Assert.Equal("All", Find("हि日"));
        Assert.Null(Find("ไ"));
    }

    [Fact]
    public void A_sequence_that_asks_for_an_emoji_gets_one()
    {
        Write("TestSansSymbols-Regular", "Symbols", "1\u20E3");
        Write("TestColorEmoji", "Emoji", "1\u20E3");
        Assert.Equal("Emoji", Find("1\uFE0F\u20E3"));
        Assert.Equal("Symbols", Find("1\u20E3"));
    }

    [Fact]
    public void The_style_of_the_file_is_used()
    {
        Write("TestSans-Bold", "Bold", "日");
        Write("TestSans-BoldItalic", "Bold Italic", "日");
        Write("TestSans-Regular", "Regular", "日");
        Write("TestSans-Thin", "Thin", "日");
        Assert.Equal("Regular", Find("日"));
        Assert.Equal("Bold", Find("日", bold: true));
        File.Delete(Path.Combine(_folder, "TestSans-Bold.ttf"));
        Assert.Equal("Regular", Find("日", bold: true));
    }

    [Fact]
    public void Fonts_whose_names_differ_after_a_dash_by_their_scripts_are_different_fonts()
    {
        Write("Test-Bengali", "Bengali", "বি");
        Write("Test-Devanagari", "Devanagari", "हि");
        Write("Test-Tamil-Regular", "Tamil", "தி");
        Assert.Equal(["Bengali", "Devanagari", "Tamil"], new[] { "বি", "हि", "தி" }.Select(text => Find(text)));
    }

    [Fact]
    public void Files_that_are_no_fonts_and_folders_that_do_not_exist_are_passed_over()
    {
        File.WriteAllText(Path.Combine(_folder, "BadSansCJK-Regular.ttf"), "no font");
        File.WriteAllText(Path.Combine(_folder, "EmptySansCJK-Regular.otf"), string.Empty);
        File.WriteAllText(Path.Combine(_folder, "BadSansCJK.ttc"), "ttcf");
        Directory.CreateDirectory(Path.Combine(_folder, "deep", "er"));
        Write(Path.Combine("deep", "er", "Other"), "Other", "日");
        Assert.Equal("Other", MachineFonts.In(Path.Combine(_folder, "none"), _folder).Find("日", "ja", bold: false)?.FamilyName);
    }

    [Fact]
    public void The_choice_does_not_depend_on_what_was_asked_before()
    {
        Write("ASans-Regular", "A", "日");
        Write("BSans-Regular", "B", "日本");
        var fonts = MachineFonts.In(_folder);
        Assert.Equal("B", fonts.Find("本", "ja", bold: false)?.FamilyName);
        Assert.Equal("A", fonts.Find("日", "ja", bold: false)?.FamilyName);
        Assert.Equal("A", MachineFonts.In(_folder).Find("日", "ja", bold: false)?.FamilyName);
    }

    [Theory]
    [InlineData("ja", "中文", "日本語の")]
    [InlineData("ko", "中文", "한국")]
    [InlineData("zh-Hant", "中文", "ㄅ")]
    [InlineData("zh-Hans", "中文", "abc")]
    public void The_language_of_Chinese_characters_follows_from_all_texts(string language, params string[] texts) => Assert.Equal(language, Scripts.LanguageOf(texts));

    private void Write(string name, string family, string characters) => TestFont.Write(Path.Combine(_folder, name + ".ttf"), family, characters);

    private string? Find(string text, bool bold = false) => MachineFonts.In(_folder).Find(text, "zh-Hans", bold)?.FamilyName;
}
