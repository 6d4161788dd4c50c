using MathNet.Numerics.Distributions;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Data;

/// <summary>
/// Rows of experiments as points: the mean of a metric at each value of a factor for each group, with the 95 % interval
/// of the mean by Student's t. Summarised rows keep their mean and interval. Rows of a search for a target give the
/// value that is needed.
/// </summary>
internal sealed class FactorSummary
{
    private const string BoundColumn = "Bound";
    private const string MeanColumn = "Mean";
    private const double Confidence = 0.95;

    /// <summary>The column with the difference from a reference, which has an interval of its own.</summary>
    public const string Difference = "Difference";

    private static readonly (string Low, string High, string Count) OfMeans = ("ConfidenceLow", "ConfidenceHigh", "Count"), OfDifferences = ("DifferenceLow", "DifferenceHigh", "PairCount");
    private readonly string _value;
    private readonly bool _isSummarised;

    private FactorSummary(string metric, string value, bool isSummarised, string x, string? group)
    {
        (Metric, _value, _isSummarised, X, GroupName) = (metric, value, isSummarised, x, group);
    }

    /// <summary>The name of the metric; for a search for a target, that of the column with the value that is needed.</summary>
    public string Metric { get; }

    /// <summary>The name of the factor.</summary>
    public string X { get; }

    /// <summary>The property that defines the groups, or null if there is one group.</summary>
    public string? GroupName { get; }

    /// <summary>Whether the factor is numeric.</summary>
    public bool IsNumeric { get; private init; }

    /// <summary>The groups in order of first appearance; numbers in ascending order.</summary>
    public IReadOnlyList<string> Groups { get; private set; } = [];

    /// <summary>The categories of a factor that isn't numeric.</summary>
    public IReadOnlyList<string> Categories { get; private set; } = [];

    /// <summary>The points, by group and factor.</summary>
    public IReadOnlyList<FactorPoint> Points { get; private set; } = [];

    /// <summary>The accuracy of the Bayes rule at each value of the factor, averaged over all groups, if available.</summary>
    public IReadOnlyList<(double X, double Bound)> Bound { get; private set; } = [];

    /// <summary>The factors, other than the replicates, that the means average over.</summary>
    public IReadOnlyList<string> Averaged { get; private init; } = [];

    /// <summary>The number of rows without a value of the metric, such as those of failed runs.</summary>
    public int LeftOut { get; private set; }

    /// <summary>The search for a target that the rows state the result of, or null.</summary>
    public TargetColumns? Target { get; private init; }

    /// <summary>The method that the values are differences from, or null.</summary>
    public string? Reference { get; private init; }

    /// <summary>The metric whose differences the values are, or null.</summary>
    public string? Compared { get; private init; }

    /// <summary>Whether any point has an interval.</summary>
    public bool HasIntervals => Points.Any(point => point.Interval is not null);

    /// <summary>Summarises rows.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="metric">The metric.</param>
    /// <param name="x">The factor, or null for the one that varies.</param>
    /// <param name="group">The property that defines groups; null for the method, if there is one, or else another factor; empty for a single group.</param>
    /// <exception cref="MixtureException">NothingToPlot, MissingProperty, NotNumeric or NoFactorVaries.</exception>
    public static FactorSummary Of(PlotTable table, string metric, string? x, string? group)
    {
        if (table.Count == 0) throw PlotError.Nothing("there are no rows");
        var target = TargetColumns.Find(table, metric);
        if (target is not null) table = table.Where(i => table.Text(i, "Metric").Equals(target.Metric, StringComparison.OrdinalIgnoreCase));
        var (reference, compared) = Differences(table, metric);
        if (compared is not null) table = WithoutReference(table, reference);
        bool isSummarised = compared is not null || (target is null && table.Has(MeanColumn) && !table.Has(metric));
        string value = target?.Of ?? (compared is not null ? Difference : isSummarised ? MeanColumn : table.Spelled(metric, PlotError.OtherMetric));
        (x, group) = Factors.Choose(table, value, x, group, fallsBackToMethod: target is not null);
        var summary = new FactorSummary(target?.Of ?? (isSummarised ? metric : value), value, isSummarised, x, group)
        {
            IsNumeric = table.IsNumeric(x),
            Averaged = [.. Factors.Averaged(table, value, x, group)],
            Target = target,
            Reference = reference,
            Compared = compared,
        };
        summary.Fill(table, [], []);
        if (summary.Points.Count == 0) throw PlotError.Nothing($"no row has both {x} and {summary.Metric}");
        summary.SortGroups();
        return summary;
    }

    /// <summary>The points of some of the rows, with the same groups and categories, so that pictures of several parts can be compared.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="panel">The property that all these rows have the same value of.</param>
    public FactorSummary Part(PlotTable table, string panel)
    {
        var part = new FactorSummary(Metric, _value, _isSummarised, X, GroupName)
        {
            IsNumeric = IsNumeric,
            Averaged = [.. Factors.Averaged(table, _value, X, GroupName, panel)],
            Target = Target,
            Reference = Reference,
            Compared = Compared,
        };
        if (Compared is not null) table = WithoutReference(table, Reference);
        if (Target is not null) table = table.Where(i => table.Text(i, "Metric").Equals(Target.Metric, StringComparison.OrdinalIgnoreCase));
        part.Fill(table, [.. Groups], [.. Categories]);
        return part;
    }

    // The reference and the metric of rows of differences, as Measure-MixtureExperiment -Reference writes them.
    private static (string? Reference, string? Compared) Differences(PlotTable table, string metric)
    {
        if (!metric.Equals(Difference, StringComparison.OrdinalIgnoreCase) || !table.Has("DifferenceLow") || !table.Has("Reference") || !table.Has("Metric")) return default;
        string[] metrics = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, "Metric")).Distinct(StringComparer.OrdinalIgnoreCase)];
        string[] references = [.. Enumerable.Range(0, table.Count).Select(i => table.Text(i, "Reference")).Distinct(StringComparer.OrdinalIgnoreCase)];
        return metrics.Length == 1 ? (references.Length == 1 ? references[0] : null, metrics[0])
            : throw PlotError.TooMany(metrics.Length, "metrics", 1, "select the rows of one metric");
    }

    // The reference isn't compared with itself.
    private static PlotTable WithoutReference(PlotTable table, string? reference) => reference is null || !table.Has("Method") ? table
        : table.Where(i => !table.Text(i, "Method").Equals(reference, StringComparison.OrdinalIgnoreCase));

    private void Fill(PlotTable table, List<string> groups, List<string> categories)
    {
        bool hasBound = table.Has(BoundColumn) && string.Equals(Metric, "Accuracy", StringComparison.OrdinalIgnoreCase);
        var cells = new SortedDictionary<(int Group, double X), List<int>>();
        for (int i = 0; i < table.Count; i++)
        {
            if (_isSummarised && Compared is null && table.Has("Metric") && !string.Equals(table.Text(i, "Metric"), Metric, StringComparison.OrdinalIgnoreCase)) continue;
            string xText = table.Text(i, X), value = Target is not null && !TargetColumns.IsReached(table, i) ? TargetColumns.Greatest : _value;
            if (table.Text(i, value).Length == 0 || xText.Length == 0 || table.Number(i, value) is double.NaN)
            {
                LeftOut++;
                continue;
            }

            if (table.Number(i, value) is null) throw PlotError.NotNumeric(value, table.Text(i, value));
            double x = IsNumeric ? table.Number(i, X)!.Value : Number(categories, xText);
            var key = (Number(groups, GroupName is null ? Metric : table.Text(i, GroupName)), x);
            if (!cells.TryGetValue(key, out var rows)) cells[key] = rows = [];
            rows.Add(i);
        }

        (Groups, Categories) = (groups, categories);
        Points = [.. cells.Select(cell => Target is null ? Point(table, cell.Key, cell.Value, hasBound) : Needed(table, cell.Key, cell.Value))];
        if (!hasBound) return;
        Bound = [.. cells.GroupBy(cell => cell.Key.X, cell => cell.Value).OrderBy(at => at.Key)
            .Select(at => (at.Key, Mean(table, at.SelectMany(rows => rows), BoundColumn))).Where(at => at.Item2 is not null).Select(at => (at.Key, at.Item2!.Value))];
    }

    private FactorPoint Point(PlotTable table, (int Group, double X) key, List<int> rows, bool hasBound)
    {
        double[] values = [.. rows.Select(i => table.Number(i, _value)!.Value)];
        double? bound = hasBound ? Mean(table, rows, BoundColumn) : null;
        var sample = SampleSummary.Of(values, Confidence, ExperimentRow.Find(Metric)?.Range);
        if (!_isSummarised)
            return new FactorPoint(key.Group, key.X, sample.Mean, sample.ConfidenceLow is { } low ? Clipped(low, sample.ConfidenceHigh!.Value) : null, sample.Count, bound);

        double mean = sample.Mean;
        var (lowColumn, highColumn, countColumn) = Compared is null ? OfMeans : OfDifferences;
        string errorColumn = Compared is null ? "StandardError" : "DifferenceStandardError";
        int count = (int)rows.Sum(i => table.Number(i, countColumn) ?? 1);
        (double, double)? interval = null;
        if (rows.Count == 1 && (table.Number(rows[0], lowColumn) ?? table.Number(rows[0], "Lower")) is { } lower
            && (table.Number(rows[0], highColumn) ?? table.Number(rows[0], "Upper")) is { } upper)
        {
            if (double.IsFinite(lower) && double.IsFinite(upper)) interval = Clipped(lower, upper);
        }
        else if (rows.All(i => table.Number(i, errorColumn) is { } error && double.IsFinite(error)))
        {
            // The mean of independent means.
            double half = Normal.InvCDF(0, 1, 0.5 + (Confidence / 2)) * Math.Sqrt(rows.Sum(i => Math.Pow(table.Number(i, errorColumn)!.Value, 2))) / rows.Count;
            interval = Clipped(mean - half, mean + half);
        }

        return new FactorPoint(key.Group, key.X, mean, interval, count, bound);
    }

    /// <summary>The value that is needed. If one of several rows didn't reach the target, the point is open.</summary>
    private FactorPoint Needed(PlotTable table, (int Group, double X) key, List<int> rows)
    {
        int count = (int)rows.Sum(i => table.Number(i, "Count") ?? 1);
        int[] open = [.. rows.Where(i => !TargetColumns.IsReached(table, i))];
        return open.Length == 0
            ? new FactorPoint(key.Group, key.X, rows.Average(i => table.Number(i, _value)!.Value), null, count, null)
            : new FactorPoint(key.Group, key.X, open.Max(i => table.Number(i, TargetColumns.Greatest)!.Value), null, count, null, IsOpen: true);
    }

    /// <summary>An interval without the values that the metric can't have.</summary>
    private (double, double) Clipped(double lower, double upper)
    {
        var range = MetricRange.Of(Metric);
        return (range.Clip(lower), range.Clip(upper));
    }

    private static double? Mean(PlotTable table, IEnumerable<int> rows, string name)
    {
        double[] values = [.. rows.Select(i => table.Number(i, name)).OfType<double>().Where(double.IsFinite)];
        return values.Length == 0 ? null : values.Average();
    }

    /// <summary>Sorts groups that are numbers; other groups keep their order.</summary>
    private void SortGroups()
    {
        var numbers = Groups.Select(text => NumberText.TryRead(text, out double number) ? number : double.NaN).ToArray();
        if (numbers.Any(double.IsNaN)) return;
        int[] order = [.. Enumerable.Range(0, numbers.Length).OrderBy(g => numbers[g])];
        var rank = new int[order.Length];
        for (int r = 0; r < order.Length; r++) rank[order[r]] = r;
        Groups = [.. order.Select(g => Groups[g])];
        Points = [.. Points.Select(point => point with { Group = rank[point.Group] }).OrderBy(point => point.Group).ThenBy(point => point.X)];
    }

    private static int Number(List<string> names, string name)
    {
        int at = names.IndexOf(name);
        if (at >= 0) return at;
        names.Add(name);
        return names.Count - 1;
    }
}
