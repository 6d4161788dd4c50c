using System.Diagnostics;
using System.Globalization;
using System.Text;
using MixturePS.Core.Text;

namespace MixturePS.Core.Tests.Text;

/// <summary>Word and sentence boundaries follow Unicode Standard Annex 29, in the version of the tables.</summary>
public sealed class UnicodeTests
{
    /// <summary>WordBreakTest.txt of the Unicode Character Database.</summary>
    [Fact]
    public void WordBoundariesAreThoseOfTheStandard()
    {
        int count = 0;
        foreach (var (text, boundaries) in Cases("WordBreakTest"))
        {
            var found = new List<int> { 0 };
            while (found[^1] < text.Length) found.Add(WordSegmenter.End(text, found[^1], default, out _, out _));
            Assert.True(boundaries.SequenceEqual(found), Codes(text));
            count++;
        }

        Assert.True(count > 1900);
    }

    /// <summary>
    /// SentenceBreakTest.txt, without the cases of line breaks and initials, in which the scanner deviates. A sentence is compared by
    /// its letters.
    /// </summary>
    [Fact]
    public void SentenceBoundariesAreThoseOfTheStandard()
    {
        int count = 0;
        foreach (var (text, boundaries) in Cases("SentenceBreakTest"))
        {
            if (text.AsSpan().IndexOfAny("\r\n\u0085\u2028\u2029") >= 0 || HasInitial(text)) continue;

            // The sentence of each letter.
            var expected = new List<int>();
            for (int i = 0; i < text.Length; i++)
                if (char.IsLetter(text[i])) expected.Add(boundaries.Count(boundary => boundary <= i) - 1);
            var found = Sentences(text).Zip(text.Where(c => !WhiteSpace.Is(c))).Where(pair => char.IsLetter(pair.Second)).Select(pair => pair.First).ToList();
            if (expected.Count > 0 && found.Count > 0) found = [.. found.Select(sentence => sentence - found[0] + expected[0])];
            Assert.True(found.SequenceEqual(expected), Codes(text));
            count += expected.Count > 1 ? 1 : 0;
        }

        Assert.True(count > 30, $"{count} cases");
    }

    /// <summary>All letters that the runtime knows, which is as new as the tables or older.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void EachLetterIsPartOfAToken(bool caseSensitive)
    {
        int count = 0;
        var spans = new List<TokenSpan>();
        char[] buffer = [];
        for (int codePoint = 0; codePoint <= 0x10ffff; codePoint++)
        {
            if (!Rune.IsValid(codePoint) || !Rune.IsLetter(new Rune(codePoint))) continue;
            string text = char.ConvertFromUtf32(codePoint);
            if (!caseSensitive) text = LowerCasing.Lower(text, ref buffer).ToString();
            spans.Clear();
            WordSegmenter.Segment(text, spans);
            Assert.True(spans.SequenceEqual([new TokenSpan(0, text.Length)]), $"U+{codePoint:X4}");
            count++;
        }

        Assert.True(count > 140_000);
    }

    /// <summary>Letters of scripts and blocks that Unicode has added since version 7.</summary>
    [Theory]
    [InlineData("\uab70\uab71")] // Cherokee, 8
    [InlineData("\U0001e900\U0001e943")] // Adlam, 9
    [InlineData("\U00011d00\U00011d30")] // Masaram Gondi, 10
    [InlineData("\U00010f30\U00010f31")] // Sogdian, 11
    [InlineData("\U0001e100\U0001e13d")] // Nyiakeng Puachue Hmong, 12
    [InlineData("\U00010e80\U00010ea9")] // Yezidi, 13
    [InlineData("\U00010570\U00010597")] // Vithkuqi, 14
    [InlineData("\U0001e4d0\U0001e4eb")] // Nag Mundari, 15
    [InlineData("\U00010d50\U00010d70")] // Garay, 16
    [InlineData("\U00016ea0\U00016ebb")] // Beria Erfe, 17
    public void NewerScriptsHaveWords(string word)
    {
        var spans = new List<TokenSpan>();
        WordSegmenter.Segment($"({word})", spans);
        Assert.Equal([new TokenSpan(1, word.Length)], spans);
    }

    /// <summary>The mapping of the runtime, except for letters that are newer than it.</summary>
    [Fact]
    public void SmallLettersAreThoseOfTheStandard()
    {
        int count = 0;
        for (int codePoint = 0; codePoint <= 0x10ffff; codePoint++)
        {
            if (!Rune.IsValid(codePoint) || codePoint == 0x130) continue;
            int lower = Rune.ToLowerInvariant(new Rune(codePoint)).Value;
            if (lower == codePoint) continue;
            Assert.Equal(lower, UnicodeProperties.Lower(codePoint));
            count++;
        }

        Assert.True(count > 1300);
        Assert.Equal(0xab70, UnicodeProperties.Lower(0x13a0));
        Assert.Equal(0x10d70, UnicodeProperties.Lower(0x10d50));
        Assert.Equal(0x16ebb, UnicodeProperties.Lower(0x16ea0));
    }

    [Theory]
    [InlineData("_")]
    [InlineData("a")]
    [InlineData("\u0301")]
    [InlineData("a'")]
    [InlineData("1,")]
    [InlineData("\u05d0\"")]
    [InlineData("\U0001f468\u200d")]
    [InlineData("\U0001f1e9")]
    [InlineData("a\u0301'\u0301")]
    [InlineData("a-")]
    [InlineData("#a@")]
    [InlineData("://a")]
    [InlineData("www.(")]
    [InlineData("\u03a3^")]
    [InlineData("a.\u0301)")]
    [InlineData("\u0e01\u0e34")]
    public void TimeIsLinearInTheLength(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var options = new DfmBuilderOptions { Keep = KeptToken.All, NGrams = [1, 2], StopWords = ["the", "peut-\u00eatre"], StemLanguage = "French", ElisionLanguages = ["fr"] };
        var watch = Stopwatch.StartNew();
        CountVectorizerTests.Build([text], new DfmBuilderOptions());
        CountVectorizerTests.Build([text], options);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Theory]
    [InlineData("_")]
    [InlineData("a")]
    [InlineData("a\u0301-")]
    public void ALongPieceCanBeStopped(string unit)
    {
        string text = string.Concat(Enumerable.Repeat(unit, 30_000_000 / unit.Length));
        var spans = new List<TokenSpan>();
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => WordSegmenter.Scan(text, spans, cancellation: stop.Token));
        Assert.True(spans.Count < 100_000);
    }

    private static List<int> Sentences(string text)
    {
        var sentences = new List<int>();
        var ends = new List<int>();
        var scanner = default(SentenceScanner);
        int sentence = 0;
        int open = -1;
        int at = 0;
        while (at < text.Length)
        {
            if (WhiteSpace.Is(text[at]))
            {
                at++;
                continue;
            }

            int end = at;
            while (end < text.Length && !WhiteSpace.Is(text[end])) end++;
            var piece = text.AsSpan(at, end - at);
            if (open >= 0 && scanner.EndsBefore(piece) is { } isEnd)
            {
                if (isEnd)
                {
                    for (int i = open; i < sentences.Count; i++) sentences[i]++;
                    sentence++;
                }

                open = -1;
            }

            ends.Clear();
            if (open < 0) scanner.Read(piece, ends);
            for (int i = 0; i < piece.Length; i++) sentences.Add(sentence + ends.Count(position => position <= i));
            sentence += ends.Count;
            if (open < 0 && scanner.IsOpen) open = sentences.Count;
            at = end;
        }

        return sentences;
    }

    /// <summary>Whether a full stop follows a single capital letter.</summary>
    private static bool HasInitial(string text)
    {
        var classes = text.EnumerateRunes().Select(rune => UnicodeProperties.Sentence(rune.Value))
            .Where(value => value is not (SentenceClass.Extend or SentenceClass.Format)).ToArray();
        for (int i = 1; i < classes.Length; i++)
        {
            bool isAlone = i == 1 || classes[i - 2] is not (SentenceClass.Upper or SentenceClass.Lower or SentenceClass.OtherLetter or SentenceClass.Numeric);
            if (classes[i] == SentenceClass.AmbiguousTerminator && classes[i - 1] == SentenceClass.Upper && isAlone) return true;
        }

        return false;
    }

    private static IEnumerable<(string Text, List<int> Boundaries)> Cases(string name)
    {
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden", name + ".txt")))
        {
            if (line.StartsWith('#')) continue;
            var text = new StringBuilder();
            var boundaries = new List<int>();
            foreach (string part in line.Split(' '))
            {
                if (part == "\u00f7") boundaries.Add(text.Length);
                else if (part != "\u00d7") text.Append(char.ConvertFromUtf32(int.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
            }

            yield return (text.ToString(), boundaries);
        }
    }

    private static string Codes(string text) => string.Join(' ', text.EnumerateRunes().Select(rune => $"{rune.Value:X4}"));
}
