using MixturePS.Plots.Drawing;

namespace MixturePS.Plots.Data;

/// <summary>Rows of Measure-ClusterShare: the share of each cluster in each group of documents, with its interval.</summary>
internal static class ShareRows
{
    private const string Cluster = "Cluster";
    private const string Share = "Share";
    private const string KnownCluster = "KnownCluster";
    private const string None = "(none)";
    private static readonly string[] Marks = [Cluster, "Count", "DocumentCount", Share, "ConfidenceLow", "ConfidenceHigh"];

    /// <summary>Whether rows are those of Measure-ClusterShare.</summary>
    public static bool AreIn(PlotTable table) => Array.TrueForAll(Marks, table.Has);

    /// <summary>The picture of the rows: the shares against the first variable, with a line for each cluster and a panel for each value of the second variable.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="x">The property on the axis, or null.</param>
    /// <param name="group">The property that divides the rows into lines, or null.</param>
    /// <param name="panel">The property that divides the rows into panels, or null.</param>
    /// <param name="title">The title, or null.</param>
    public static LinePicture Picture(PlotTable table, string? x, string? group, string? panel, string? title)
    {
        string[] variables = [.. table.Columns.Where(name => !Marks.Contains(name, StringComparer.OrdinalIgnoreCase) && !name.Equals("ClusterName", StringComparison.OrdinalIgnoreCase))];
        x ??= variables.FirstOrDefault() ?? Cluster;
        group ??= x.Equals(Cluster, StringComparison.OrdinalIgnoreCase) ? string.Empty : Cluster;
        panel ??= variables.FirstOrDefault(name => !name.Equals(x, StringComparison.OrdinalIgnoreCase) && !name.Equals(group, StringComparison.OrdinalIgnoreCase) && table.Levels(name).Count > 1) ?? string.Empty;
        int[] rows = [.. Enumerable.Range(0, table.Count)];
        double[] sizes = [.. rows.Select(i => table.Number(i, "DocumentCount")).OfType<double>()];
        string of = sizes.Length == 0 ? string.Empty : sizes.Min() == sizes.Max() ? $"{Numbers.Whole((long)sizes.Max())} documents per group; " : $"{Numbers.Whole((long)sizes.Min())} to {Numbers.Whole((long)sizes.Max())} documents per group; ";
        return LinePicture.Of(Summarised(table, variables), Share, x, group, title, panel, Capital(of + "with the confidence interval of each share."));
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static PlotTable Summarised(PlotTable table, string[] variables)
    {
        var result = new PlotTable();

        // The numbers of known clusters have no order.
        bool[] areNumeric = Array.ConvertAll(variables, name => table.IsNumeric(name) && !name.Equals(KnownCluster, StringComparison.OrdinalIgnoreCase));
        for (int i = 0; i < table.Count; i++)
        {
            var cells = new List<KeyValuePair<string, object?>>();
            for (int v = 0; v < variables.Length; v++)
            {
                string text = table.Text(i, variables[v]);
                cells.Add(new(variables[v], areNumeric[v] ? table.Number(i, variables[v]) : text.Length == 0 ? None : variables[v].Equals(KnownCluster, StringComparison.OrdinalIgnoreCase) && table.IsNumeric(KnownCluster) ? $"cluster {text}" : text));
            }

            string name = table.Has("ClusterName") && table.Text(i, "ClusterName") is { Length: > 0 } own ? own : $"cluster {table.Text(i, Cluster)}";
            cells.AddRange([new(Cluster, name), new("Metric", Share), new("Mean", table.Number(i, Share)), new("ConfidenceLow", table.Number(i, "ConfidenceLow")), new("ConfidenceHigh", table.Number(i, "ConfidenceHigh")), new("Count", table.Number(i, "DocumentCount"))]);
            result.Add(cells);
        }

        return result;
    }
}
