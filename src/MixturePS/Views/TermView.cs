using System.Globalization;
using System.Management.Automation;
using System.Text;

namespace MixturePS.Views;

/// <summary>The view of the terms of clusters next to each other; the formatting file calls it row by row.</summary>
public static class TermView
{
    private const int DefaultWidth = 120;
    private const int RankWidth = 4;
    private const int Narrowest = 8;
    private const int Widest = 20;
    private const string Gap = "  ";
    private const string Dots = "...";

    /// <summary>A line of terms, with the names of the clusters above the first line. Clusters that don't fit are omitted at the end.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Row(PSObject row, int width)
    {
        var columns = row.Properties.OfType<PSNoteProperty>().ToList();
        int clusters = columns.Count - 1, room = (width > 0 ? width : DefaultWidth) - 1 - RankWidth;
        int column = Math.Clamp((room / Math.Max(1, clusters)) - Gap.Length, Narrowest, Widest);
        int shown = Math.Min(clusters, room / (column + Gap.Length));
        if (shown < clusters) shown = Math.Max(1, (room - Gap.Length - Dots.Length) / (column + Gap.Length));
        string line = Line(Convert.ToString(columns[0].Value, CultureInfo.CurrentCulture)!, property => property.Value as string ?? string.Empty);
        return columns[0].Value is 1 ? Line(columns[0].Name, property => property.Name) + "\n" + line : line;

        string Line(string rank, Func<PSNoteProperty, string> cell)
        {
            var text = new StringBuilder(Cell.PadLeft(rank, RankWidth));
            foreach (var property in columns.Skip(1).Take(shown)) text.Append(Gap).Append(Cell.PadRight(Shortened(cell(property), column), column));
            if (shown < clusters) text.Append(Gap).Append(Dots);
            return text.ToString().TrimEnd();
        }
    }

    private static string Shortened(string text, int width)
    {
        string word = Cell.Word(text);
        if (Cell.Width(word) <= width) return word;
        var kept = new StringBuilder();
        foreach (var rune in word.EnumerateRunes())
        {
            string next = rune.ToString();
            if (Cell.Width(kept.ToString() + next) > width - Dots.Length) break;
            kept.Append(next);
        }

        return kept.Append(Dots).ToString();
    }
}
