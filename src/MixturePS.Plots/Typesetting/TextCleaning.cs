using System.Globalization;
using System.Text;

namespace MixturePS.Plots.Typesetting;

/// <summary>Replaces what can't be drawn, and tells which texts need no typesetting.</summary>
internal static class TextCleaning
{
    // From Hebrew to Myanmar, from Hangul letters to Mongolian but for Cherokee and its neighbours, and so on: scripts that
    // join, reorder or stack letters, or run from right to left.
    private static readonly (int First, int Last)[] Shaped =
    [
        (0x0590, 0x109F), (0x1100, 0x11FF), (0x1700, 0x1CFF), (0x2D30, 0x2D7F), (0xA800, 0xABFF), (0xD7B0, 0xD7FF), (0xFB1D, 0xFDFF), (0xFE70, 0xFEFF), (0x10000, 0x1CFFF), (0x1E000, 0x1EFFF), (0x1F1E6, 0x1F1FF),
        (0x1F3FB, 0x1F3FF),
    ];

    /// <summary>
    /// A text as one line: line breaks and tabs become spaces; other control characters, and what is no character,
    /// become U+FFFD.
    /// </summary>
    public static string Clean(string text)
    {
        int first = 0;
        while (first < text.Length && text[first] is >= ' ' and not '\u007F' and < '\u0080') first++;
        if (first == text.Length) return text;
        bool isClean = true;
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
            if (Replaced(rune) != rune) isClean = false;
        if (isClean && !HasLoneSurrogate(text)) return text;
        var clean = new StringBuilder(text.Length);
        bool isReturn = false;
        foreach (var rune in text.EnumerateRunes())
        {
            // A carriage return and a line feed are one line break.
            if (!(isReturn && rune.Value == '\n')) clean.Append(Replaced(rune));
            isReturn = rune.Value == '\r';
        }

        return clean.ToString();
    }

    /// <summary>Whether a font draws a text as it is, one glyph after the other.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasGlyph">Whether the font has a glyph for a code point.</param>
    public static bool IsPlain(string text, Func<int, bool> hasGlyph)
    {
        int first = 0;
        while (first < text.Length && text[first] is >= ' ' and < '\u007F') first++;
        if (first == text.Length) return true;
        foreach (var rune in text.AsSpan(first).EnumerateRunes())
        {
            int c = rune.Value;
            if (Array.Exists(Shaped, range => c >= range.First && c <= range.Last)) return false;
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.Format or UnicodeCategory.Control) return false;
            if (!hasGlyph(c)) return false;
        }

        return true;
    }

    /// <summary>Whether a character has no shape of its own: joiners, variation selectors and marks of direction.</summary>
    public static bool IsIgnorable(int codePoint) =>
        codePoint is 0x00AD or 0x034F or 0x061C or (>= 0x115F and <= 0x1160) or (>= 0x17B4 and <= 0x17B5) or (>= 0x180B and <= 0x180F) or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E)
            or (>= 0x2060 and <= 0x206F) or 0x3164 or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF or 0xFFA0 or (>= 0xE0000 and <= 0xE0FFF);

    private static Rune Replaced(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\v' or '\f' or '\r' or 0x85 or 0x2028 or 0x2029 => new Rune(' '),
        < ' ' or (>= 0x7F and < 0xA0) => Rune.ReplacementChar,
        (>= 0xFDD0 and <= 0xFDEF) => Rune.ReplacementChar,
        _ => (rune.Value & 0xFFFE) == 0xFFFE ? Rune.ReplacementChar : rune,
    };

    private static bool HasLoneSurrogate(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])) i++;
            else return true;
        }

        return false;
    }
}
