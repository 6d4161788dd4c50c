using System.Globalization;
using System.Text;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Writes tables in a format. Text is escaped, so that it is shown as it is; numbers are written in the invariant culture.
/// Lines end with a line feed on all systems, so that the same table is the same text.
/// </summary>
internal abstract class TableWriter
{
    /// <summary>What stands in a cell without a value.</summary>
    public const string Dash = "\u2013";

    private static readonly TableWriter[] Writers = [new MarkdownTable(), new LatexTable(), new HtmlTable()];

    /// <summary>The writer of a format.</summary>
    public static TableWriter Of(TableFormat format) => Writers[(int)format];

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <returns>The lines of the table, without a line feed after the last one.</returns>
    public string Write(ResultTable table, CancellationToken cancellation)
    {
        var text = new StringBuilder();
        Write(table, text, cancellation);
        return text.ToString().TrimEnd('\n');
    }

    /// <summary>Writes a table, each line with a line feed.</summary>
    protected abstract void Write(ResultTable table, StringBuilder text, CancellationToken cancellation);

    /// <summary>Text with the special characters of the format escaped.</summary>
    /// <param name="clean">Text without control characters; its lines end with a line feed.</param>
    protected abstract string Escape(string clean);

    /// <summary>A number, with the minus sign and the powers of the format.</summary>
    /// <param name="sign">A minus sign in ASCII, or nothing.</param>
    /// <param name="digits">The digits and the point, or NaN.</param>
    /// <param name="exponent">The power of ten, or null.</param>
    protected abstract string Number(string sign, string digits, int? exponent);

    /// <summary>Infinity without its sign.</summary>
    protected virtual string Infinity => "\u221E";

    /// <summary>A cell without a value.</summary>
    protected virtual string Missing => Dash;

    /// <summary>A number in bold.</summary>
    protected abstract string Bold(string number);

    /// <summary>Text of rows, ready for the format.</summary>
    protected string Text(string text) => Escape(Clean(text));

    /// <summary>A cell of a column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="row">The row, from zero.</param>
    /// <param name="useIntervals">Whether the interval is shown, and not the standard error.</param>
    protected string Cell(TableColumn column, int row, bool useIntervals)
    {
        if (column.Cells[row] is not { } cell) return Missing;
        if (column.Format is not { } format) return Text(cell.Value.Text);
        string number = Number(format.Text(cell.Value));
        if (cell.IsBest) number = Bold(number);
        return useIntervals
            ? cell.Low is { } low && cell.High is { } high ? $"{number} {Escape("[")}{Number(format.Text(low))}, {Number(format.Text(high))}{Escape("]")}" : number
            : cell.Error is { } error ? $"{number} ({Number(format.Text(error))})" : number;
    }

    private string Number(string ascii)
    {
        string sign = ascii[0] == '-' ? "-" : string.Empty, digits = ascii[sign.Length..];
        if (digits == "Infinity") return Number(sign, Infinity, null);
        int mark = digits.IndexOf('E', StringComparison.Ordinal);
        return mark < 0 ? Number(sign, digits, null)
            : Number(sign, digits[..mark], int.Parse(digits.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    /// <summary>
    /// Text that no format can misread: line ends are line feeds, tabs are spaces, and other control characters are left out.
    /// So are the marks that begin or end a change of direction, since one that is not ended would turn the cells after it around;
    /// the direction of right-to-left letters is that of the letters.
    /// </summary>
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").Trim().EnumerateRunes())
        {
            if (rune.Value == '\t') clean.Append(' ');
            else if (rune.Value == '\n' || !(Rune.IsControl(rune) || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFFFE or 0xFFFF)) clean.Append(rune.ToString());
        }

        return clean.ToString();
    }
}
