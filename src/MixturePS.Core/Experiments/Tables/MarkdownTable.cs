using System.Globalization;
using System.Text;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Pipe tables of Markdown. There is one line of headings, in which levels are separated by commas. A caption is a paragraph
/// above the table as Pandoc reads it, with the label as its identifier.
/// </summary>
internal sealed class MarkdownTable : TableWriter
{
    // Punctuation that has no meaning within a cell is left as it is, so that the source is easy to read.
    private const string Special = "\\`*_[]<>|~$&@";

    /// <inheritdoc/>
    protected override void Write(ResultTable table, StringBuilder text, CancellationToken cancellation)
    {
        var (columns, options) = (table.Columns, table.Options);
        if (options.Caption is { } caption)
            text.Append("Table: ").Append(Line(Text(caption))).Append(options.Label is { } label ? $" {{#{label}}}" : string.Empty).Append("\n\n");
        var lines = new List<string[]> { columns.Select(column => Text(string.Join(", ", column.Heading.Where(part => part.Length > 0)))).ToArray() };
        for (int row = 0; row < table.RowCount; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            lines.Add([.. columns.Select(column => Cell(column, row, options.UseIntervals))]);
        }

        int[] widths = [.. columns.Select((_, c) => Math.Max(3, lines.Max(line => Width(line[c]))))];
        for (int i = 0; i < lines.Count; i++)
        {
            Append(text, lines[i].Select((cell, c) => columns[c].Format is null ? cell + Blank(widths[c] - Width(cell)) : Blank(widths[c] - Width(cell)) + cell));
            if (i == 0) Append(text, columns.Select((column, c) => column.Format is null ? new string('-', widths[c]) : new string('-', widths[c] - 1) + ":"));
        }
    }

    /// <inheritdoc/>
    protected override string Escape(string clean)
    {
        var text = new StringBuilder();
        foreach (char c in clean)
        {
            if (c == '\n') text.Append("<br>");
            else text.Append(Special.Contains(c, StringComparison.Ordinal) ? $"\\{c}" : c.ToString());
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    protected override string Number(string sign, string digits, int? exponent) =>
        exponent is null ? sign + digits : string.Create(CultureInfo.InvariantCulture, $"{sign}{digits}e{exponent}");

    /// <inheritdoc/>
    protected override string Bold(string number) => $"**{number}**";

    private static string Line(string escaped) => escaped.Replace("<br>", " ", StringComparison.Ordinal);

    private static int Width(string text) => new StringInfo(text).LengthInTextElements;

    private static string Blank(int count) => new(' ', Math.Max(0, count));

    private static void Append(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
