using System.Management.Automation;
using MixturePS.Core.Experiments;

namespace MixturePS.Binding;

/// <summary>Summarises the runs of a group: the mean with its confidence interval, the spread, and the gap to the bound.</summary>
internal static class ExperimentSummary
{
    private const string TypeName = "MixturePS.ExperimentSummary";

    /// <summary>The summary row of a group.</summary>
    /// <param name="columns">The columns that define the groups.</param>
    /// <param name="group">The group.</param>
    /// <param name="metric">The column to summarise.</param>
    /// <param name="m">The index of the metric in the group.</param>
    /// <param name="confidence">The confidence level of the interval of the mean, between 0 and 1.</param>
    public static PSObject Row(string[] columns, ExperimentGroups.Group group, string metric, int m, double confidence)
    {
        var summary = SampleSummary.Of(group.Values[m], confidence);
        bool hasBound = group.Bounds[m].Count > 0 && metric.Equals("Accuracy", StringComparison.OrdinalIgnoreCase);
        return FlatRow.Create(TypeName, columns, group.Key,
        [
            ("Metric", metric),
            ("Count", summary.Count),
            ("Failed", group.Failed),
            ("Mean", Mean(summary)),
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
        ]);
    }

    /// <summary>The mean, or null if there are no values.</summary>
    public static double? Mean(SampleSummary summary) => summary.Count > 0 ? summary.Mean : null;
}
