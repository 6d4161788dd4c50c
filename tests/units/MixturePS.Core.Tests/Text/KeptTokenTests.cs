using MixturePS.Core.Foundation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Tokens that are kept whole, normalization, and n-grams within sentences.</summary>
public sealed class KeptTokenTests
{
    [Theory]
    [InlineData(KeptToken.Hashtag, "#Cats_2 (#dogs) #1 a#b &#39; C# ##x #\u00e9t\u00e9", "#cats_2 #dogs #x #\u00e9t\u00e9 1 39 a b c")]
    [InlineData(KeptToken.Mention, "@Sam_1, .@joe! me@home x@y.de @", "@joe @sam_1 home me x y.de")]
    [InlineData(KeptToken.Mention, "(@\u540d\u524d)", "@\u540d\u524d")]
    [InlineData(KeptToken.Email, "Joe.Doe+x@mail.example.org, <a@b.co> me@home @sam", "a@b.co home joe.doe+x@mail.example.org me sam")]
    [InlineData(KeptToken.Url, "See https://example.org/a_(b)?q=1#c. (www.x.de/y) HTTP://Z http:// www. '\"ftp://f/\"", "ftp://f/ http http://z https://example.org/a_(b)?q=1#c see www www.x.de/y")]
    [InlineData(KeptToken.Hashtag | KeptToken.Mention, "https://x.de/@u/#tag #a", "#a https tag u x.de")]
    [InlineData(KeptToken.Emoji, "\U0001f44d\U0001f3fdok \u2764\ufe0f \u2764 \u00a9 \U0001f1e9\U0001f1ea\U0001f1eb\U0001f1f7 \U0001f468\u200d\U0001f469\u200d\U0001f467!", "ok \u2764\ufe0f \U0001f1e9\U0001f1ea \U0001f1eb\U0001f1f7 \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467")]
    [InlineData(KeptToken.Hyphen, "E-mail e\u2011mail state\u2010of-the-art a--b -c d- 1-2", "1-2 a b c d e-mail state-of-the-art")]
    [InlineData(KeptToken.All, "e-mail:me@x-y.org,#a-b", "#a b e-mail me@x-y.org")]
    [InlineData(KeptToken.None, "e-mail #a @b \U0001f600 x@y.de", "a b e mail x y.de")]
    public void KindsOfTokenAreKeptWhole(KeptToken kinds, string text, string tokens) =>
        Assert.Equal(tokens, string.Join(' ', CountVectorizerTests.Build([text], new DfmBuilderOptions { Keep = kinds }).Vocabulary));

    [Fact]
    public void KeptTokensAreNotStemmed()
    {
        var dfm = CountVectorizerTests.Build(["#houses houses ice-houses"], new DfmBuilderOptions { Keep = KeptToken.All, StemLanguage = "en" });
        Assert.Equal(["#houses", "hous", "ice-hous"], dfm.Vocabulary);
    }

    [Fact]
    public void OtherTokensCannotBeKept()
    {
        var options = new DfmBuilderOptions { Token = TokenKind.WhiteSpace };
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => CountVectorizerTests.Build(["a"], options with { Keep = KeptToken.Url })).Id);
        Assert.Equal("InvalidOption", Assert.Throws<MixtureException>(() => CountVectorizerTests.Build(["a"], options with { ElisionLanguages = ["fr"] })).Id);
    }

    [Theory]
    [InlineData(TokenKind.Word, null, 1)]
    [InlineData(TokenKind.Character, null, 1)]
    [InlineData(TokenKind.WhiteSpace, null, 2)]
    [InlineData(TokenKind.Word, TextNormalization.None, 2)]
    [InlineData(TokenKind.WhiteSpace, TextNormalization.NFC, 1)]
    public void ComposedAndDecomposedLettersAreOneToken(TokenKind token, TextNormalization? normalization, int features)
    {
        var dfm = CountVectorizerTests.Build(["\u00e9 e\u0301 E\u0301"], new DfmBuilderOptions { Token = token, Normalization = normalization });
        Assert.Equal(features, dfm.FeatureCount);
        Assert.Equal(3, dfm.TextStatistics!.CountTotal);
    }

    [Fact]
    public void UnusualTokensCanBeNormalized()
    {
        string marks = string.Concat(Enumerable.Repeat("\u0301\u0323", 400));
        string hindi = string.Concat(Enumerable.Repeat("\u0915\u094d\u0937e\u0301", 200));
        Assert.Equal("a" + marks, TokenNormalizer.Normalize("a" + marks));
        Assert.Equal(hindi.Normalize(), TokenNormalizer.Normalize(hindi));
        Assert.Equal("e\u0301\ud83d", TokenNormalizer.Normalize("e\u0301\ud83d"));
        Assert.Equal(["\ud83de\u0301"], CountVectorizerTests.Build(["\ud83de\u0301"], new DfmBuilderOptions { Token = TokenKind.WhiteSpace, Normalization = TextNormalization.NFC }).Vocabulary);
    }

    [Theory]
    [InlineData("One two. Three four", "one two|three four")]
    [InlineData("one two! three? four", "one two")]
    [InlineData("ends.) \"Next one", "next one")]
    [InlineData("etc. and so", "and so|etc and")]
    [InlineData("p. 5 of it. 7 Up", "5 of|7 up|of it|p 5")]
    [InlineData("J. K. Rowling", "j k|k rowling")]
    [InlineData("costs 3.5 in U.S. dollars", "3.5 in|costs 3.5|in u.s|u.s dollars")]
    [InlineData("end.\"(Next", "")]
    [InlineData("wrapped\nline\n\nnew\r\nline\u2029other", "new line|wrapped line")]
    [InlineData("\u597d\u3002\u4f60\u597d", "\u4f60 \u597d")]
    [InlineData("\u0130\u0130!\u0130 b", "i\u0307 b")]
    [InlineData("so... what, ok", "so what|what ok")]
    public void NGramsOfWordsStayWithinASentence(string text, string grams)
    {
        var options = new DfmBuilderOptions { NGrams = [2], Normalization = TextNormalization.None };
        Assert.Equal(grams, string.Join('|', CountVectorizerTests.Build([text], options).Vocabulary));
        int words = CountVectorizerTests.Build([text], new DfmBuilderOptions()).Row(0).Sum(count => (int)count);
        Assert.Equal(words - 1, CountVectorizerTests.Build([text], options with { CrossesSentences = true }).TextStatistics!.NGramCount);
    }

    /// <summary>A piece that comes from the cache has the same boundaries as one that is new.</summary>
    [Fact]
    public void BoundariesDoNotDependOnWhatWasReadBefore()
    {
        string[] texts = ["a b. C d", "a b. c d", "a b. 1 c", "a b. 1 C"];
        var options = new DfmBuilderOptions { NGrams = [2], ThrottleLimit = 1 };
        var all = CountVectorizerTests.Build([.. texts, .. texts.Reverse()], options);
        for (int i = 0; i < texts.Length; i++)
        {
            var one = CountVectorizerTests.Build([texts[i]], options);
            foreach (int row in new[] { i, (2 * texts.Length) - 1 - i })
                Assert.Equal(one.Vocabulary, all.Vocabulary.Where((_, column) => all.Row(row)[column] > 0));
        }
    }
}
