using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Finds the smallest value of a column at which the mean of the runs reaches a target.</summary>
/// <param name="target">The value to reach.</param>
/// <param name="of">The column to search.</param>
/// <param name="useLowerLimit">Whether the lower limit of the confidence interval must reach the target, instead of the mean.</param>
internal sealed class ExperimentTarget(double target, string of, bool useLowerLimit)
{
    /// <summary>The type name by which views recognise the rows.</summary>
    public const string TypeName = "MixturePS.ExperimentTarget";

    /// <summary>One row for each combination of the other columns.</summary>
    /// <param name="columns">The columns that define the groups.</param>
    /// <param name="groups">The groups.</param>
    /// <param name="metric">The column whose mean must reach the target.</param>
    /// <param name="m">The index of the metric in the groups.</param>
    /// <param name="confidence">The confidence level of the interval of the mean, between 0 and 1.</param>
    /// <param name="stop">Cancellation token for the comparison of the groups.</param>
    /// <exception cref="MixtureException">InvalidOption: the column to search has a single value, or contains text.</exception>
    public IEnumerable<PSObject> Rows(string[] columns, IReadOnlyList<ExperimentGroups.Group> groups, string metric, int m, double confidence, CancellationToken stop)
    {
        // Columns that don't vary are not in the list, but the column to search may be one of them.
        int column = Array.FindIndex(columns, name => name.Equals(of, StringComparison.OrdinalIgnoreCase));
        if (column < 0) throw MixtureError.InvalidOption("Of", $"must be a column with several values, or one that -By also names; {of} has a single value", of);
        int[] others = [.. Enumerable.Range(0, columns.Length).Where(c => c != column)];
        string Others(ExperimentGroups.Group group)
        {
            stop.ThrowIfCancellationRequested();
            return string.Join('\u001F', others.Select(c => FormattableString.Invariant($"{group.Key[c]}")));
        }

        foreach (var combination in groups.GroupBy(Others))
        {
            Candidate[] tried = [.. combination.Select(group => Try(group, column, m, confidence)).OrderBy(at => at.Value)];
            int reached = Array.FindIndex(tried, at => Reaches(at.Summary));
            var found = reached >= 0 ? tried[reached] : tried[^1];
            yield return FlatRow.Create(TypeName, [.. others.Select(c => columns[c])], [.. others.Select(c => combination.First().Key[c])],
            [
                ("Metric", metric),
                ("Target", target),
                ("Reached", reached >= 0),
                (columns[column], reached >= 0 ? found.Shown : null),
                ("Mean", ExperimentSummary.Mean(found.Summary)),
                ("ConfidenceLow", found.Summary.ConfidenceLow),
                ("ConfidenceHigh", found.Summary.ConfidenceHigh),
                ("Count", found.Summary.Count),
                ("Greatest", tried[^1].Shown),
            ]);
        }
    }

    private bool Reaches(SampleSummary summary) => (useLowerLimit ? summary.ConfidenceLow : ExperimentSummary.Mean(summary)) >= target;

    private Candidate Try(ExperimentGroups.Group group, int column, int m, double confidence) => group.Key[column] is long or double
        ? new Candidate(Convert.ToDouble(group.Key[column], CultureInfo.InvariantCulture), group.Key[column]!, SampleSummary.Of(group.Values[m], confidence))
        : throw MixtureError.InvalidOption("Of", $"must be a numeric column; {of} has the value '{group.Key[column]}'", group.Key[column]);

    /// <summary>A value of the column that was run.</summary>
    private readonly record struct Candidate(double Value, object Shown, SampleSummary Summary);
}
