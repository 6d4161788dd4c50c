using System.Globalization;
using System.Management.Automation;
using System.Text;
using MixturePS.Binding;

namespace MixturePS.Views;

/// <summary>The view of an experiment's summary: a table that starts with the columns that define the groups.</summary>
public static class ExperimentView
{
    private const int Narrowest = 6;
    private const int Widest = 24;
    private const int FigureWidth = 6;
    private const int CountWidth = 5;
    private const int GapWidth = 7;
    private const int MethodWidth = 15;
    private static readonly string[] SummaryFigures = ["Count", "Mean", "ConfidenceLow", "ConfidenceHigh", "Bound", "Gap", "Failed", "StandardDeviation", "Median"];

    // The interval after a difference is that of the difference.
    private static readonly string[] ReferenceFigures = ["Count", "Mean", "Difference", "DifferenceLow", "DifferenceHigh", "PairCount", "UnpairedCount", "Failed", "Bound", "Gap", "StandardDeviation", "Median"];
    private static readonly string[] TargetFigures = ["Target", "Reached", "Mean", "ConfidenceLow", "ConfidenceHigh", "Count"];

    /// <summary>The header line of rows with the same columns.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Header(PSObject row, int width)
    {
        string metric = $"{row.Properties["Metric"].Value}";
        string title = row.Properties["Reference"] is { } reference ? $"{metric}, differences from {Cell.Word($"{reference.Value}")}\n"
            : metric == "Accuracy" ? string.Empty : metric + "\n";
        return title + Line(row, width, (name, _) => Short(name));
    }

    /// <summary>The line of a row.</summary>
    /// <param name="row">A row of Measure-MixtureExperiment.</param>
    /// <param name="width">The width of the terminal in columns; zero or less if there is none.</param>
    public static string Row(PSObject row, int width) => Line(row, width, Text);

    private static string Line(PSObject row, int width, Func<string, object?, string> cell)
    {
        var properties = row.Properties.OfType<PSNoteProperty>().ToList();
        int metric = properties.FindIndex(property => property.Name == "Metric");

        // "Deserialized." may come before the name, and Select-Object inserts another name before it.
        bool isTarget = row.TypeNames.Any(name => name.EndsWith(FlatRow.ExperimentTarget, StringComparison.Ordinal));
        var figures = (isTarget ? TargetFigures : row.Properties["Reference"] is null ? SummaryFigures : ReferenceFigures).ToList();

        // The found value replaces the column that shows whether it was found.
        if (isTarget) figures[1] = properties[metric + 3].Name;
        var line = new StringBuilder();
        int room = Terminal.WidthOf(width) - 1;
        foreach (var property in properties.Take(metric))
        {
            int column = property.Name == "Method" ? MethodWidth : Math.Clamp(Cell.Width(property.Name), Narrowest, Widest);
            string text = Cell.Word(cell(property.Name, property.Value));
            Add(property.Name == "Method" ? Cell.PadRight(text, column) : Cell.PadLeft(text, column));
        }

        foreach (string name in figures)
        {
            int column = Math.Max(name == "Count" ? CountWidth : name == "Gap" ? GapWidth : FigureWidth, Cell.Width(Short(name)));
            if (isTarget && name == figures[1]) column = Math.Max(column, "not reached".Length);
            if (line.Length + 1 + column > room) break;
            Add(Cell.PadLeft(cell(name, row.Properties[name].Value), column));
        }

        return line.ToString().TrimEnd();

        void Add(string text)
        {
            if (line.Length > 0) line.Append(' ');
            line.Append(text);
        }
    }

    private static string Text(string name, object? value) => value switch
    {
        null => name is "Metric" || IsFigure(name) ? "-" : name is "Method" ? string.Empty : "not reached",
        double number when IsFigure(name) => Cell.Fitted(number, name == "Gap" ? GapWidth : FigureWidth),
        _ => Convert.ToString(value, CultureInfo.CurrentCulture)!,
    };

    private static bool IsFigure(string name) => name is "Mean" or "Bound" or "Gap" or "ConfidenceLow" or "ConfidenceHigh" or "StandardDeviation" or "Median"
        or "Difference" or "DifferenceLow" or "DifferenceHigh" or "PairCount" or "UnpairedCount";

    private static string Short(string name) => name switch
    {
        "ConfidenceLow" or "DifferenceLow" => "Low",
        "ConfidenceHigh" or "DifferenceHigh" => "High",
        "StandardDeviation" => "SD",
        "Difference" => "Diff",
        "PairCount" => "Pairs",
        "UnpairedCount" => "Unpaired",
        _ => name,
    };
}
