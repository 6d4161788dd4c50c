using System.Globalization;
using System.Text;
using System.Xml.Linq;
using MixturePS.Core.Experiments;
using static MixturePS.Core.Tests.Experiments.TableFixture;

namespace MixturePS.Core.Tests.Experiments;

/// <summary>The texts of tables: whole in each format whatever their cells contain, and the same in every culture.</summary>
public sealed class TableWriterTests
{
    private static readonly string[] Hard =
    [
        "&", "%", "$", "#", "_", "{", "}", "~", "^", "\\", "\\\\", "|", "\\|", "<b>", "&amp;", "\"", "'", "`", "*", "[x]", "a\nb", "\r\n", "\t", "\u0007", "\uD800",
        "\u05E9\u05DC\u05D5\u05DD", "\u202Eabc", "\u2066", "--", "-", "!", "?`", "\u2212", "\u00E9", "\uFFFE", ",,", "0.5", "word",
    ];

    private static ResultTable RandomTable(int seed)
    {
        var random = new System.Random(seed);
        string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Hard[random.Next(Hard.Length)]));
        var rows = new TableRows();
        int count = random.Next(1, 5);
        for (int row = 0; row < count; row++)
        {
            rows.Add([
                KeyValuePair.Create(Hard[seed % Hard.Length] + "Name", random.Next(4) == 0 ? null : new TableValue(null, Text())),
                KeyValuePair.Create("Group", (TableValue?)new TableValue(null, "g" + row)),
                KeyValuePair.Create("Mean", (TableValue?)TableValue.Of(random.NextDouble() - 0.5)),
                KeyValuePair.Create("StandardError", random.Next(4) == 0 ? null : TableValue.Of(random.NextDouble() / 10)),
            ]);
        }

        var options = new TableOptions { Caption = random.Next(2) == 0 ? Text() : null, Best = TableBest.Maximum, UseIntervals = random.Next(2) == 0 };
        return random.Next(2) == 0 ? ListTable.Of(rows, null, options, default)
            : new CrossTable(rows, [new(rows.Columns[0])], Fields("Group"), options).Of([new("Mean"), new("StandardError", Text())], default);
    }

    [Fact]
    public void MarkdownHasTheSameNumberOfCellsInEachRow()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var table = RandomTable(seed);
            string[] lines = Write(TableFormat.Markdown, table).Split('\n');
            if (table.Options.Caption is not null)
            {
                Assert.StartsWith("Table: ", lines[0], StringComparison.Ordinal);
                lines = lines[2..];
            }

            Assert.Equal(table.RowCount + 2, lines.Length);
            Assert.All(lines, line => Assert.Equal(table.Columns.Count + 1, Unescaped(line, '|')));
        }
    }

    [Fact]
    public void LatexHasBalancedGroupsAndEnvironmentsAndTheSameNumberOfCellsInEachRow()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var table = RandomTable(seed);
            string text = Write(TableFormat.LaTeX, table);
            string[] lines = [.. text.Split('\n').Select(line => line.Trim())];
            Assert.Equal(table.Options.Caption is null ? ["tabular"] : ["table", "tabular"], lines.Where(line => line.StartsWith("\\begin{", StringComparison.Ordinal)).Select(Environment));
            Assert.Equal(table.Options.Caption is null ? ["tabular"] : ["tabular", "table"], lines.Where(line => line.StartsWith("\\end{", StringComparison.Ordinal)).Select(Environment));
            Assert.All(lines, line => Assert.Equal(0, Depth(line)));
            Assert.Equal(["\\toprule", "\\midrule", "\\bottomrule"], lines.Where(line => line.EndsWith("rule", StringComparison.Ordinal)));
            string[] rows = [.. lines.Where(line => line.EndsWith("\\\\", StringComparison.Ordinal))];
            Assert.Equal(table.RowCount + table.Levels, rows.Length);
            Assert.All(rows, row => Assert.Equal(table.Columns.Count, Cells(row)));
            Assert.All(rows, row => Assert.False(row[0] is '[' or '*', row));
            Assert.All(rows, row => Assert.True(Unescaped(row, '$') % 2 == 0 && Unescaped(row, '#') == 0 && Unescaped(row, '%') == 0, row));
        }

        static string Environment(string line) => line.Split('{', '}')[1];
        static int Cells(string row)
        {
            int cells = 1, depth = 0;
            string plain = row.Replace("\\\\", "  ", StringComparison.Ordinal);
            for (int i = 0; i < plain.Length; i++)
            {
                if (plain[i] == '\\') i++;
                else if (plain[i] == '{') depth++;
                else if (plain[i] == '}') depth--;
                else if (plain[i] == '&' && depth == 0) cells++;
            }

            foreach (string span in row.Split("\\multicolumn{").Skip(1)) cells += int.Parse(span.Split('}')[0], CultureInfo.InvariantCulture) - 1;
            return cells;
        }
    }

    [Fact]
    public void HtmlIsWellFormedAndHasTheTextOfTheCells()
    {
        for (int seed = 0; seed < 300; seed++)
        {
            var table = RandomTable(seed);
            var root = XElement.Parse(Write(TableFormat.Html, table), LoadOptions.PreserveWhitespace);
            Assert.All(root.Element("tbody")!.Elements("tr"), row => Assert.Equal(table.Columns.Count, row.Elements("td").Count()));
            Assert.All(root.Element("thead")!.Elements("tr"), row => Assert.Equal(table.Columns.Count, row.Elements().Sum(cell => (int?)cell.Attribute("colspan") ?? 1)));
            if (table.Columns[0].Cells[0] is { } cell)
                Assert.Equal(Expected(cell.Value.Text), string.Concat(root.Descendants("td").First(td => td.Parent!.Parent!.Name == "tbody").Nodes().Select(node => node is XElement ? "\n" : ((XText)node).Value)));
        }

        static string Expected(string text) => string.Concat(text.Trim().ReplaceLineEndings("\n").EnumerateRunes()
            .Where(rune => rune.Value is '\n' or '\t' || !(Rune.IsControl(rune) || rune.Value is 0x202E or 0x2066 or 0xFFFE)).Select(rune => rune.Value == '\t' ? " " : rune.ToString()));
    }

    [Theory]
    [InlineData(TableFormat.Markdown, "a|b*c_d\\e", "a\\|b\\*c\\_d\\\\e")]
    [InlineData(TableFormat.Markdown, "one\ntwo <i>", "one<br>two \\<i\\>")]
    [InlineData(TableFormat.LaTeX, "R&D: 5 % of $x_1^2$ #{~}\\", "R\\&D: 5 \\% of \\$x\\_1\\textasciicircum{}2\\$ \\#\\{\\textasciitilde{}\\}\\textbackslash{}")]
    [InlineData(TableFormat.LaTeX, "[a]--b<c>|\"", "{[}a]-{}-b\\textless{}c\\textgreater{}\\textbar{}\\char34{}")]
    [InlineData(TableFormat.LaTeX, "one\ntwo", "\\shortstack[l]{one\\\\two}")]
    [InlineData(TableFormat.Html, "a<b & \"c\"\nd", "a&lt;b &amp; &quot;c&quot;<br />d")]
    [InlineData(TableFormat.Html, "\u202E\u05D0\u05D1\u0001", "\u05D0\u05D1")]
    public void SpecialCharactersAreEscaped(TableFormat format, string text, string expected)
    {
        var rows = new TableRows();
        rows.Add([KeyValuePair.Create("t", (TableValue?)new TableValue(null, text))]);
        Assert.Contains(expected, Write(format, ListTable.Of(rows, null, new TableOptions(), default)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TableFormat.Markdown, "-0.50 (0.10)", "-1.50e-9", "\u221E", "| \u2013")]
    [InlineData(TableFormat.LaTeX, "$-$0.50 (0.10)", "$-$1.50$\\times 10^{-9}$", "$\\infty$", "-- ")]
    [InlineData(TableFormat.Html, "\u22120.50 (0.10)", "\u22121.50\u00D710<sup>\u22129</sup>", "\u221E", ">\u2013<")]
    public void NumbersHaveTheSignsOfTheFormat(TableFormat format, string estimate, string tiny, string infinite, string missing)
    {
        string text = Write(format, ListTable.Of(Rows("Mean,StandardError,Tiny,Big,None", "-0.5,0.1,-1.5e-9,1,", "0.25,0.1,1e-10,Infinity,x"), Fields("Mean", "Tiny", "Big", "None"), new TableOptions(), default));
        Assert.All([estimate, tiny, infinite, missing], part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void LatexHasSpannersOverTheColumnsOfAValue()
    {
        var rows = Rows("Eta,Method,Accuracy,VMeasure", "0.1,EM,0.8,0.7", "0.1,KMeans,0.75,0.5");
        var table = new CrossTable(rows, Fields("Eta"), Fields("Method"), new TableOptions { Caption = "A & B", Label = "tab:a", Best = TableBest.Auto }).Of(Fields("Accuracy", "VMeasure"), default);
        Assert.Equal(
            """
            \begin{table}[htbp]
              \centering
              \caption{A \& B}
              \label{tab:a}
              \begin{tabular}{rrrrr}
                \toprule
                 & \multicolumn{2}{c}{Accuracy} & \multicolumn{2}{c}{V-measure} \\
                \cmidrule(lr){2-3} \cmidrule(lr){4-5}
                Eta & EM & KMeans & EM & KMeans \\
                \midrule
                0.1 & \textbf{0.80} & 0.75 & \textbf{0.7} & 0.5 \\
                \bottomrule
              \end{tabular}
            \end{table}
            """.ReplaceLineEndings("\n"), Write(TableFormat.LaTeX, table));
    }

    [Theory]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void TheTextIsTheSameInEveryCulture(string culture)
    {
        var tables = Enumerable.Range(0, 20).Select(RandomTable).ToArray();
        string All() => string.Join('\n', tables.SelectMany(table => Enum.GetValues<TableFormat>().Select(format => Write(format, table))));
        var before = CultureInfo.CurrentCulture;
        string expected = All();
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
            tables = [.. Enumerable.Range(0, 20).Select(RandomTable)];
            Assert.Equal(expected, All());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The number of times that a character isn't preceded by an odd number of backslashes.
    private static int Unescaped(string line, char c)
    {
        int count = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\') i++;
            else if (line[i] == c) count++;
        }

        return count;
    }

    private static int Depth(string line)
    {
        int depth = 0;
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == '\\') i++;
            else if (line[i] == '{') depth++;
            else if (line[i] == '}' && --depth < 0) return -1;
        }

        return depth;
    }
}
