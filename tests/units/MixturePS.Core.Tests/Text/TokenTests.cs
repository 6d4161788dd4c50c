using CsCheck;
using MixturePS.Core.Simulation;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>The kinds of token.</summary>
public sealed class TokenTests
{
    private static readonly string[] Odd =
    [
        "a", "B", "z", "1", "9", "_", "'", "\u2019", ".", ",", ":", ";", "-", "\"", " ", "\t", "\n", "\r\n", "\u0085", "\u00a0", "\u2028", "\u202f", "\u3000", "\u001c",
        "\u0301", "\u200d", "\u200b", "\u00ad", "\ufeff", "\u00e9", "\u03a3", "\u5b57", "\u3072", "\u30ab", "\u30fc", "\ud55c", "\u0e44\u0e17", "\u05d0", "\u0661",
        "\U0001f600", "\U00020bb7", "\U0001f1e9", "\U00010400", "\u2460", "\u20ac", "\u0903", "/", "@", "#",
    ];

    private static readonly Gen<string> Text = Pick.From(Odd).Array[0, 40].Select(string.Concat);

    [Theory]
    [InlineData("Can't stop: e-mail me at 3.14, U.S.A.!", "can't stop e mail me at 3.14 u.s.a")]
    [InlineData("foo_bar _x_ (brackets) \"quotes\" a/b", "foo_bar _x_ brackets quotes a b")]
    [InlineData("\u6771\u4eac\u30bf\u30ef\u30fc \u3072\u3089 \ud55c\uad6d\uc5b4", "\u6771 \u4eac \u30bf\u30ef\u30fc \u3072 \u3089 \ud55c\uad6d\uc5b4")]
    [InlineData("na\u00efve e\u0301te\u0301 \U0001f600 \u2014 \u20ac5 \U00020bb7", "na\u00efve \u00e9t\u00e9 5 \U00020bb7")]
    [InlineData("\u0e44\u0e17\u0e22\u0e41\u0e25\u0e30 5\u0e1a\u0e32\u0e17 \U00017000\U00017001", "\u0e44\u0e17\u0e22\u0e41\u0e25\u0e30 5 \u0e1a\u0e32\u0e17 \U00017000 \U00017001")]
    [InlineData("\u13e3\u13b3\u13a9 \U0001e900\U0001e901 \U00010d50 \u05e6\u05d4\"\u05dc a\u202fb", "\uabb3\uab83\uab79 \U0001e922\U0001e923 \U00010d70 \u05e6\u05d4\"\u05dc a b")]
    public void WordsFollowTheStandard(string text, string words) => Assert.Equal(words.Split(' '), Tokens(text, TokenKind.Word));

    [Fact]
    public void CharactersAreUserPerceivedOnes() => Assert.Equal(
        ["\u00e9", "a", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\U0001f1e9\U0001f1ea", "\u5b57"],
        Tokens("E\u0301 a\u00a0\U0001f468\u200d\U0001f469\u200d\U0001f467\U0001f1e9\U0001f1ea\t\u5b57", TokenKind.Character));

    [Fact]
    public void CharacterNGramsStayWithinPieces()
    {
        var dfm = CountVectorizerTests.Build(["abc ab", "c"], new DfmBuilderOptions { Token = TokenKind.Character, NGrams = [1, 2] });
        Assert.Equal(["a", "ab", "b", "bc", "c"], dfm.Vocabulary);
        Assert.Equal([2.0, 2, 2, 1, 1], dfm.Row(0));
        Assert.Equal(9, dfm.TextStatistics!.CountTotal);
    }

    /// <summary>Texts are split at white space first, and ASCII pieces have a separate path; neither may change a word.</summary>
    [Fact]
    public void PiecesHaveTheWordsOfTheWholeText() => Text.Sample(text =>
    {
        // A narrow no-break space joins words by the rules, but is white space here.
        text = text.Replace('\u202f', ' ');
        var spans = new List<TokenSpan>();
        WordSegmenter.Scan(text, spans);
        Assert.Equal(spans.Select(span => text.Substring(span.Start, span.Length)), Tokens(text, TokenKind.Word, caseSensitive: true, TextNormalization.None));
    }, iter: 5000);

    [Fact]
    public void LongPiecesAreSplitIntoTheirWords()
    {
        string word = new('x', 100_000);
        string text = word + "." + string.Concat(Enumerable.Repeat("\u5b57\u30ab", 5000)) + "-end";
        var dfm = CountVectorizerTests.Build([text, word], new DfmBuilderOptions());
        Assert.Equal(["end", word, "\u30ab", "\u5b57"], dfm.Vocabulary);
        Assert.Equal([1.0, 1, 5000, 5000], dfm.Row(0));
        Assert.Equal([0.0, 1, 0, 0], dfm.Row(1));
    }

    /// <summary>More words than the table of known pieces holds, so that it is cleared.</summary>
    [Fact]
    public void ManyWordsCanOverflowTheTableOfPieces()
    {
        string[] texts = [.. Enumerable.Range(0, 7000).Select(i => string.Join(' ', Enumerable.Range(0, 20).Select(t => $"w{(i * 20) + t} it's-{i % 7}")))];
        var dfm = CountVectorizerTests.Build(texts, new DfmBuilderOptions { ThrottleLimit = 1 });
        Assert.Equal(140_000 + 8, dfm.FeatureCount);
        Assert.Equal([60.0], dfm.DocumentLength().Distinct());
        Assert.Equal(140_000, dfm.DocumentFrequency().Count(frequency => frequency == 1));
    }

    private static List<string> Tokens(string text, TokenKind kind, bool caseSensitive = false, TextNormalization? normalization = null)
    {
        // Uses the analyser directly, because its outcomes are in order.
        var options = new DfmBuilderOptions { Token = kind, CaseSensitive = caseSensitive, Normalization = normalization };
        var features = new FeatureTable(" ");
        var analyzer = new TokenAnalyzer(options, features, new StopWordSet([]), 64);
        var outcomes = new List<int>();
        int start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !WhiteSpace.Is(text[i])) continue;
            if (i > start) analyzer.Analyze(text.AsSpan(start, i - start), outcomes);
            start = i + 1;
        }

        return [.. features.Names([.. outcomes], threads: 1, default)];
    }
}
