using System.Globalization;
using System.Text;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Table elements of HTML that are well-formed XML. Numbers run from left to right; text runs in the direction of its first
/// letter.
/// </summary>
internal sealed class HtmlTable : TableWriter
{
    private const string NumberStyle = " dir=\"ltr\" style=\"padding: 0 0.5em; text-align: right; white-space: nowrap\"";
    private const string TextStyle = " dir=\"auto\" style=\"padding: 0 0.5em; text-align: left\"";

    /// <inheritdoc/>
    protected override void Write(ResultTable table, StringBuilder text, CancellationToken cancellation)
    {
        var (columns, options) = (table.Columns, table.Options);
        text.Append("<table").Append(options.Label is { } label ? $" id=\"{label}\"" : string.Empty).Append(">\n");
        if (options.Caption is { } caption) text.Append("  <caption dir=\"auto\">").Append(Text(caption)).Append("</caption>\n");
        text.Append("  <thead>\n");
        for (int level = 0; level < table.Levels; level++)
        {
            text.Append("    <tr>\n");
            foreach (var (heading, first, count) in table.Spans(level))
            {
                if (count > 1) text.Append(CultureInfo.InvariantCulture, $"      <th scope=\"colgroup\" colspan=\"{count}\" dir=\"auto\" style=\"padding: 0 0.5em; text-align: center\">");
                else text.Append(heading.Length == 0 ? "      <td>" : $"      <th scope=\"col\" dir=\"auto\" style=\"padding: 0 0.5em; text-align: {(columns[first].Format is null ? "left" : "right")}\">");
                text.Append(Text(heading)).Append(count == 1 && heading.Length == 0 ? "</td>\n" : "</th>\n");
            }

            text.Append("    </tr>\n");
        }

        text.Append("  </thead>\n  <tbody>\n");
        for (int row = 0; row < table.RowCount; row++)
        {
            cancellation.ThrowIfCancellationRequested();
            text.Append("    <tr>\n");
            foreach (var column in columns)
                text.Append("      <td").Append(column.Format is null ? TextStyle : NumberStyle).Append('>').Append(Cell(column, row, options.UseIntervals)).Append("</td>\n");
            text.Append("    </tr>\n");
        }

        text.Append("  </tbody>\n</table>\n");
    }

    /// <inheritdoc/>
    protected override string Escape(string clean) => new StringBuilder(clean)
        .Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;").Replace("\n", "<br />").ToString();

    /// <inheritdoc/>
    protected override string Number(string sign, string digits, int? exponent)
    {
        string number = sign.Replace('-', '\u2212') + digits;
        return exponent is not { } power ? number
            : string.Create(CultureInfo.InvariantCulture, $"{number}\u00D710<sup>{(power < 0 ? "\u2212" : string.Empty)}{Math.Abs(power)}</sup>");
    }

    /// <inheritdoc/>
    protected override string Bold(string number) => $"<strong>{number}</strong>";
}
