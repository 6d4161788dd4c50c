using System.Globalization;
using System.Text;

namespace MixturePS.Core.Text;

/// <summary>
/// Lower-casing by Unicode's full, language-independent mapping (The Unicode Standard, section 3.13), as Python's
/// <c>str.lower</c>: the simple mappings, U+0130 (dotted capital I) to i and a combining dot, and a capital sigma at the end
/// of a word to its final form.
/// </summary>
internal static class LowerCasing
{
    private const char DottedI = '\u0130';
    private const char CapitalSigma = '\u03a3';

    /// <summary>Lower-cases a text. The result is a slice of the buffer, which grows as needed.</summary>
    /// <param name="source">The text, which must include the context of a sigma.</param>
    /// <param name="buffer">The buffer for the result.</param>
    public static ReadOnlySpan<char> Lower(ReadOnlySpan<char> source, ref char[] buffer)
    {
        // Only the dotted I grows, from one unit to two.
        if (buffer.Length < 2 * source.Length) buffer = new char[Math.Max(2 * source.Length, 2 * buffer.Length)];
        int special = source.IndexOfAny(DottedI, CapitalSigma);
        if (special < 0) return buffer.AsSpan(0, source.ToLowerInvariant(buffer));

        int from = 0, to = 0;
        while (special >= 0)
        {
            int at = from + special;
            to += source[from..at].ToLowerInvariant(buffer.AsSpan(to));
            if (source[at] == DottedI)
            {
                buffer[to++] = 'i';
                buffer[to++] = '\u0307';
            }
            else
            {
                buffer[to++] = EndsWord(source, at) ? '\u03c2' : '\u03c3';
            }

            from = at + 1;
            special = source[from..].IndexOfAny(DottedI, CapitalSigma);
        }

        to += source[from..].ToLowerInvariant(buffer.AsSpan(to));
        return buffer.AsSpan(0, to);
    }

    /// <summary>Unicode's condition Final_Sigma: a cased letter before and none after, skipping case-ignorable characters.</summary>
    private static bool EndsWord(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at];
        while (Rune.DecodeLastFromUtf16(before, out var rune, out int length) == System.Buffers.OperationStatus.Done && IsIgnored(rune))
            before = before[..^length];
        if (Rune.DecodeLastFromUtf16(before, out var last, out _) != System.Buffers.OperationStatus.Done || !IsCased(last)) return false;

        var after = text[(at + 1)..];
        while (Rune.DecodeFromUtf16(after, out var rune, out int length) == System.Buffers.OperationStatus.Done && IsIgnored(rune))
            after = after[length..];
        return Rune.DecodeFromUtf16(after, out var first, out _) != System.Buffers.OperationStatus.Done || !IsCased(first);
    }

    /// <summary>Unicode's property Case_Ignorable.</summary>
    private static bool IsIgnored(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol:
                return true;
            default:
                // Word_Break = MidLetter, MidNumLet or Single_Quote.
                return rune.Value is '\'' or '.' or ':' or 0xb7 or 0x387 or 0x55f or 0x5f4 or 0x2018 or 0x2019 or 0x2024 or 0x2027
                    or 0xfe13 or 0xfe52 or 0xfe55 or 0xff07 or 0xff0e or 0xff1a;
        }
    }

    /// <summary>Unicode's property Cased, for characters that aren't case-ignorable: cased letters, Other_Lowercase and Other_Uppercase.</summary>
    private static bool IsCased(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
                return true;
            default:
                return rune.Value is 0xaa or 0xba or (>= 0x2160 and <= 0x217f) or (>= 0x24b6 and <= 0x24e9)
                    or (>= 0x1f130 and <= 0x1f149) or (>= 0x1f150 and <= 0x1f169) or (>= 0x1f170 and <= 0x1f189);
        }
    }
}
