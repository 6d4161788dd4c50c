using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>Summaries of groups of runs: the mean of a metric, or the smallest value of a factor at which it reaches a target.</summary>
internal static class RunSummary
{
    /// <summary>The figures of a group: mean, its standard error and confidence interval, spread, and for accuracy that of the Bayes rule and the gap to it.</summary>
    /// <param name="group">The group.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="m">Its index in the group.</param>
    /// <param name="confidence">The probability of the confidence interval, above 0 and below 1.</param>
    /// <returns>The name and the value of each figure; a value is null where there are too few runs.</returns>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static IReadOnlyList<(string Name, object? Value)> Of(RunGroup group, string metric, int m, double confidence)
    {
        var summary = SampleSummary.Of(group.Values[m], confidence, RangeOf(metric));
        bool hasBound = group.Bounds[m].Count > 0 && metric.Equals(nameof(ExperimentRow.Accuracy), StringComparison.OrdinalIgnoreCase);
        return
        [
            ("Metric", metric),
            ("Count", summary.Count),
            ("Failed", group.Failed),
            ("Mean", summary.MeanOrNull),
            ("StandardError", summary.StandardError),
            ("ConfidenceLow", summary.ConfidenceLow),
            ("ConfidenceHigh", summary.ConfidenceHigh),
            ("StandardDeviation", summary.StandardDeviation),
            ("Quantile5", summary.Quantile(0.05)),
            ("Quantile25", summary.Quantile(0.25)),
            ("Median", summary.Quantile(0.5)),
            ("Quantile75", summary.Quantile(0.75)),
            ("Quantile95", summary.Quantile(0.95)),
            ("Bound", hasBound ? SampleSummary.Of(group.Bounds[m], confidence).Mean : null),
            ("Gap", hasBound ? SampleSummary.Of(group.Gaps[m], confidence).Mean : null),
        ];
    }

    /// <summary>The figures of the differences between the runs of a group and those of a reference on the same documents: mean, standard error and confidence interval.</summary>
    /// <param name="group">The group.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="m">Its index in the group.</param>
    /// <param name="reference">The reference method.</param>
    /// <param name="confidence">The probability of the confidence interval, above 0 and below 1.</param>
    /// <returns>The name and the value of each figure; all but the first are null in the group of the reference itself.</returns>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static IReadOnlyList<(string Name, object? Value)> Differences(RunGroup group, string metric, int m, string reference, double confidence)
    {
        // The paired interval of Student. A difference can't exceed the width of the range.
        var summary = group.IsOfReference ? null : SampleSummary.Of(group.Differences[m], confidence);
        double most = RangeOf(metric)?.Width ?? double.PositiveInfinity;
        return
        [
            ("Reference", reference),
            ("Difference", summary?.MeanOrNull),
            ("DifferenceStandardError", summary?.StandardError),
            ("DifferenceLow", summary?.ConfidenceLow is { } low ? Math.Max(low, -most) : null),
            ("DifferenceHigh", summary?.ConfidenceHigh is { } high ? Math.Min(high, most) : null),
            ("PairCount", summary?.Count),
            ("UnpairedCount", summary is null ? null : group.Unpaired[m]),
        ];
    }

    /// <summary>The smallest value of a factor at which the mean reaches a target, for each combination of the other columns.</summary>
    /// <param name="columns">The columns that groups are made by.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="metric">The name of the metric.</param>
    /// <param name="m">Its index in the groups.</param>
    /// <param name="search">The target.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>The other columns, their values, and the figures of each combination.</returns>
    /// <exception cref="MixtureException">InvalidOption: the factor has one value only, or has text.</exception>
    public static IEnumerable<(string[] Columns, object?[] Key, IReadOnlyList<(string Name, object? Value)> Figures)> Search(
        IReadOnlyList<string> columns, IReadOnlyList<RunGroup> groups, string metric, int m, TargetSearch search, CancellationToken cancellation)
    {
        // A column with one value only is not among the columns.
        int column = columns.ToList().FindIndex(name => name.Equals(search.Of, StringComparison.OrdinalIgnoreCase));
        if (column < 0) throw MixtureError.InvalidOption("Of", $"must be a column with several values, or one that -By also names; {search.Of} has a single value", search.Of);
        int[] others = [.. Enumerable.Range(0, columns.Count).Where(c => c != column)];
        string Others(RunGroup group)
        {
            cancellation.ThrowIfCancellationRequested();
            return RunGroups.Text(others.Select(c => group.Key[c]));
        }

        foreach (var combination in groups.GroupBy(Others))
        {
            var tried = combination.Select(group => (Value: group.Key[column], Summary: SampleSummary.Of(group.Values[m], search.Confidence, RangeOf(metric))))
                .OrderBy(at => at.Value is long or double ? Convert.ToDouble(at.Value, CultureInfo.InvariantCulture)
                    : throw MixtureError.InvalidOption("Of", $"must be a numeric column; {search.Of} has the value '{at.Value}'", at.Value))
                .ToArray();
            int reached = Array.FindIndex(tried, at => (search.UseLowerLimit ? at.Summary.ConfidenceLow : at.Summary.MeanOrNull) >= search.Target);
            var found = reached >= 0 ? tried[reached] : tried[^1];
            yield return ([.. others.Select(c => columns[c])], [.. others.Select(c => combination.First().Key[c])],
            [
                ("Metric", metric),
                ("Target", search.Target),
                ("Reached", reached >= 0),
                (columns[column], reached >= 0 ? found.Value : null),
                ("Mean", found.Summary.MeanOrNull),
                ("ConfidenceLow", found.Summary.ConfidenceLow),
                ("ConfidenceHigh", found.Summary.ConfidenceHigh),
                ("Count", found.Summary.Count),
                ("Greatest", tried[^1].Value),
            ]);
        }
    }

    private static ValueRange? RangeOf(string metric) => ExperimentRow.Find(metric)?.Range;
}

/// <summary>A search for the smallest value of a factor at which the mean of a metric reaches a target.</summary>
/// <param name="Target">The value to reach.</param>
/// <param name="Of">The factor.</param>
/// <param name="UseLowerLimit">Whether the lower end of the confidence interval has to reach it, not the mean.</param>
/// <param name="Confidence">The probability of the confidence interval, above 0 and below 1.</param>
internal sealed record TargetSearch(double Target, string Of, bool UseLowerLimit, double Confidence);
