using System.Text;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>The page that a comparison with peers is written to.</summary>
internal static class ReportPage
{
    /// <summary>A heading, what was measured and how, the machine, the number of runs, and the table.</summary>
    public static string Text(string title, string about, string machine, string runs, string header, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (string paragraph in new[] { "# " + title, about, $"{machine}{Environment.NewLine}Medians of {runs}." }) text.AppendLine(paragraph).AppendLine();
        text.AppendLine(header);
        foreach (string line in lines) text.AppendLine(line);
        return text.ToString();
    }
}
