using System.Text;

namespace MixturePS.Views;

/// <summary>
/// An aligned text table that fits a terminal: columns that don't fit follow in further blocks, or are omitted like
/// rows and replaced by three dots.
/// </summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private const string Dots = "...";
    private const string Separator = ", ";
    private const int HeadAndTail = 5;
    private const int MostBlocks = 4;
    private readonly int _width;

    public TextTable(int width) => _width = Math.Max(width, 20);

    /// <summary>The rows to show of a given number: the first ones, -1 for the dots, and the last ones.</summary>
    public static int[] Shown(int count, int limit = 2 * HeadAndTail) => count <= limit + 1
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, limit - (limit / 2)), -1, .. Enumerable.Range(count - (limit / 2), limit / 2)];

    /// <summary>Renders a table with all columns, and as many decimals as fit, if there is room for all.</summary>
    /// <param name="rowNames">The names of the shown rows, left-aligned.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="column">A column's header and cells, one per shown row, for a number of decimals; called only for columns that may be shown.</param>
    /// <param name="extras">Columns that are always shown, at the right, for a number of decimals.</param>
    /// <param name="text">The table, or empty text.</param>
    public bool TryRender(string[] rowNames, int columns, Func<int, int, Column> column, Func<int, Column[]>? extras, out string text)
    {
        text = string.Empty;
        foreach (int decimals in Cell.Decimals)
        {
            var right = extras?.Invoke(decimals) ?? [];
            var shown = Fit(columns, j => column(j, decimals), Room(rowNames, right), fromLeft: false, out bool all);
            if (!all) continue;
            text = Text(rowNames, [.. shown, .. right]);
            return true;
        }

        return false;
    }

    /// <summary>Renders a table with few decimals and the columns that fit.</summary>
    /// <param name="rowNames">The names of the shown rows, left-aligned.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="column">A column's header and cells, as for <see cref="TryRender"/>.</param>
    /// <param name="extras">Columns that are always shown, as for <see cref="TryRender"/>.</param>
    /// <param name="fromLeft">Whether the first columns are kept, instead of the first and the last ones.</param>
    public string Cut(string[] rowNames, int columns, Func<int, int, Column> column, Func<int, Column[]>? extras, bool fromLeft)
    {
        int decimals = Cell.Decimals[^1];
        var right = extras?.Invoke(decimals) ?? [];
        return Text(rowNames, [.. Fit(columns, j => column(j, decimals), Room(rowNames, right), fromLeft, out _), .. right]);
    }

    /// <summary>Renders a table whose columns don't fit side by side in blocks below each other; cut if there would be too many of them.</summary>
    /// <inheritdoc cref="TryRender"/>
    public string RenderBlocks(string[] rowNames, int columns, Func<int, int, Column> column)
    {
        if (TryRender(rowNames, columns, column, null, out string whole)) return whole;
        int decimals = Cell.Decimals[^1], room = Room(rowNames, []), used = 0;
        var blocks = new List<string>();
        var block = new List<Column>();
        for (int j = 0; j < columns; j++)
        {
            var next = column(j, decimals);
            if (block.Count > 0 && used + Gap.Length + next.Width > room)
            {
                blocks.Add(Text(rowNames, [.. block]));
                if (blocks.Count == MostBlocks) return Cut(rowNames, columns, column, null, fromLeft: false);
                block.Clear();
                used = 0;
            }

            block.Add(next);
            used += Gap.Length + next.Width;
        }

        return string.Join("\n\n", blocks.Append(Text(rowNames, [.. block])));
    }

    /// <summary>Renders a table whose last column has as many whole words as fit.</summary>
    /// <param name="rowNames">The names of the shown rows.</param>
    /// <param name="columns">The columns before the words.</param>
    /// <param name="header">The header of the words.</param>
    /// <param name="words">The words of each row, the most important first.</param>
    public string RenderWords(string[] rowNames, Column[] columns, string header, string[][] words)
    {
        int room = Room(rowNames, columns) - Gap.Length;
        string[] lines = Text(rowNames, columns).Split('\n');
        int width = Math.Max(NameWidth(rowNames) + columns.Sum(column => Gap.Length + column.Width), 1);
        var text = new StringBuilder();
        for (int r = 0; r < lines.Length; r++)
        {
            string last = r == 0 ? header : Words(words[r - 1], room);
            text.Append((Cell.PadRight(lines[r], width) + Gap + last).TrimEnd()).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static string Words(string[] words, int room)
    {
        var text = new StringBuilder();
        int used = 0;
        foreach (string word in words)
        {
            int needed = Cell.Width(word) + (used > 0 ? Separator.Length : 0);
            if (used > 0 && used + needed > room) break;
            text.Append(used > 0 ? Separator : string.Empty).Append(word);
            used += needed;
        }

        return text.ToString();
    }

    private int Room(string[] rowNames, Column[] right) => _width - 1 - NameWidth(rowNames) - right.Sum(e => Gap.Length + e.Width);

    private static int NameWidth(string[] rowNames) => rowNames.Length == 0 ? 0 : rowNames.Max(Cell.Width);

    private static string Text(string[] rowNames, Column[] parts)
    {
        int nameWidth = NameWidth(rowNames);
        var text = new StringBuilder();
        AppendLine(text, Cell.PadRight(string.Empty, nameWidth), parts, part => part.Header);
        for (int r = 0; r < rowNames.Length; r++)
        {
            int row = r;
            AppendLine(text, Cell.PadRight(rowNames[r], nameWidth), parts, part => part.Cells[row]);
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void AppendLine(StringBuilder text, string name, Column[] parts, Func<Column, string> cell)
    {
        var line = new StringBuilder(name);
        foreach (var part in parts) line.Append(Gap).Append(Cell.PadLeft(cell(part), part.Width));
        text.Append(line.ToString().TrimEnd()).Append('\n');
    }

    private static List<Column> Fit(int columns, Func<int, Column> column, int room, bool fromLeft, out bool all)
    {
        var left = new List<Column>();
        var right = new List<Column>();
        int first = 0, last = columns - 1, used = 0;
        while (first <= last)
        {
            bool atLeft = fromLeft || left.Count <= right.Count;
            var next = column(atLeft ? first : last);
            int width = Gap.Length + next.Width;

            // The last missing column may replace the dots.
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

        all = first > last;
        if (!all)
        {
            int cells = left[0].Cells.Length;
            left.Add(new Column(Dots, [.. Enumerable.Repeat(Dots, cells)]));
        }

        right.Reverse();
        left.AddRange(right);
        return left;
    }

    /// <summary>The header and the cells of a column.</summary>
    internal sealed record Column(string Header, string[] Cells)
    {
        /// <summary>The width of the column in terminal columns.</summary>
        public int Width { get; } = Cells.Append(Header).Max(Cell.Width);
    }
}
