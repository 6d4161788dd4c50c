using System.Globalization;
using System.Numerics;

namespace MixturePS.Core.Foundation;

/// <summary>
/// The text of numbers, in files, rows and parameters. A number is an optional sign, ASCII digits with at most one decimal
/// separator, and an optional exponent; spaces and tabs may surround it. Everything else is refused: thousands separators,
/// currency signs, parentheses, hexadecimal digits, and control characters such as the zero bytes that a crash leaves.
/// </summary>
internal static class NumberText
{
    /// <summary>The decimal separator of the invariant culture.</summary>
    public const char Point = '.';

    /// <summary>The whole numbers below this limit are all held exactly by a double: 2^53.</summary>
    public const double ExactLimit = 1L << 53;

    private const int FastDigits = 15;

    // Integers of fewer digits than this fit into 64 bits, and powers of ten up to the 22nd into the bits of a double.
    private const int PowersOfTen = 19;
    private const int ShortLength = 64;
    private static readonly double[] s_powersOfTen = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18];
    private const char Minus = '\u2212';

    /// <summary>The decimal separator of the current culture, in which PowerShell writes CSV files.</summary>
    public static char CultureSeparator => CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator is [var separator] ? separator : Point;

    /// <summary>
    /// Parses a number in the invariant culture or, failing that, with the decimal separator and minus sign of the current
    /// one, in which PowerShell writes CSV files. Digit grouping is not allowed, so no text has two different meanings.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, if the text is one; may be NaN or infinite.</param>
    public static bool TryRead(string text, out double value)
    {
        if (TryRead(text, Point, out value)) return true;
        string sign = CultureInfo.CurrentCulture.NumberFormat.NegativeSign;
        if (sign.Length > 0 && text.AsSpan().Trim(" \t") is var trimmed && trimmed.StartsWith(sign, StringComparison.Ordinal)) text = string.Concat("-", trimmed[sign.Length..]);
        return TryRead(text, CultureSeparator, out value);
    }

    /// <summary>Parses a number with a given decimal separator.</summary>
    /// <param name="text">The text.</param>
    /// <param name="separator">The decimal separator.</param>
    /// <param name="value">The number, if the text is one; may be NaN or infinite.</param>
    public static bool TryRead(ReadOnlySpan<char> text, char separator, out double value)
    {
        value = 0;
        text = text.Trim(" \t");
        int at = 0;
        bool isNegative = text.Length > 0 && text[0] is '-' or Minus;
        if (text.Length > 0 && text[0] is '-' or '+' or Minus) at++;
        int start = at;
        long whole = 0;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++) whole = unchecked((10 * whole) + (text[at] - '0'));
        int digits = at - start;
        if (at == text.Length && digits is > 0 and <= FastDigits)
        {
            value = isNegative ? -(double)whole : whole;
            return true;
        }

        if (at < text.Length && text[at] == separator)
        {
            int from = ++at;
            for (; at < text.Length && char.IsAsciiDigit(text[at]); at++) whole = unchecked((10 * whole) + (text[at] - '0'));
            int decimals = at - from;
            digits += decimals;
            if (at == text.Length && digits is > 0 and < PowersOfTen && whole <= (long)ExactLimit)
            {
                // Both are exact, so that their quotient is rounded once, as it has to be (Clinger 1990).
                value = (isNegative ? -(double)whole : whole) / s_powersOfTen[decimals];
                return true;
            }
        }

        if (digits == 0) return TryWord(text[start..], isNegative, out value);
        if (at < text.Length && text[at] is 'e' or 'E')
        {
            at++;
            if (at < text.Length && text[at] is '-' or '+') at++;
            int from = at;
            at = AfterDigits(text, at);
            if (at == from) return false;
        }

        if (at != text.Length) return false;
        if (separator == Point && text[0] != Minus) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        Span<char> plain = text.Length <= ShortLength ? stackalloc char[ShortLength] : new char[text.Length];
        plain = plain[..text.Length];
        text.CopyTo(plain);
        plain.Replace(separator, Point);
        plain.Replace(Minus, '-');
        return double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>
    /// Whether a whole number is exactly the one that its text states, and not one to which it was rounded. With an exponent,
    /// the shortest text that identifies the number is enough, as programs write it.
    /// </summary>
    /// <param name="text">The text, from which the number was parsed.</param>
    /// <param name="value">The number, finite and whole.</param>
    /// <param name="separator">The decimal separator of the text.</param>
    /// <param name="orShortest">Whether the shortest text is enough without an exponent, too, as in JSON.</param>
    public static bool IsExact(ReadOnlySpan<char> text, double value, char separator, bool orShortest = false)
    {
        bool isPlain = text.IndexOfAny(separator, 'e', 'E') < 0;
        if (isPlain && Math.Abs(value) < ExactLimit) return true;
        text = text.Trim(" \t").TrimStart("+-\u2212");
        int mark = text.IndexOfAny('e', 'E');
        var mantissa = mark < 0 ? text : text[..mark];
        int point = mantissa.IndexOf(separator);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        string digits = point < 0 ? mantissa.ToString() : string.Concat(mantissa[..point], mantissa[(point + 1)..]);
        string kept = digits.TrimEnd('0');
        int zeros = digits.Length - kept.Length;
        kept = kept.TrimStart('0');
        if (kept.Length == 0) return true;
        int exponent = 0;
        if (mark >= 0 && !int.TryParse(text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)) return false;
        long scale = (long)exponent - decimals + zeros;
        if ((mark >= 0 || orShortest) && Math.Abs(value) >= ExactLimit && kept == ShortestDigits(value)) return true;
        return scale >= 0 && BigInteger.Parse(kept, CultureInfo.InvariantCulture) * BigInteger.Pow(10, (int)scale) == new BigInteger(Math.Abs(value));
    }

    /// <summary>Parses a whole number of zero or more that consists of ASCII digits alone.</summary>
    public static bool TryWhole(ReadOnlySpan<char> text, out long value)
    {
        value = 0;
        return AfterDigits(text, 0) == text.Length && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Parses a whole number of any size: ASCII digits, with an optional sign, and spaces and tabs around it.</summary>
    public static bool TryInteger(ReadOnlySpan<char> text, out BigInteger value)
    {
        value = default;
        text = text.Trim(" \t");
        int start = text.Length > 0 && text[0] is '-' or '+' ? 1 : 0;
        return text.Length > start && AfterDigits(text, start) == text.Length && BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value);
    }

    private static string ShortestDigits(double value)
    {
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int end = shortest.IndexOf('E', StringComparison.Ordinal);
        return shortest[..(end < 0 ? shortest.Length : end)].Replace(".", string.Empty, StringComparison.Ordinal).TrimEnd('0');
    }

    private static int AfterDigits(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    private static bool TryWord(ReadOnlySpan<char> word, bool isNegative, out double value)
    {
        bool isInfinity = word is "\u221E" || word.Equals("inf", StringComparison.OrdinalIgnoreCase) || word.Equals("infinity", StringComparison.OrdinalIgnoreCase);
        value = !isInfinity ? double.NaN : isNegative ? double.NegativeInfinity : double.PositiveInfinity;
        return isInfinity || word.Equals("nan", StringComparison.OrdinalIgnoreCase);
    }
}
