using System.Text;

namespace MixturePS.Views;

/// <summary>
/// An aligned text table that fits a terminal: rows and columns that don't fit are omitted in the middle and replaced
/// by three dots.
/// </summary>
internal sealed class TextTable
{
    private const string Gap = "  ";
    private const string Dots = "...";
    private const int HeadAndTail = 5;
    private readonly int _width;

    public TextTable(int width) => _width = Math.Max(width, 20);

    /// <summary>The rows to show of a given number: the first ones, -1 for the dots, and the last ones.</summary>
    public static int[] Shown(int count, int limit = 2 * HeadAndTail) => count <= limit + 1
        ? [.. Enumerable.Range(0, count)]
        : [.. Enumerable.Range(0, limit - (limit / 2)), -1, .. Enumerable.Range(count - (limit / 2), limit / 2)];

    /// <summary>Renders a table with as many decimals as possible so that all columns fit, or with few decimals if they don't fit anyway.</summary>
    /// <param name="rowNames">The names of the shown rows, left-aligned.</param>
    /// <param name="columns">The number of columns.</param>
    /// <param name="column">A column's header and cells, one per shown row, for a number of decimals; called only for columns that may be shown.</param>
    /// <param name="extras">Columns that are always shown, at the right, for a number of decimals.</param>
    public string Render(string[] rowNames, int columns, Func<int, int, Column> column, Func<int, Column[]>? extras = null)
    {
        int nameWidth = rowNames.Length == 0 ? 0 : rowNames.Max(Cell.Width);
        Column[] parts = [];
        foreach (int decimals in Cell.Decimals)
        {
            var right = extras?.Invoke(decimals) ?? [];
            int room = _width - 1 - nameWidth - right.Sum(e => Gap.Length + e.Width);
            var shown = Fit(columns, j => column(j, decimals), room, out bool all);
            parts = [.. shown, .. right];
            if (all) break;
        }

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

    private static List<Column> Fit(int columns, Func<int, Column> column, int room, out bool all)
    {
        var left = new List<Column>();
        var right = new List<Column>();
        int first = 0, last = columns - 1, used = 0;
        while (first <= last)
        {
            bool atLeft = left.Count <= right.Count;
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
