using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>A token in a text.</summary>
/// <param name="Start">The position of its first UTF-16 unit.</param>
/// <param name="Length">Its number of UTF-16 units.</param>
/// <param name="IsWhole">Whether it is kept as it is, without stemming: an emoji, a hashtag, an address.</param>
internal readonly record struct TokenSpan(int Start, int Length, bool IsWhole = false)
{
    /// <summary>The position after its last unit.</summary>
    public int End => Start + Length;
}

/// <summary>
/// Finds the words of a text: the segments between the word boundaries of Unicode Standard Annex 29 that contain a letter or a
/// number.
/// </summary>
/// <remarks>
/// <para>One deviation: letters of scripts without spaces between words (Thai, Lao, Khmer, Burmese, ...) join to runs, as the
/// annex leaves their words to a dictionary.</para>
/// <para>The rules read at most one letter or number ahead, past characters that extend the one before, so that the time is
/// linear in the length of any text.</para>
/// </remarks>
internal static class WordSegmenter
{
    private const char EmojiSelector = '\ufe0f';
    private const int CancellationStride = 1 << 16;

    /// <summary>Adds the words of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Receives the words.</param>
    /// <param name="emoji">Whether to add emoji too.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void Segment(ReadOnlySpan<char> text, List<TokenSpan> words, bool emoji = false, CancellationToken cancellation = default)
    {
        if (IsOneWord(text, out int start, out int length))
        {
            if (length > 0) words.Add(new TokenSpan(start, length));
            return;
        }

        Scan(text, words, emoji, cancellation);
    }

    /// <summary>Segments a text by the rules, without the fast path.</summary>
    internal static void Scan(ReadOnlySpan<char> text, List<TokenSpan> words, bool emoji = false, CancellationToken cancellation = default)
    {
        int at = 0;
        int check = CancellationStride;
        while (at < text.Length)
        {
            int start = at;
            at = End(text, start, cancellation, out bool isWord, out bool isEmoji);
            if (isWord) words.Add(new TokenSpan(start, at - start));
            else if (emoji && isEmoji) words.Add(new TokenSpan(start, at - start, IsWhole: true));
            if (at < check) continue;
            cancellation.Check();
            check = at + CancellationStride;
        }
    }

    /// <summary>The next word boundary after a boundary.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">A boundary before the end of the text.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="isWord">Whether there is a letter or a number between the boundaries.</param>
    /// <param name="isEmoji">Whether an emoji is between the boundaries, a flag, or a character that is to be shown as one.</param>
    internal static int End(ReadOnlySpan<char> text, int start, CancellationToken cancellation, out bool isWord, out bool isEmoji)
    {
        int end = start;
        int first = UnicodeProperties.Decode(text, ref end);
        var previous = UnicodeProperties.Word(first);
        var traits = UnicodeProperties.Traits(first);

        // The halfwidth voiced sound marks are letters that extend the one before.
        isWord = IsLetterOrNumber(previous) || first is 0xff9e or 0xff9f;
        isEmoji = (traits & UnicodeTraits.EmojiPresentation) != 0;
        if (IsNewline(previous))
        {
            // WB3.
            if (first == '\r' && end < text.Length && text[end] == '\n') end++;
            return end;
        }

        bool isPictographic = (traits & UnicodeTraits.Pictographic) != 0;
        bool afterJoiner = previous == WordClass.ZeroWidthJoiner;
        bool afterSpace = previous == WordClass.Space;
        bool isFlag = false;
        int check = end + CancellationStride;
        while (end < text.Length)
        {
            if (end >= check)
            {
                cancellation.Check();
                check = end + CancellationStride;
            }

            int next = end;
            int codePoint = UnicodeProperties.Decode(text, ref next);
            var current = UnicodeProperties.Word(codePoint);
            traits = UnicodeProperties.Traits(codePoint);
            if (IsExtending(current))
            {
                // WB4.
                if (codePoint == EmojiSelector && isPictographic) isEmoji = true;
                afterJoiner = current == WordClass.ZeroWidthJoiner;
                afterSpace = false;
                end = next;
                continue;
            }

            bool joins = afterJoiner && (traits & UnicodeTraits.Pictographic) != 0; // WB3c
            joins |= afterSpace && current == WordClass.Space; // WB3d
            if (!joins && previous == WordClass.RegionalIndicator && current == previous && !isFlag) joins = isFlag = true; // WB15, WB16
            if (!joins && !Joins(previous, current))
            {
                if (!JoinsWithNext(text, previous, current, ref next, ref codePoint)) return end;
                current = UnicodeProperties.Word(codePoint);
                traits = UnicodeProperties.Traits(codePoint);
            }

            previous = current;
            isWord |= IsLetterOrNumber(current);
            isEmoji |= (traits & UnicodeTraits.EmojiPresentation) != 0;
            isPictographic = (traits & UnicodeTraits.Pictographic) != 0;
            afterJoiner = false;
            afterSpace = current == WordClass.Space;
            end = next;
        }

        return end;
    }

    private static bool IsNewline(WordClass value) => value is WordClass.CarriageReturn or WordClass.LineFeed or WordClass.Newline;

    private static bool IsExtending(WordClass value) => value is WordClass.Extend or WordClass.Format or WordClass.ZeroWidthJoiner;

    private static bool IsAnyLetter(WordClass value) => value is WordClass.Letter or WordClass.HebrewLetter;

    private static bool IsLetterOrNumber(WordClass value) =>
        value is WordClass.Letter or WordClass.Numeric or WordClass.HebrewLetter or WordClass.Katakana or WordClass.OwnLetter or WordClass.ComplexContext;

    /// <summary>The rules that see two characters.</summary>
    private static bool Joins(WordClass previous, WordClass current) => previous switch
    {
        // WB5, WB9, WB13a; WB7a.
        WordClass.Letter => IsAnyLetter(current) || current is WordClass.Numeric or WordClass.ExtendNumberLetter,
        WordClass.HebrewLetter => IsAnyLetter(current) || current is WordClass.Numeric or WordClass.ExtendNumberLetter,
        // WB8, WB10, WB13a.
        WordClass.Numeric => IsAnyLetter(current) || current is WordClass.Numeric or WordClass.ExtendNumberLetter,
        // WB13, WB13a.
        WordClass.Katakana => current is WordClass.Katakana or WordClass.ExtendNumberLetter,
        // WB13a, WB13b.
        WordClass.ExtendNumberLetter => IsAnyLetter(current) || current is WordClass.Numeric or WordClass.Katakana or WordClass.ExtendNumberLetter,
        WordClass.ComplexContext => current is WordClass.ComplexContext,
        _ => false,
    };

    /// <summary>
    /// The rules that see a letter or number after the current character: WB6 and WB7, WB7b and WB7c, WB11 and WB12. If one
    /// applies, the end and the code point become those of that letter or number. WB7a joins a quote without it.
    /// </summary>
    private static bool JoinsWithNext(ReadOnlySpan<char> text, WordClass previous, WordClass current, ref int end, ref int codePoint)
    {
        bool isMiddle = current is WordClass.MidNumberLetter or WordClass.SingleQuote || (IsAnyLetter(previous)
            ? current == WordClass.MidLetter || (previous == WordClass.HebrewLetter && current == WordClass.DoubleQuote)
            : current == WordClass.MidNumber);
        if (!isMiddle || !(IsAnyLetter(previous) || previous == WordClass.Numeric)) return false;

        int at = end;
        while (at < text.Length)
        {
            int next = UnicodeProperties.Decode(text, ref at);
            var following = UnicodeProperties.Word(next);
            if (IsExtending(following)) continue;
            bool applies = current == WordClass.DoubleQuote ? following == WordClass.HebrewLetter
                : IsAnyLetter(previous) ? IsAnyLetter(following) : following == WordClass.Numeric;
            if (!applies) break;
            end = at;
            codePoint = next;
            return true;
        }

        return previous == WordClass.HebrewLetter && current == WordClass.SingleQuote;
    }

    /// <summary>
    /// Whether a text consists of ASCII letters and digits, which rules WB5 and WB8 to WB10 join to one word, surrounded by
    /// characters that join nothing there. Most pieces of Western text are of this kind.
    /// </summary>
    private static bool IsOneWord(ReadOnlySpan<char> text, out int start, out int length)
    {
        start = 0;
        length = 0;
        int end = text.Length;
        while (start < end && IsSeparator(text[start])) start++;
        while (end > start && IsSeparator(text[end - 1])) end--;
        for (int i = start; i < end; i++)
            if (!char.IsAsciiLetterOrDigit(text[i])) return false;
        length = end - start;
        return true;

        static bool IsSeparator(char c) => c < '\u0080' && c != '_' && !char.IsAsciiLetterOrDigit(c);
    }
}
