using System.Globalization;
using MixturePS.Core.Experiments;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>Rows for tests of tables.</summary>
internal static class TableFixture
{
    /// <summary>Rows of a table whose cells are separated by commas; an empty cell has no value.</summary>
    public static TableRows Rows(params string[] lines)
    {
        var rows = new TableRows();
        string[] names = lines[0].Split(',');
        foreach (string line in lines.Skip(1)) rows.Add(line.Split(',').Select((text, c) => KeyValuePair.Create(names[c], Value(text))));
        return rows;
    }

    public static TableField[] Fields(params string[] names) => [.. names.Select(name => new TableField(name))];

    public static string Markdown(TableRows rows, TableOptions options, params string[] names) =>
        Write(TableFormat.Markdown, ListTable.Of(rows, names.Length == 0 ? null : Fields(names), options, default));

    public static string Write(TableFormat format, ResultTable table) => TableWriter.Of(format).Write(table, default);

    /// <summary>The cells of a Markdown table, without the line of dashes.</summary>
    public static string[][] Cells(string markdown) =>
        [.. markdown.Split('\n').Where(line => line.StartsWith('|')).Where((_, i) => i != 1).Select(line => line.Trim('|').Split(" | ").Select(cell => cell.Trim()).ToArray())];

    private static TableValue? Value(string text) => text.Length == 0 ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out double number) ? new TableValue(number, text) : new TableValue(null, text);
}
