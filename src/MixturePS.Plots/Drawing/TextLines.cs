using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>Fits texts to a width.</summary>
internal static class TextLines
{
    private const string Cut = "...";

    /// <summary>A text in lines, broken at spaces. Text beyond the last line is cut off, with an ellipsis.</summary>
    public static List<string> Wrap(string text, float width, LabelStyle style, Paint paint, int most)
    {
        var lines = new List<string>();
        string rest = text.Trim();
        while (rest.Length > 0)
        {
            if (lines.Count == most - 1 || style.Measure(rest, paint).Width <= width)
            {
                lines.Add(Shorten(rest, width, style, paint));
                break;
            }

            int end = -1;
            for (int space = rest.IndexOf(' '); space > 0 && style.Measure(rest[..space], paint).Width <= width; space = rest.IndexOf(' ', space + 1)) end = space;
            if (end < 0)
            {
                lines.Add(Shorten(rest, width, style, paint));
                break;
            }

            lines.Add(rest[..end]);
            rest = rest[(end + 1)..];
        }

        return lines;
    }

    /// <summary>A text, or as much of its beginning as fits with an ellipsis.</summary>
    public static string Shorten(string text, float width, LabelStyle style, Paint paint)
    {
        if (style.Measure(text, paint).Width <= width) return text;
        int end = text.Length;
        while (end > 0 && style.Measure(text[..end] + Cut, paint).Width > width) end--;
        if (end > 0 && char.IsHighSurrogate(text[end - 1])) end--;
        return text[..end] + Cut;
    }
}
