using MixturePS.Core.Foundation;
using MixturePS.Plots.Data;
using MixturePS.Plots.Drawing;

namespace MixturePS.Plots;

/// <summary>
/// Indices of one or several clusterings or topics as bars: indices of agreement side by side on one axis, as they share
/// their scale; other measures in a panel each.
/// </summary>
public sealed class IndexPicture : Picture
{
    private const int Most = 60;
    private const float LeastRow = 15;
    private const float PanelRoom = 62;
    private const double PanelShape = 1.5;
    private const double LeastPanel = 230;
    private static readonly string[] NameColumns = ["Name", "Method", "Weighting", "K", "Seed", "SampleSeed", "N", "Model"];

    private static readonly Family[] Families =
    [
        new(["KnownK", "AdjustedRandIndex", "Accuracy"], "Agreement with the known clusters",
            ["Accuracy", "AdjustedRandIndex", "RandIndex", "NormalizedMutualInformation", "AdjustedMutualInformation", "Homogeneity", "Completeness", "VMeasure", "FowlkesMallows", "Purity"], true),
        new(["KnownK", "HellingerDistance"], "Agreement with the true topics", ["HellingerDistance", "ShareError", "TokenAccuracy", "ModalAccuracy"], true),
        new(["Topic", "UMassCoherence", "Exclusivity"], "Quality of the topics", ["Share", "UMassCoherence", "NpmiCoherence", "Exclusivity"], false),
        new(["Cluster", "Size", "Cohesion"], "The clusters", ["Share", "Purity", "Cohesion"], false),
        new(["CosineSilhouette", "DaviesBouldin"], "Quality of the clusters", ["Silhouette", "CosineSilhouette", "CalinskiHarabasz", "DaviesBouldin", "UMassCoherence", "NpmiCoherence", "Exclusivity", "Perplexity"], false),
    ];

    private static readonly HashSet<string> LeastIsBest = ["HellingerDistance", "ShareError", "DaviesBouldin", "Perplexity"];

    private readonly string[] _names;
    private readonly string[] _measures;
    private readonly double?[][] _values;
    private readonly Family _family;

    private IndexPicture(Family family, string[] names, string[] measures, double?[][] values) => (_family, _names, _measures, _values) = (family, names, measures, values);

    internal override IEnumerable<string> Texts => _names;

    /// <summary>Whether rows are those of Measure-ClusterAccuracy, Measure-ClusterQuality or Measure-TopicAccuracy.</summary>
    /// <param name="table">The rows.</param>
    public static bool Suits(PlotTable table) => FamilyOf(table) is not null;

    /// <summary>Reads rows.</summary>
    /// <param name="table">The rows, one for each clustering or topic.</param>
    /// <param name="title">The title, or null for one that describes the content.</param>
    /// <exception cref="MixtureException">NothingToPlot, NotNumeric or TooManyToPlot.</exception>
    public static IndexPicture Of(PlotTable table, string? title = null)
    {
        var family = FamilyOf(table) ?? throw PlotError.Nothing("the rows have no indices");
        if (table.Count > Most) throw PlotError.TooMany(table.Count, "rows", Most, "select some of the rows");
        foreach (string name in family.Measures.Where(table.Has))
            for (int i = 0; i < table.Count; i++)
                if (table.Text(i, name).Length > 0 && table.Number(i, name) is null) throw PlotError.NotNumeric(name, table.Text(i, name));
        string[] measures = [.. family.Measures.Where(name => table.Has(name) && Enumerable.Range(0, table.Count).Any(i => IsFinite(table.Number(i, name))))];
        if (measures.Length == 0) throw PlotError.Nothing("the rows have no values of the indices");
        double?[][] values = [.. measures.Select(name => Enumerable.Range(0, table.Count).Select(i => table.Number(i, name)).ToArray())];
        return new IndexPicture(family, Names(table), measures, values) { Title = title };

        static bool IsFinite(double? value) => value is { } known && double.IsFinite(known);
    }

    internal override int HeightFor(int width) => _family.IsOneScale
        ? Math.Max(DefaultHeight, 130 + (int)(LeastRow * _measures.Length * _names.Length))
        : Math.Max(DefaultHeight, 80 + (int)(Rows(width, DefaultHeight - 80) * (PanelRoom + (LeastRow * _names.Length))));

    internal override Frame Compose(int width, int height)
    {
        string title = Title ?? _family.Title + (_names.Length == 1 && _names[0].Length > 0 ? $", {_names[0]}" : string.Empty);
        return _family.IsOneScale ? OneScale(title, width, height) : Panels(title, width, height);
    }

    private static Family? FamilyOf(PlotTable table) => Array.Find(Families, family => Array.TrueForAll(family.Marks, table.Has) && !table.Has("Replicate"));

    /// <summary>The names of the rows: the columns that distinguish them, or else their numbers.</summary>
    private static string[] Names(PlotTable table)
    {
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        foreach (string part in (string[])["Topic", "Cluster"])
            if (table.Has(part)) return [.. rows.Select(i => table.Has(part + "Name") && table.Text(i, part + "Name") is { Length: > 0 } name ? name : $"{part.ToLowerInvariant()} {table.Text(i, part)}")];

        var names = rows.Select(_ => string.Empty).ToArray();
        foreach (string column in NameColumns.Where(table.Has))
        {
            // The first column is shown in any case, others where they tell rows of the same name apart.
            bool isFirst = names.All(name => name.Length == 0);
            if (!isFirst && !table.VariesWithin(column, [.. NameColumns.TakeWhile(other => other != column).Where(table.Has)])) continue;
            names = [.. rows.Select(i => Joined(names[i], column, table.Text(i, column)))];
        }

        return names.Length == names.Distinct().Count() ? names : [.. rows.Select(i => $"{names[i]} ({i + 1})".TrimStart())];

        static string Joined(string before, string column, string text)
        {
            if (text.Length == 0) return before;
            string own = char.IsAsciiDigit(text[0]) ? $"{column} {text}" : text;
            return before.Length == 0 ? own : $"{before}, {own}";
        }
    }

    private Frame OneScale(string title, int width, int height)
    {
        var frame = new Frame(width, height) { Title = title, Note = Note() };
        string[] names = BarPanel.Shortened(_measures.Select(Labels.Name), width * 0.4f);
        var (least, _) = BarPanel.Range(_values.SelectMany(values => values));
        BarSeries[] series = [.. _names.Select((_, r) => new BarSeries(GroupPalette.Shaded(r), [.. _values.Select(values => values[r])]))];
        frame.Panels.Add(BarPanel.Draw("Index", null, names, series, (least, 1), width - 60 - BarPanel.Widest(names), height - 130, hasValues: true));
        if (_names.Length > 1)
            for (int r = 0; r < _names.Length; r++) frame.Legend.Add(new LegendEntry(_names[r]) { Box = GroupPalette.Shaded(r) });
        return frame;
    }

    private Frame Panels(string title, int width, int height)
    {
        int columns = PanelGrid.Columns(_measures.Length, width, height - 80, PanelShape, LeastPanel), rows = PanelGrid.Rows(_measures.Length, columns);
        var frame = new Frame(width, height) { Title = title, Columns = columns, Note = Note() };
        string[] names = BarPanel.Shortened(_names, width / columns * 0.35f);
        float panelWidth = (width / columns) - BarPanel.Widest(names) - 40, panelHeight = ((height - 80) / rows) - PanelRoom;
        for (int m = 0; m < _measures.Length; m++)
        {
            var panel = BarPanel.Draw(string.Empty, Heading(_measures[m]), names, [new BarSeries(GroupPalette.Of(0), _values[m])], BarPanel.Range(_values[m]), panelWidth, panelHeight, hasValues: true);
            panel.Axes.Title.Label.FontSize = 13;
            frame.Panels.Add(panel);
        }

        return frame;
    }

    private int Rows(int width, int height) => PanelGrid.Rows(_measures.Length, PanelGrid.Columns(_measures.Length, width, height, PanelShape, LeastPanel));

    private static string Heading(string measure) => Labels.Name(measure) + (LeastIsBest.Contains(measure) ? " (min)" : measure == "Share" ? string.Empty : " (max)");

    private string Note()
    {
        string[] least = [.. _measures.Where(LeastIsBest.Contains).Select(Labels.Name)];
        if (!_family.IsOneScale) return string.Empty;
        return least.Length == 0 ? "Greater is better." : $"Greater is better, but for {string.Join(" and ", least)}, where less is better.";
    }

    /// <summary>Rows of one command.</summary>
    /// <param name="Marks">The columns that identify them.</param>
    /// <param name="Title">The title of a picture.</param>
    /// <param name="Measures">The columns with indices.</param>
    /// <param name="IsOneScale">Whether all indices are at most 1.</param>
    private sealed record Family(string[] Marks, string Title, string[] Measures, bool IsOneScale);
}
