using System.Globalization;
using MixturePS.Plots.Typesetting;
using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>Fits texts to a width.</summary>
internal static class TextLines
{
    private const string Cut = "...";

    // No line is that long; measuring more would only take time.
    private const int LongestLine = 2000;

    // A line begins with none of the first and ends with none of the second.
    private const string NotFirst = "、。，．！？：；）」』】》〉〕］｝ー・…々%,.!?:;)]}";
    private const string NotLast = "（「『【《〈〔［｛([{";

    /// <summary>
    /// A text in lines, broken at line breaks, at spaces and between East Asian characters. Text beyond the last line is
    /// cut off, with an ellipsis.
    /// </summary>
    public static List<string> Wrap(string text, float width, LabelStyle style, Paint paint, int most)
    {
        var lines = new List<string>();
        string[] parts = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r');
        for (int p = 0; p < parts.Length && lines.Count < most; p++)
        {
            // All that is left has to fit on the last line.
            string rest = lines.Count == most - 1 ? string.Join(' ', parts[p..]) : parts[p];
            if (rest.Length > most * LongestLine) rest = rest[..(most * LongestLine)];
            AddLines(lines, TextCleaning.Clean(rest).Trim(), width, style, paint, most);
        }

        return lines;
    }

    /// <summary>A text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Shorten(string text, float width, LabelStyle style, Paint paint)
    {
        text = TextCleaning.Clean(text);
        if (text.Length <= LongestLine && Lettering.Width(text, style, paint) <= width) return text;

        // The longest beginning that fits; marks stay with their characters.
        int[] starts = StringInfo.ParseCombiningCharacters(text.Length <= LongestLine ? text : text[..LongestLine]);
        int fits = 0, tooLong = starts.Length;
        while (tooLong - fits > 1)
        {
            int middle = (fits + tooLong) / 2;
            if (Lettering.Width(text[..starts[middle]] + Cut, style, paint) <= width) fits = middle;
            else tooLong = middle;
        }

        return (starts.Length == 0 ? string.Empty : text[..starts[fits]]) + Cut;
    }

    private static void AddLines(List<string> lines, string rest, float width, LabelStyle style, Paint paint, int most)
    {
        while (rest.Length > 0)
        {
            if (lines.Count == most - 1 || Lettering.Width(rest, style, paint) <= width)
            {
                lines.Add(Shorten(rest, width, style, paint));
                break;
            }

            int end = -1;
            foreach (int place in Breaks(rest))
            {
                if (Lettering.Width(rest[..place], style, paint) > width) break;
                end = place;
            }

            if (end < 0)
            {
                lines.Add(Shorten(rest, width, style, paint));
                break;
            }

            lines.Add(rest[..end]);
            rest = rest[end] == ' ' ? rest[(end + 1)..] : rest[end..];
        }
    }

    /// <summary>The places where a line may end: before spaces and beside East Asian characters.</summary>
    private static IEnumerable<int> Breaks(string text)
    {
        for (int i = 1; i < text.Length; i++)
        {
            char before = text[i - 1], after = text[i];
            bool isBetweenWide = (Scripts.IsWide(before) || Scripts.IsWide(after)) && before != ' '
                && !NotFirst.Contains(after, StringComparison.Ordinal) && !NotLast.Contains(before, StringComparison.Ordinal)
                && char.GetUnicodeCategory(after) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Surrogate);
            if (after == ' ' || isBetweenWide) yield return i;
        }
    }
}
