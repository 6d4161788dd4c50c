using System.Globalization;
using System.Text;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Text for a terminal. Characters that would control it are shown as PowerShell escapes them, such as <c>`e</c>: control
/// characters, line separators, and the marks that reverse the direction of the rest of a line.
/// </summary>
internal static class VisibleText
{
    /// <summary>The text with its control characters escaped; the same object if there are none.</summary>
    /// <param name="text">A text on one line.</param>
    public static string Of(string text)
    {
        int first = 0;
        while (first < text.Length && !IsControl(text[first])) first++;
        if (first == text.Length) return text;
        var visible = new StringBuilder(text, 0, first, text.Length + 8);
        foreach (char c in text.AsSpan(first))
        {
            if (IsControl(c)) visible.Append(Escaped(c));
            else visible.Append(c);
        }

        return visible.ToString();
    }

    private static bool IsControl(char c) =>
        char.IsControl(c) || c is (>= '\u2028' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static string Escaped(char c) => c switch
    {
        '\0' => "`0",
        '\a' => "`a",
        '\b' => "`b",
        '\t' => "`t",
        '\n' => "`n",
        '\v' => "`v",
        '\f' => "`f",
        '\r' => "`r",
        '\u001b' => "`e",
        _ => string.Create(CultureInfo.InvariantCulture, $"`u{{{(int)c:x}}}"),
    };
}
