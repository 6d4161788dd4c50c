using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Views;

/// <summary>The text of table cells: the numbers of a column with equal precision, words with limited width.</summary>
internal static class Cell
{
    /// <summary>The default maximum number of characters of a word.</summary>
    public const int LongestWord = 24;

    private const int ShortDecimals = 4;
    private const string Dots = "...";

    /// <summary>The numbers of decimals that a table tries until its columns fit.</summary>
    public static readonly int[] Decimals = [8, 6, 4];

    /// <summary>The numbers of a column: whole numbers without decimals, others with as many decimals as needed and allowed.</summary>
    /// <param name="values">The numbers of one column.</param>
    /// <param name="decimals">The maximum number of decimals.</param>
    public static string[] Numbers(double[] values, int decimals)
    {
        if (values.All(v => v == Math.Floor(v) && Math.Abs(v) < 1e15)) return Array.ConvertAll(values, v => Fixed(v, 0));
        double largest = values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        if (largest is >= 1e8 or < 1e-4) return Array.ConvertAll(values, v => v.ToString("0.#####e+00", CultureInfo.CurrentCulture));
        int most = largest >= 1000 ? Math.Min(decimals, ShortDecimals) : decimals;

        // Short fractions such as 0.25 are shown with their own decimals. A longer one keeps a trailing zero, to align with the others.
        int needed = 1;
        while (needed < most && !values.All(v => !double.IsFinite(v) || Math.Round(v, needed) == Math.Round(v, most))) needed++;
        if (needed > ShortDecimals) needed = most;
        return Array.ConvertAll(values, v => Fixed(v, needed));
    }

    /// <summary>A number with a fixed number of decimals; what rounds to zero has no sign.</summary>
    public static string Fixed(double value, int decimals)
    {
        string text = value.ToString("F" + decimals, CultureInfo.CurrentCulture);
        return value < 0 && text.All(c => !char.IsAsciiDigit(c) || c == '0') && double.IsFinite(value) ? 0.0.ToString("F" + decimals, CultureInfo.CurrentCulture) : text;
    }

    /// <summary>A number with up to four decimals, and fewer of them, or an exponent, so that it isn't wider than its column.</summary>
    /// <param name="value">The number.</param>
    /// <param name="width">The width of the column, at least 6.</param>
    public static string Fitted(double value, int width)
    {
        for (int decimals = ShortDecimals; decimals >= 0; decimals--)
        {
            string text = Fixed(value, decimals);
            if (text.Length <= width) return text;
        }

        return value.ToString(value < 0 ? "0e+00" : "0.#e+00", CultureInfo.CurrentCulture) is var shortest && shortest.Length <= width ? shortest : value.ToString("0e+0", CultureInfo.CurrentCulture);
    }

    /// <summary>A word on one line, shortened in the middle if it is long.</summary>
    /// <param name="text">The word.</param>
    /// <param name="longest">The maximum number of characters, at least 8.</param>
    public static string Word(string text, int longest = LongestWord)
    {
        string line = VisibleText.Of(text);
        int half = longest / 2;
        return line.Length <= longest ? line : line[..half] + Dots + line[^(longest - half - Dots.Length)..];
    }

    /// <summary>The beginning of a text on one line, followed by three dots if it is longer.</summary>
    /// <param name="text">The text.</param>
    /// <param name="widest">The maximum number of terminal columns.</param>
    public static string Beginning(string text, int widest)
    {
        // A long text is cut first, as at most a few characters fit in each column.
        string start = text.Length > 8 * widest ? text[..(8 * widest)] : text;
        string line = VisibleText.Of(string.Join(' ', start.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        return Cut(line, widest);
    }

    /// <summary>A line, or as much of its beginning as fits before three dots.</summary>
    /// <param name="line">The line.</param>
    /// <param name="widest">The maximum number of terminal columns.</param>
    public static string Cut(string line, int widest)
    {
        if (Width(line) <= widest) return line;
        var kept = new System.Text.StringBuilder();
        int width = Dots.Length;
        foreach (var rune in line.EnumerateRunes())
        {
            width += Width(rune.ToString());
            if (width > widest) break;
            kept.Append(rune.ToString());
        }

        return kept.Append(Dots).ToString();
    }

    /// <summary>The number of terminal columns that a text takes: two for a wide character, none for a combining one.</summary>
    public static int Width(string text)
    {
        int width = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var category = System.Text.Rune.GetUnicodeCategory(rune);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) continue;
            width += IsWide(rune.Value) ? 2 : 1;
        }

        return width;
    }

    public static string PadLeft(string text, int width) => new string(' ', Math.Max(0, width - Width(text))) + text;

    public static string PadRight(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    // The blocks of East Asian scripts and emoji, by Unicode's East Asian Width property (W and F).
    private static bool IsWide(int c) =>
        c is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0x303E) or (>= 0x3041 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1F64F) or (>= 0x1F900 and <= 0x1F9FF) or (>= 0x20000 and <= 0x3FFFD);
}
