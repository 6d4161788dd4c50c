using System.Globalization;
using System.Management.Automation;

namespace MixturePS.Views;

/// <summary>The view of the terms of clusters next to each other; the formatting file calls it row by row.</summary>
public static class TermView
{
    private const int RankWidth = 4;
    private const int Narrowest = 14;
    private const int Widest = 20;
    private const string Gap = "  ";

    /// <summary>The names of the clusters, above their terms.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Header(PSObject row, int width) => Text(row, width, "Rank", property => property.Name);

    /// <summary>The terms of a rank. Clusters that don't fit on a line follow on the next ones.</summary>
    /// <param name="row">A row of Get-ClusterTerm -SideBySide.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Row(PSObject row, int width) =>
        Text(row, width, Convert.ToString(row.Properties["Rank"]?.Value, CultureInfo.CurrentCulture)!, property => property.Value as string ?? string.Empty);

    private static string Text(PSObject row, int width, string rank, Func<PSNoteProperty, string> cell)
    {
        var clusters = row.Properties.OfType<PSNoteProperty>().Where(property => property.Name != "Rank").ToList();
        int room = Terminal.WidthOf(width) - 1 - RankWidth;
        int column = Math.Clamp((room / Math.Max(1, clusters.Count)) - Gap.Length, Narrowest, Widest);
        int perLine = Math.Max(1, room / (column + Gap.Length));
        var lines = clusters.Chunk(perLine).Select((chunk, number) =>
            (Cell.PadLeft(number == 0 ? rank : string.Empty, RankWidth) + string.Concat(chunk.Select(property => Gap + Cell.PadRight(Cell.Cut(Cell.Word(cell(property)), column), column)))).TrimEnd());
        return string.Join('\n', lines);
    }
}
