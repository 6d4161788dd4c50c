using System.Globalization;
using System.Text;

namespace MixturePS.Core.Experiments;

/// <summary>
/// Tables of LaTeX with the rules of the package booktabs: a tabular environment, in a table environment if there is a
/// caption, or a longtable environment. Text is that of any encoding of fonts; letters other than Latin ones need LuaLaTeX or XeLaTeX.
/// </summary>
internal sealed class LatexTable : TableWriter
{
    /// <inheritdoc/>
    protected override string Infinity => "$\\infty$";

    /// <inheritdoc/>
    protected override string Missing => "--";

    /// <inheritdoc/>
    protected override void Write(ResultTable table, StringBuilder text, CancellationToken cancellation)
    {
        var (columns, options) = (table.Columns, table.Options);
        string? caption = options.Caption is { } words ? $"\\caption{{{Text(string.Join(' ', words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))}}}" : null;
        string? label = options.Label is { } name ? $"\\label{{{name}}}" : null;
        string kinds = string.Concat(columns.Select(column => column.Format is null ? 'l' : 'r'));
        string[] heading = [.. Heading(table)];
        var rows = Enumerable.Range(0, table.RowCount).Select(row =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Row(columns.Select(column => Cell(column, row, options.UseIntervals)));
        });
        string[] lines;
        if (options.IsLong)
        {
            // The heading is repeated on each page, the caption is not.
            string[] repeated = ["  \\toprule", .. heading, "  \\midrule", "  \\endhead", "  \\bottomrule", "  \\endfoot"];
            string[] first = caption is null ? [] : [$"  {caption}{(label is null ? string.Empty : " " + label)} \\\\", "  \\toprule", .. heading, "  \\midrule", "  \\endfirsthead"];
            lines = [$"\\begin{{longtable}}{{{kinds}}}", .. first, .. repeated, .. rows.Select(row => "  " + row), "\\end{longtable}"];
        }
        else
        {
            lines = [$"\\begin{{tabular}}{{{kinds}}}", "  \\toprule", .. heading, "  \\midrule", .. rows.Select(row => "  " + row), "  \\bottomrule", "\\end{tabular}"];
            if (caption is not null)
            {
                string[] opening = ["\\begin{table}[htbp]", "  \\centering", "  " + caption, .. label is null ? Array.Empty<string>() : ["  " + label]];
                lines = [.. opening, .. lines.Select(line => "  " + line), "\\end{table}"];
            }
        }

        foreach (string line in lines) text.Append(line).Append('\n');
    }

    private IEnumerable<string> Heading(ResultTable table)
    {
        for (int level = 0; level < table.Levels; level++)
        {
            var spans = table.Spans(level).ToList();
            yield return "  " + Row(spans.Select(span => span.Count == 1 ? Text(span.Text) : $"\\multicolumn{{{Whole(span.Count)}}}{{c}}{{{Text(span.Text)}}}"));
            string rules = string.Join(' ', spans.Where(span => span.Count > 1).Select(span => $"\\cmidrule(lr){{{Whole(span.First + 1)}-{Whole(span.First + span.Count)}}}"));
            if (rules.Length > 0) yield return "  " + rules;
        }
    }

    /// <inheritdoc/>
    protected override string Escape(string clean)
    {
        string[] lines = clean.Split('\n');
        return lines.Length == 1 ? Escaped(clean) : $"\\shortstack[l]{{{string.Join("\\\\", lines.Select(Escaped))}}}";
    }

    /// <inheritdoc/>
    protected override string Number(string sign, string digits, int? exponent)
    {
        string number = (sign.Length > 0 ? "$-$" : string.Empty) + digits;
        return exponent is null ? number : string.Create(CultureInfo.InvariantCulture, $"{number}$\\times 10^{{{exponent}}}$");
    }

    /// <inheritdoc/>
    protected override string Bold(string number) => $"\\textbf{{{number}}}";

    private static string Escaped(string line)
    {
        var text = new StringBuilder();
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i], next = i + 1 < line.Length ? line[i + 1] : '\0';
            text.Append(c switch
            {
                '&' or '%' or '$' or '#' or '_' or '{' or '}' => $"\\{c}",
                '\\' => "\\textbackslash{}",
                '~' => "\\textasciitilde{}",
                '^' => "\\textasciicircum{}",
                '<' => "\\textless{}",
                '>' => "\\textgreater{}",
                '|' => "\\textbar{}",

                // A quotation mark is active in some languages of babel.
                '"' => "\\char34{}",

                // A bracket or star after the end of a row would be its argument.
                '[' or '*' => $"{{{c}}}",

                // No two characters are to become a dash or a quotation mark.
                '-' or '\'' or ',' or '`' when next == c => $"{c}{{}}",
                '?' or '!' when next == '`' => $"{c}{{}}",
                '\u2212' => "$-$",
                '\u2013' => "--",
                '\u00A0' => "~",
                _ => c.ToString(),
            });
        }

        return text.ToString();
    }

    private static string Row(IEnumerable<string> cells) => string.Join(" & ", cells) + " \\\\";

    private static string Whole(int number) => number.ToString(CultureInfo.InvariantCulture);
}
