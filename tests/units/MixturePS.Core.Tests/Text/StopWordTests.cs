using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Stop words match the words of real texts.</summary>
public sealed class StopWordTests
{
    public static TheoryData<string> All => [.. Languages.WithStopWords];

    /// <summary>Each word of each list, as the tokeniser splits it with default options, in capital letters too where they map back.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public void EachStopWordOfALanguageIsDropped(string language)
    {
        var words = Languages.StopWords(language);
        var options = new DfmBuilderOptions { StopWords = words };
        Assert.Empty(CountVectorizerTests.Build(words, options).Vocabulary);
        Assert.Empty(CountVectorizerTests.Build(words.Select(word => word.Normalize(System.Text.NormalizationForm.FormD)), options).Vocabulary);
        char[] buffer = [];
        var capital = words.Select(word => word.ToUpperInvariant()).Where(word => words.Contains(LowerCasing.Lower(word, ref buffer).ToString()));
        Assert.Empty(CountVectorizerTests.Build(["", .. capital], options).Vocabulary);
    }

    [Theory]
    [InlineData("Greek", "\u03c4\u03b7\u03c2 \u03b5\u03af\u03bd\u03b1\u03b9 \u03b1\u03c0\u03cc \u03b1\u03c5\u03c4\u03cc\u03c2 \u03b1\u03bb\u03bb\u03ac \u0391\u03a5\u03a4\u039f\u03a3", "")]
    [InlineData("Greek", "\u03b1\u03b3\u03bf\u03c1\u03ac", "\u03b1\u03b3\u03bf\u03c1\u03ac")]
    [InlineData("Romanian", "\u0219i \u015fi to\u021bi to\u0163i \u00eens\u0103 s\u0326i ora\u0219", "ora\u0219")]
    [InlineData("Persian", "\u0627\u06cc\u0646 \u0627\u064a\u0646 \u06a9\u0647 \u0643\u0647 \u0645\u06cc\u200c\u0634\u0648\u062f \u0622\u0646\u200c\u0647\u0627 \u0628\u0627\u0632\u0627\u0631", "\u0628\u0627\u0632\u0627\u0631")]
    [InlineData("Arabic", "\u0641\u064a \u0647\u064e\u0630\u064e\u0627 \u0625\u0644\u0649 \u0627\u0644\u0649 \u0623\u0646 \u0627\u0646 \u0639\u0644\u064a", "\u0639\u0644\u064a")]
    [InlineData("English", "don't don\u2019t don\u02bct DON\uff07T dog", "dog")]
    [InlineData("Chinese", "\u6211\u4eec\u56e0\u4e3a\u539f\u56e0\uff0c\u7684 \u6211\u5011\u4e86", "\u539f \u56e0")]
    [InlineData("Irish", "b'fh\u00e9idir d'fhear", "fhear fh\u00e9idir")]
    public void SpellingsOfAStopWordAreEqual(string language, string text, string left)
    {
        var options = new DfmBuilderOptions { StopWords = Languages.StopWords(language), ElisionLanguages = language == "Irish" ? [language] : [] };
        Assert.Equal(left, string.Join(' ', CountVectorizerTests.Build([text], options).Vocabulary.Order(StringComparer.Ordinal)));
    }

    /// <summary>Accents that a list has are significant: law and prefecture.</summary>
    [Fact]
    public void AnAccentedStopWordMatchesItselfAlone()
    {
        var dfm = CountVectorizerTests.Build(["\u03bd\u03cc\u03bc\u03bf\u03c2 \u03bd\u03bf\u03bc\u03cc\u03c2"], new DfmBuilderOptions { StopWords = ["\u03bd\u03cc\u03bc\u03bf\u03c2"] });
        Assert.Equal(["\u03bd\u03bf\u03bc\u03cc\u03c2"], dfm.Vocabulary);
    }

    /// <summary>A stop word of several tokens is dropped only where they are together.</summary>
    [Fact]
    public void AStopWordCanBeSeveralTokens()
    {
        var dfm = CountVectorizerTests.Build(["peut-\u00eatre peut \u00eatre peut-on"], new DfmBuilderOptions { StopWords = ["peut-\u00eatre"] });
        Assert.Equal(["on", "peut", "\u00eatre"], dfm.Vocabulary);
        Assert.Equal([1.0, 2, 1], dfm.Row(0));
        Assert.Equal(2, dfm.TextStatistics!.StopWordCount);
    }

    [Theory]
    [InlineData("French", "l'homme L\u2019HOMME d'homme qu'il aujourd'hui", "aujourd'hui homme il")]
    [InlineData("it", "dell'arte un'amica c'\u00e8", "amica arte \u00e8")]
    [InlineData("Catalan", "l'aigua d'aigua", "aigua")]
    public void ElidedWordsAreDropped(string language, string text, string words)
    {
        var dfm = CountVectorizerTests.Build([text], new DfmBuilderOptions { ElisionLanguages = [language] });
        Assert.Equal(words, string.Join(' ', dfm.Vocabulary));
        Assert.Equal(text.Count(c => c is '\'' or '\u2019') - (language == "French" ? 1 : 0), dfm.TextStatistics!.StopWordCount);
        Assert.Contains('\'', string.Concat(CountVectorizerTests.Build([text], new DfmBuilderOptions()).Vocabulary));
    }

    [Fact]
    public void ElisionIsThatOfKnownLanguages()
    {
        Assert.Equal(["French"], new DfmBuilderOptions { ElisionLanguages = ["fr", "FRENCH"] }.ElisionLanguages);
        Assert.Equal("UnknownLanguage", Assert.Throws<MixtureException>(() => new DfmBuilderOptions { ElisionLanguages = ["English"] }).Id);
    }
}
