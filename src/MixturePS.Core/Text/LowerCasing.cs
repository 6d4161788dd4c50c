using System.Buffers;
using System.Text;

namespace MixturePS.Core.Text;

/// <summary>
/// Lower-casing by Unicode's full, language-independent mapping (The Unicode Standard, section 3.13), as Python's
/// <c>str.lower</c>: the simple mappings, U+0130 (dotted capital I) to i and a combining dot, and a capital sigma at the end
/// of a word to its final form. The version of Unicode is that of <see cref="UnicodeProperties"/>, on any machine.
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
        var result = Ascii.ToLower(source, buffer, out int at);
        if (result == OperationStatus.Done) return buffer.AsSpan(0, at);

        int to = at = source.IndexOfAnyExceptInRange('\0', '\u007f');
        source[..at].CopyTo(buffer);
        Ascii.ToLowerInPlace(buffer.AsSpan(0, at), out _);
        while (at < source.Length)
        {
            char unit = source[at];
            if (unit < '\u0080')
            {
                buffer[to++] = char.IsAsciiLetterUpper(unit) ? (char)(unit | 0x20) : unit;
                at++;
            }
            else if (unit == DottedI)
            {
                buffer[to++] = 'i';
                buffer[to++] = '\u0307';
                at++;
            }
            else if (unit == CapitalSigma)
            {
                buffer[to++] = EndsWord(source, at) ? '\u03c2' : '\u03c3';
                at++;
            }
            else
            {
                int lower = UnicodeProperties.Lower(UnicodeProperties.Decode(source, ref at));
                if (lower <= char.MaxValue)
                {
                    buffer[to++] = (char)lower;
                }
                else
                {
                    new Rune(lower).TryEncodeToUtf16(buffer.AsSpan(to), out int written);
                    to += written;
                }
            }
        }

        return buffer.AsSpan(0, to);
    }

    /// <summary>Unicode's condition Final_Sigma: a cased letter before and none after, skipping case-ignorable characters.</summary>
    private static bool EndsWord(ReadOnlySpan<char> text, int at)
    {
        var before = text[..at];
        while (Rune.DecodeLastFromUtf16(before, out var rune, out int length) == OperationStatus.Done && IsIgnored(rune))
            before = before[..^length];
        if (Rune.DecodeLastFromUtf16(before, out var last, out _) != OperationStatus.Done || !IsCased(last)) return false;

        var after = text[(at + 1)..];
        while (Rune.DecodeFromUtf16(after, out var rune, out int length) == OperationStatus.Done && IsIgnored(rune))
            after = after[length..];
        return Rune.DecodeFromUtf16(after, out var first, out _) != OperationStatus.Done || !IsCased(first);
    }

    private static bool IsIgnored(Rune rune) => (UnicodeProperties.Traits(rune.Value) & UnicodeTraits.CaseIgnorable) != 0;

    private static bool IsCased(Rune rune) => (UnicodeProperties.Traits(rune.Value) & UnicodeTraits.Cased) != 0;
}
