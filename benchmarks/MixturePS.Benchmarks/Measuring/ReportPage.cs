using System.Text;

namespace MixturePS.Benchmarks.Measuring;

/// <summary>The page with the results of a comparison.</summary>
internal static class ReportPage
{
    /// <summary>A heading, a description of the measurement, the machine, a sentence on the runs, and the table.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="about">The description.</param>
    /// <param name="machine">The machine and the versions.</param>
    /// <param name="runs">The sentence on the runs.</param>
    /// <param name="header">The head of the table.</param>
    /// <param name="lines">The rows of the table.</param>
    /// <param name="after">Paragraphs after the table.</param>
    public static string Text(string title, string about, string machine, string runs, string header, IEnumerable<string> lines, params IEnumerable<string> after)
    {
        var text = new StringBuilder();
        foreach (string paragraph in new[] { "# " + title, about, machine + Environment.NewLine + runs }) text.AppendLine(paragraph).AppendLine();
        text.AppendLine(header);
        foreach (string line in lines) text.AppendLine(line);
        foreach (string paragraph in after) text.AppendLine().AppendLine(paragraph);
        return text.ToString();
    }
}
