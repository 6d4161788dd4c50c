using System.Globalization;
using System.Text.Json;
using MixturePS.Core.Experiments;
using MixturePS.Core.Files;

namespace MixturePS.Core.Reports;

/// <summary>
/// Writes the data of a report on an experiment as JSON. src/MixturePS.Report/src/experiment/data.ts reads it; it computes no
/// summaries of its own.
/// </summary>
internal static class ExperimentJson
{
    private const int LongestCell = 400;
    private const int Digits = 7;

    /// <summary>Writes a report.</summary>
    /// <param name="report">The report.</param>
    /// <param name="json">The destination, in the object that is the whole text.</param>
    public static void Write(ExperimentReport report, JsonObjectWriter json)
    {
        json.Integer("format", 1);
        json.Text("title", ReportJson.Valid(report.Title));
        json.Text("product", ReportJson.Product);
        json.Text("kind", "experiment");
        json.Object("overview", () => Overview(json, report));
        json.Object("factors", () => Factors(json, report.Factors));
        json.Object("measures", () => Measures(json, report.Measures));
        if (report.Reference is { } reference) json.Text("reference", ReportJson.Valid(reference));
        else json.Null("reference");
        json.Object("whole", () =>
        {
            View(json, report.Whole);
            json.Integers("failed", report.Failed);
        });
        json.Integer("viewCount", report.Views.Count);
        for (int v = 0; v < report.Views.Count; v++)
        {
            var view = report.Views[v];
            json.Object(string.Create(CultureInfo.InvariantCulture, $"view{v}"), () => View(json, view));
        }

        json.Object("runs", () => Runs(json, report));
    }

    private static void Overview(JsonObjectWriter json, ExperimentReport report)
    {
        var overview = report.Overview;
        json.Texts("figureName", overview.Figures.Select(fact => fact.Name));
        json.Texts("figureValue", overview.Figures.Select(fact => ReportJson.Valid(fact.Value)));
        json.Texts("factName", overview.Facts.Select(fact => fact.Name));
        json.Texts("factValue", overview.Facts.Select(fact => ReportJson.Valid(fact.Value)));
        json.Text("status", overview.Status);
        json.Flag("complete", overview.IsComplete);
        json.Flag("summarised", report.IsSummarised);
        json.Texts("errorId", overview.Errors.Select(error => Cell(error.Id)));
        json.Texts("errorMessage", overview.Errors.Select(error => Cell(error.Message)));
        json.Integers("errorCount", overview.Errors.Select(error => error.Count));
        json.Texts("receipt", report.Receipt.Select(ReportJson.Valid));
    }

    private static void Factors(JsonObjectWriter json, IReadOnlyList<ReportFactor> factors)
    {
        json.Texts("name", factors.Select(factor => ReportJson.Valid(factor.Name)));
        json.Texts("label", factors.Select(factor => ReportJson.Valid(factor.Label)));
        json.Integers("ofDocuments", factors.Select(factor => factor.IsOfDocuments ? 1 : 0));
        json.Integers("isNumber", factors.Select(factor => factor.IsNumber ? 1 : 0));
        json.Integers("levelCount", factors.Select(factor => factor.Levels.Length));
        json.Texts("level", factors.SelectMany(factor => factor.Texts).Select(Cell));
        json.Numbers("value", factors.SelectMany(factor => factor.Numbers));
    }

    private static void Measures(JsonObjectWriter json, IReadOnlyList<string> measures)
    {
        var columns = measures.Select(ExperimentRow.Find).ToArray();
        json.Texts("name", measures.Select(ReportJson.Valid));
        json.Texts("label", measures.Select((name, m) => ReportJson.Valid(columns[m]?.Label ?? ColumnHeading.Name(name))));
        json.Integers("isLimited", columns.Select(column => column?.Range is null ? 0 : 1));
        json.Texts("unit", columns.Select(column => column?.Unit ?? (column?.Name == nameof(ExperimentRow.Seconds) ? "s" : string.Empty)));
    }

    private static void View(JsonObjectWriter json, ReportView view)
    {
        json.Integers("factor", view.Factors);
        json.Integer("groups", view.Groups.Length);
        json.Integers("level", view.Groups.SelectMany(levels => levels));
        foreach (var (name, values) in view.Figures) json.Numbers(JsonNamingPolicy.CamelCase.ConvertName(name), values.Select(value => ReportJson.Rounded(value, Digits)));
    }

    private static void Runs(JsonObjectWriter json, ExperimentReport report)
    {
        var (table, runs) = (report.Rows, report.Runs);
        string[] columns = runs.Length == 0 ? [] : [.. ExperimentRow.Columns.Select(column => column.Name).Where(table.HasValues), .. table.Columns.Where(name => ExperimentRow.Find(name) is null && table.HasValues(name))];
        json.Integer("total", report.IsSummarised ? 0 : table.Count);
        json.Integer("count", runs.Length);
        json.Integers("failed", runs.Select(i => table.IsFailed(i) ? 1 : 0));
        json.Texts("columnName", columns.Select(ReportJson.Valid));
        json.Texts("columnLabel", columns.Select(name => ReportJson.Valid(ColumnHeading.Name(name))));
        bool[] areNumbers = Array.ConvertAll(columns, table.IsNumeric);
        json.Integers("isNumber", areNumbers.Select(isNumber => isNumber ? 1 : 0));
        for (int c = 0; c < columns.Length; c++)
        {
            string column = columns[c], name = string.Create(CultureInfo.InvariantCulture, $"column{c}");
            if (areNumbers[c])
            {
                json.Numbers(name, runs.Select(i => table.Number(i, column) is { } number ? Shown(number) : double.NaN));
                continue;
            }

            // Each text is there once.
            var placeOf = new Dictionary<string, int>(StringComparer.Ordinal);
            var texts = new List<string>();
            json.Integers(name, runs.Select(i =>
            {
                string text = table.Text(i, column);
                if (!placeOf.TryGetValue(text, out int place))
                {
                    placeOf[text] = place = texts.Count;
                    texts.Add(text);
                }

                return place;
            }));
            json.Texts(name + "Text", texts.Select(Cell));
        }
    }

    // Whole numbers, such as seeds, are written in full.
    private static double Shown(double number) => number == Math.Floor(number) ? number : ReportJson.Rounded(number, Digits);

    private static string Cell(string text) => ReportJson.Valid(ReportJson.Cut(text, LongestCell));
}
