using System.Management.Automation;
using MixturePS.Core.Experiments;

namespace MixturePS.Binding;

/// <summary>Sums up the runs of a group: their mean with its certainty, how much they differ, and how far they are from the bound.</summary>
internal static class ExperimentSummary
{
    private const string TypeName = "MixturePS.ExperimentSummary";

    /// <summary>The row of a group.</summary>
    /// <param name="columns">The columns that groups are told apart by.</param>
    /// <param name="group">The group.</param>
    /// <param name="metric">The column to sum up.</param>
    /// <param name="m">Its place among the group's.</param>
    /// <param name="confidence">The probability with which the interval has the mean, between 0 and 1.</param>
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

    /// <summary>The mean, or null where there are no values.</summary>
    public static double? Mean(SampleSummary summary) => summary.Count > 0 ? summary.Mean : null;
}
