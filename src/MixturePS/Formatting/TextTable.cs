using System.Text;

namespace MixturePS.Formatting;

/// <summary>
/// An aligned table of text that fits a terminal: rows and columns that have no room are left out in the middle, where
/// three dots stand for them.
/// </summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private const string Dots = "...";
    private const int HeadAndTail = 5;
    private readonly int _width;

    public TextTable(int width) => _width = Math.Max(width, 20);

    /// <summary>The rows to show of a number of them: the first ones, -1 for the dots, and the last ones.</summary>
    public static int[] Shown(int count, int limit = 2 * HeadAndTail) => count <= limit + 1
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, limit - (limit / 2)), -1, .. Enumerable.Range(count - (limit / 2), limit / 2)];

    /// <summary>Renders a table.</summary>
    /// <param name="rowNames">The names of the shown rows, left-aligned.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="column">A column's header and its cells, one a shown row; asked only for columns that may be shown.</param>
    /// <param name="extras">Columns that are always shown, at the right.</param>
    public string Render(string[] rowNames, int columns, Func<int, (string Header, string[] Cells)> column, params (string Header, string[] Cells)[] extras)
    {
        int nameWidth = rowNames.Length == 0 ? 0 : rowNames.Max(Cell.Width);
        int room = _width - 1 - nameWidth - extras.Sum(e => Gap.Length + Widest(e));
        var shown = Fit(columns, column, room);
        var parts = shown.Concat(extras).ToArray();
        var text = new StringBuilder();
        AppendLine(text, Cell.PadRight(string.Empty, nameWidth), parts, part => part.Header);
        for (int r = 0; r < rowNames.Length; r++)
        {
            int row = r;
            AppendLine(text, Cell.PadRight(rowNames[r], nameWidth), parts, part => part.Cells[row]);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static int Widest((string Header, string[] Cells) column) => column.Cells.Append(column.Header).Max(Cell.Width);

    private static void AppendLine(StringBuilder text, string name, (string Header, string[] Cells)[] parts, Func<(string Header, string[] Cells), string> cell)
    {
        var line = new StringBuilder(name);
        foreach (var part in parts) line.Append(Gap).Append(Cell.PadLeft(cell(part), Widest(part)));
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static List<(string Header, string[] Cells)> Fit(int columns, Func<int, (string Header, string[] Cells)> column, int room)
    {
        var left = new List<(string Header, string[] Cells)>();
        var right = new List<(string Header, string[] Cells)>();
        int first = 0, last = columns - 1, used = 0;
        while (first <= last)
        {
            bool atLeft = left.Count <= right.Count;
            var next = column(atLeft ? first : last);
            int width = Gap.Length + Widest(next);

            // The last column that is missing may take the dots' place.
            int reserve = first == last ? 0 : Gap.Length + Dots.Length;
            if (used + width + reserve > room && left.Count > 0) break;
            used += width;
            if (atLeft)
            {
                left.Add(next);
                first++;
            }
            else
            {
                right.Add(next);
                last--;
            }
        }

        if (first <= last)
        {
            int cells = left[0].Cells.Length;
            left.Add((Dots, [.. Enumerable.Repeat(Dots, cells)]));
        }

        right.Reverse();
        left.AddRange(right);
        return left;
    }
}
