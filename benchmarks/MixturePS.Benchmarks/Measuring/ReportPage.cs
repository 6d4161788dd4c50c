using System.Text;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>The page with the results of a comparison.</summary>
internal static class ReportPage
{
    /// <summary>A heading, a description of the measurement, the machine, the number of runs, and the table.</summary>
    public static string Text(string title, string about, string machine, string runs, string header, IEnumerable<string> lines)
    {
        var text = new StringBuilder();
        foreach (string paragraph in new[] { "# " + title, about, $"{machine}{Environment.NewLine}Medians of {runs}." }) text.AppendLine(paragraph).AppendLine();
        text.AppendLine(header);
        foreach (string line in lines) text.AppendLine(line);
        return text.ToString();
    }
}
