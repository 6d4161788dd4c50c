using System.Management.Automation;
using MixturePS.Binding;
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
/// <code>Invoke-MixtureExperiment -K 3 -Eta 0.1, 1 -DocumentLength 5, 20 -N 100 -Replicate 3 -Seed 2026 | Export-Csv results.csv
/// Import-Csv results.csv | Measure-MixtureExperiment -By Eta, DocumentLength, Method -Metric Accuracy, AdjustedRandIndex</code>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "MixtureExperiment", DefaultParameterSetName = "Summary", HelpUri = HelpPages.Root + "Measure-MixtureExperiment.md")]
[OutputType(typeof(PSObject))]
public sealed class MeasureMixtureExperimentCommand : MixtureCmdlet
{
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
        base.BeginProcessing();
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
            RefuseInput(error.Record);
        }
    }

    /// <inheritdoc/>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!TryCompute("Summing up", (_, stop) => Rows(stop).ToList(), out var rows)) return;
        foreach (var row in rows) WriteObject(row);
    }

    private IEnumerable<PSObject> Rows(CancellationToken stop)
    {
        // What can't be used is refused also where there are no rows.
        _ = SampleSummary.Of([], Confidence);
        var (columns, groups) = _groups.Result(stop);
        var target = ParameterSetName == "Target" ? new ExperimentTarget(Target, Of, UseLowerLimit) : null;
        return Metric.SelectMany((metric, m) => target is null
            ? groups.Select(group =>
            {
                stop.ThrowIfCancellationRequested();
                return ExperimentSummary.Row(columns, group, metric, m, Confidence);
            })
            : target.Rows(columns, groups, metric, m, Confidence, stop));
    }
}
