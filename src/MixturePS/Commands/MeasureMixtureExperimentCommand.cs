using System.Globalization;
using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Errors;
using MixturePS.Core.Experiments;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Sums the rows of an experiment up: means with their certainty, quantiles and the gap to the bound, or what it takes to reach a target.</summary>
/// <remarks>
/// <para>There is a row for each combination of the columns that -By names; without it for each of the parameters that differ,
/// and the method. Rows may come from Invoke-MixtureExperiment, from Import-MixtureJournal, or from Import-Csv, whose text is
/// read as the numbers that it was.</para>
/// <para>StandardError and the interval from ConfidenceLow to ConfidenceHigh, Student's, say how sure the mean is with so many
/// replicates; StandardDeviation and the quantiles say how much single runs differ. Bound is the mean of the bounds, and Gap,
/// of accuracy alone, the mean of how far runs are below theirs. Failed counts runs that ended with an error or have no such
/// figure; they have no part in the rest.</para>
/// <para>With -Target the question is how much it takes: a row for each combination of the other columns has the smallest
/// value of -Of, the documents' length unless another column is named, at which the mean reaches the target; with
/// -UseLowerLimit the lower end of the confidence interval has to, which asks for more but is less likely to be luck. Only values
/// that were run are looked at. Where none reaches the target Reached is false, that value is null, and the figures are those of the
/// greatest value that was run.</para>
/// </remarks>
/// <example>
/// <summary>Accuracy by eta and method</summary>
/// <code>Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -N 200 -Method KMeans, EM -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Eta, Method</code>
/// </example>
/// <example>
/// <summary>How long documents have to be for 90 %</summary>
/// <code>Invoke-MixtureExperiment -K 3 -Eta 0.2 -DocumentLength 5, 10, 20, 40 -N 100 -Method KMeans, EM -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Method, DocumentLength -Target 0.9</code>
/// </example>
/// <example>
/// <summary>Two indices of a saved experiment</summary>
/// <code>Import-Csv results.csv | Measure-MixtureExperiment -By Eta, DocumentLength, Method -Metric Accuracy, AdjustedRandIndex</code>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "MixtureExperiment", DefaultParameterSetName = "Summary")]
[OutputType(typeof(PSObject))]
public sealed class MeasureMixtureExperimentCommand : MixtureCmdlet
{
    internal const string SummaryType = "MixturePS.ExperimentSummary";
    internal const string TargetType = "MixturePS.ExperimentTarget";
    private ExperimentGroups _groups = null!;

    /// <summary>The rows.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The columns whose combinations have a row each.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Help = "The parameters that differ, and Method")]
    public string[]? By { get; set; }

    /// <summary>The columns to sum up, a row each.</summary>
    [Parameter(Position = 1)]
    [PSDefaultValue(Value = "Accuracy")]
    public string[] Metric { get; set; } = ["Accuracy"];

    /// <summary>The probability with which the confidence interval has the mean, above 0 and below 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.95)]
    public double Confidence { get; set; } = 0.95;

    /// <summary>The value that the mean is to reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Target")]
    public double Target { get; set; }

    /// <summary>The column whose smallest value is looked for.</summary>
    [Parameter(ParameterSetName = "Target")]
    [PSDefaultValue(Value = "DocumentLength")]
    public string Of { get; set; } = "DocumentLength";

    /// <summary>Asks the lower end of the confidence interval to reach the target, not the mean.</summary>
    [Parameter(ParameterSetName = "Target")]
    public SwitchParameter UseLowerLimit { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        string[]? columns = By is null || ParameterSetName == "Summary" || By.Contains(Of, StringComparer.OrdinalIgnoreCase) ? By : [.. By, Of];
        _groups = new ExperimentGroups(columns, Metric);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            _groups.Add(InputObject);
        }
        catch (RecordException error)
        {
            if (!MyInvocation.ExpectingInput) ThrowTerminatingError(error.Record);
            WriteError(error.Record);
        }
    }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!TryCompute("Summing up", (_, _) => Rows().ToList(), out var rows)) return;
        foreach (var row in rows) WriteObject(row);
    }

    private IEnumerable<PSObject> Rows()
    {
        // What can't be used is refused also where there are no rows.
        _ = SampleSummary.Of([], Confidence);
        var (columns, groups) = _groups.Result();
        for (int m = 0; m < Metric.Length; m++)
        {
            foreach (var row in ParameterSetName == "Target" ? Targets(columns, groups, m) : groups.Select(group => Summary(columns, group, m))) yield return row;
        }
    }

    private PSObject Summary(string[] columns, ExperimentGroups.Group group, int m)
    {
        var summary = SampleSummary.Of(group.Values[m], Confidence);
        bool hasBound = group.Bounds[m].Count > 0 && IsAccuracy(Metric[m]);
        return Row(SummaryType, columns, group.Key,
        [
            ("Metric", Metric[m]),
            ("Count", summary.Count),
            ("Failed", group.Failed),
            ("Mean", OrNull(summary)),
            ("StandardError", summary.StandardError),
            ("ConfidenceLow", summary.ConfidenceLow),
            ("ConfidenceHigh", summary.ConfidenceHigh),
            ("StandardDeviation", summary.StandardDeviation),
            ("Quantile5", summary.Quantile(0.05)),
            ("Quantile25", summary.Quantile(0.25)),
            ("Median", summary.Quantile(0.5)),
            ("Quantile75", summary.Quantile(0.75)),
            ("Quantile95", summary.Quantile(0.95)),
            ("Bound", hasBound ? SampleSummary.Of(group.Bounds[m], Confidence).Mean : null),
            ("Gap", hasBound ? SampleSummary.Of(group.Gaps[m], Confidence).Mean : null),
        ]);
    }

    private IEnumerable<PSObject> Targets(string[] columns, IReadOnlyList<ExperimentGroups.Group> groups, int m)
    {
        // The values that don't differ are not among the columns, but one of them may be all there is of what is looked for.
        int of = Array.FindIndex(columns, name => name.Equals(Of, StringComparison.OrdinalIgnoreCase));
        if (of < 0) throw MixtureError.InvalidOption("Of", $"must be a column with several values, or one that -By names too; there is one value of {Of}", Of);
        int[] others = [.. Enumerable.Range(0, columns.Length).Where(c => c != of)];
        foreach (var combination in groups.GroupBy(group => string.Join('\u001F', others.Select(c => FormattableString.Invariant($"{group.Key[c]}")))))
        {
            var tried = new List<(double Value, object Shown, SampleSummary Summary)>();
            foreach (var group in combination)
            {
                if (group.Key[of] is not (long or double))
                    throw MixtureError.InvalidOption("Of", $"must be a column of numbers; {Of} has '{group.Key[of]}'", group.Key[of]);
                tried.Add((Convert.ToDouble(group.Key[of], CultureInfo.InvariantCulture), group.Key[of]!, SampleSummary.Of(group.Values[m], Confidence)));
            }

            tried.Sort((one, other) => one.Value.CompareTo(other.Value));
            int reached = tried.FindIndex(at => (UseLowerLimit ? at.Summary.ConfidenceLow : OrNull(at.Summary)) >= Target);
            var found = reached >= 0 ? tried[reached] : tried[^1];
            yield return Row(TargetType, [.. others.Select(c => columns[c])], [.. others.Select(c => combination.First().Key[c])],
            [
                ("Metric", Metric[m]),
                ("Target", Target),
                ("Reached", reached >= 0),
                (columns[of], reached >= 0 ? found.Shown : null),
                ("Mean", OrNull(found.Summary)),
                ("ConfidenceLow", found.Summary.ConfidenceLow),
                ("ConfidenceHigh", found.Summary.ConfidenceHigh),
                ("Count", found.Summary.Count),
                ("Greatest", tried[^1].Shown),
            ]);
        }
    }

    private static bool IsAccuracy(string metric) => metric.Equals("Accuracy", StringComparison.OrdinalIgnoreCase);

    private static double? OrNull(SampleSummary summary) => summary.Count > 0 ? summary.Mean : null;

    private static PSObject Row(string type, string[] columns, object?[] key, (string Name, object? Value)[] figures)
    {
        var row = new PSObject();
        row.TypeNames.Insert(0, type);
        for (int c = 0; c < columns.Length; c++) row.Properties.Add(new PSNoteProperty(columns[c], key[c]));
        foreach (var (name, value) in figures) row.Properties.Add(new PSNoteProperty(name, value));
        return row;
    }
}
