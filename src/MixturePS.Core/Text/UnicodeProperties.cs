using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>
/// Values of Unicode's property Word_Break. The letters that have none there are in two classes more: words of their own, such
/// as ideographs and hiragana, and letters of scripts without spaces between words (Line_Break = Complex_Context), such as Thai.
/// </summary>
internal enum WordClass : byte
{
    Other,
    CarriageReturn,
    LineFeed,
    Newline,
    Extend,
    ZeroWidthJoiner,
    Format,
    RegionalIndicator,
    Katakana,
    HebrewLetter,
    Letter,
    SingleQuote,
    DoubleQuote,
    MidNumberLetter,
    MidLetter,
    MidNumber,
    Numeric,
    ExtendNumberLetter,
    Space,
    OwnLetter,
    ComplexContext,
}

/// <summary>Values of Unicode's property Sentence_Break.</summary>
internal enum SentenceClass : byte
{
    Other,
    CarriageReturn,
    LineFeed,
    Separator,
    Extend,
    Format,
    Space,
    Lower,
    Upper,
    OtherLetter,
    Numeric,
    AmbiguousTerminator,
    Continue,
    Terminator,
    Close,
}

/// <summary>Binary properties of Unicode.</summary>
[Flags]
internal enum UnicodeTraits : byte
{
    None = 0,
    Pictographic = 1,
    EmojiPresentation = 2,
    Cased = 4,
    CaseIgnorable = 8,
    Mark = 16,
}

/// <summary>
/// Properties of code points, in the version of Unicode that <see cref="Version"/> names, whatever the runtime and the machine
/// know. The tables are constants of the assembly, so they take no time to load.
/// </summary>
internal static partial class UnicodeProperties
{
    /// <summary>The class of a code point in the rules of word boundaries.</summary>
    public static WordClass Word(int codePoint) => (WordClass)WordClasses[Number(codePoint)];

    /// <summary>The class of a code point in the rules of sentence boundaries.</summary>
    public static SentenceClass Sentence(int codePoint) => (SentenceClass)SentenceClasses[Number(codePoint)];

    /// <summary>The binary properties of a code point.</summary>
    public static UnicodeTraits Traits(int codePoint) => (UnicodeTraits)AllTraits[Number(codePoint)];

    /// <summary>Whether a code point is a letter or a number, also a mark or an underscore: a character of an identifier.</summary>
    public static bool IsWordCharacter(int codePoint) => Word(codePoint)
        is WordClass.Letter or WordClass.HebrewLetter or WordClass.Katakana or WordClass.Numeric or WordClass.OwnLetter or WordClass.ComplexContext
        or WordClass.Extend or WordClass.ExtendNumberLetter or WordClass.ZeroWidthJoiner;

    /// <summary>The small letter of a capital letter by Unicode's simple mapping; the code point itself where there is none.</summary>
    public static int Lower(int codePoint)
    {
        if ((Traits(codePoint) & UnicodeTraits.Cased) == 0) return codePoint;
        int run = LowerStarts.BinarySearch(codePoint);
        if (run < 0) run = ~run - 1;
        if (run < 0 || codePoint > LowerEnds[run] || (codePoint - LowerStarts[run]) % LowerSteps[run] != 0) return codePoint;
        return codePoint + LowerDistances[run];
    }

    /// <summary>Reads the code point at a position and moves past it; half of a surrogate pair counts as a code point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Decode(ReadOnlySpan<char> text, ref int at)
    {
        char first = text[at++];
        if (!char.IsHighSurrogate(first) || at == text.Length || !char.IsLowSurrogate(text[at])) return first;
        return char.ConvertToUtf32(first, text[at++]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Number(int codePoint)
    {
        int block = codePoint >> BlockBits;
        return block < Blocks.Length ? Numbers[(Blocks[block] << BlockBits) | (codePoint & ((1 << BlockBits) - 1))] : Unassigned;
    }
}
