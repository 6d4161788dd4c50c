using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Experiments;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>
/// Summarises the rows of an experiment: means with confidence intervals, quantiles, the gap to the bound and differences
/// between methods, or the smallest value of a column that reaches a target.
/// </summary>
/// <remarks>
/// <para>The output is one row for each combination of values of the columns in -By, by default the parameters that
/// vary and the method. The input is rows from Invoke-MixtureExperiment, Import-MixtureJournal or Import-Csv; numbers
/// that are stored as text are converted.</para>
/// <para>StandardError and the interval from ConfidenceLow to ConfidenceHigh show how precise the mean is for the number of
/// replicates. The interval of an index stays within the limits of the index: it is Student's t interval on the logit scale, or for indices that
/// are adjusted for chance on the scale of Fisher's z. Of other columns it is Student's t interval. The page about
/// uncertainty has the formula and how often such intervals contain the mean. StandardDeviation and the quantiles show how much
/// single runs vary. Bound is the mean of the bounds. Gap, for accuracy only, is the mean difference between the bound and the accuracy of each run. Failed
/// is the number of runs that ended with an error or have no value; they are excluded from the other figures.</para>
/// <para>With -Reference, each row also compares its runs with those of one method on the same documents: the same replicate
/// of the same cell. Difference is the mean of the differences, value less value of the reference;
/// DifferenceStandardError and the interval from DifferenceLow to DifferenceHigh are those of paired samples (Student's
/// t). They are more precise than the difference of two means, because documents that are difficult for one method are often
/// difficult for the other. PairCount is the number of pairs, and UnpairedCount that of runs without a partner, of
/// which a warning tells. If the reference has several runs on the same documents, the partner is the one with
/// the parameters of the run. The row of the reference itself has no difference.</para>
/// <para>With -Target, each row gives, for one combination of the other columns, the smallest value of the column -Of
/// (by default the document length) at which the mean reaches the target. With -UseLowerLimit, the lower limit of the
/// confidence interval must reach it, so that the result is less likely to be due to chance. Only values that were run
/// are considered. If none reaches the target, Reached is false, the value is null, and the figures are those of the
/// greatest value that was run.</para>
/// </remarks>
/// <example>
/// <summary>Summarise accuracy by eta and method</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; N = 200; Method = 'KMeans', 'EM' }
/// Invoke-MixtureExperiment @grid -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Eta, Method</code>
/// <para>There are four rows, one for each combination of eta and method.</para>
/// </example>
/// <example>
/// <summary>Find the document length needed for an accuracy of 90 %</summary>
/// <code>$grid = @{ K = 3; Eta = 0.2; DocumentLength = 5, 10, 20, 40; N = 100 }
/// Invoke-MixtureExperiment @grid -Method KMeans, EM -Replicate 10 -Seed 2026 |
///     Measure-MixtureExperiment -By Method, DocumentLength -Target 0.9</code>
/// <para>There is one row for each method.</para>
/// </example>
/// <example>
/// <summary>Summarise two indices of a saved experiment</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; DocumentLength = 5, 20; N = 100 }
/// Invoke-MixtureExperiment @grid -Replicate 3 -Seed 2026 |
///     Export-Csv results.csv
/// Import-Csv results.csv |
///     Measure-MixtureExperiment -By Eta, Method -Metric Accuracy, RandIndex</code>
/// <para>There is one row for each index and each eta, over both lengths.</para>
/// </example>
/// <example>
/// <summary>Compare methods with k-means on the same documents</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; N = 200 }
/// $grid.Method = 'KMeans', 'TfIdfKMeans', 'EM'
/// $rows = Invoke-MixtureExperiment @grid -Replicate 10 -Seed 2026
/// $rows | Measure-MixtureExperiment -By Eta, Method -Reference KMeans |
///     Where-Object Method -NE KMeans</code>
/// <para>There are four rows, one for each eta and each other method.</para>
/// </example>
/// <seealso cref="InvokeMixtureExperimentCommand"/>
/// <seealso cref="ConvertToMixtureTableCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "MixtureExperiment", DefaultParameterSetName = "Summary", HelpUri = HelpPages.Root + "Measure-MixtureExperiment.md")]
[OutputType(typeof(PSObject))]
public sealed class MeasureMixtureExperimentCommand : MixtureCmdlet
{
    private const string MethodColumn = nameof(ExperimentRow.Method);
    private string[] _columns = [];
    private RunGroups _groups = null!;
    private RunPairs? _pairs;
    private string[] _parameters = [];

    /// <summary>The rows of the experiment.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The columns whose combinations of values define the rows of the summary.</summary>
    [Parameter(Position = 0)]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [PSDefaultValue(Help = "The parameters that vary, and Method")]
    public string[]? By { get; set; }

    /// <summary>The columns to summarise. Each has its own rows.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [PSDefaultValue(Value = "Accuracy")]
    public string[] Metric { get; set; } = ["Accuracy"];

    /// <summary>The confidence level of the interval of the mean, above 0 and below 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.95)]
    public Number Confidence { get; set; } = 0.95;

    /// <summary>The method that the others are compared with, run by run on the same documents.</summary>
    [Parameter(ParameterSetName = "Summary")]
    [ValidateNotNullOrEmpty]
    public string? Reference { get; set; }

    /// <summary>The value that the mean must reach.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Target")]
    public Number Target { get; set; } = 0;

    /// <summary>The numeric column whose smallest sufficient value is searched for.</summary>
    [Parameter(ParameterSetName = "Target")]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [PSDefaultValue(Value = "DocumentLength")]
    public string Of { get; set; } = "DocumentLength";

    /// <summary>Requires that the lower limit of the confidence interval reaches the target, instead of the mean.</summary>
    [Parameter(ParameterSetName = "Target")]
    public SwitchParameter UseLowerLimit { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _columns = By is null ? ExperimentColumns.Factors
            : ParameterSetName == "Summary" || By.Contains(Of, StringComparer.OrdinalIgnoreCase) ? By : [.. By, Of];
        _groups = new RunGroups(_columns, Metric.Length);
        if (Reference is null) return;
        if (!_columns.Contains(MethodColumn, StringComparer.OrdinalIgnoreCase)) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Reference), $"-By without {MethodColumn}, because each group must be of one method"));
        _parameters = [.. ExperimentColumns.Parameters.Union(_columns.Where(name => !name.Equals(MethodColumn, StringComparison.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase)];
        _pairs = new RunPairs(Reference, _parameters);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            var row = InputObject;
            var key = Array.ConvertAll(_columns, name => By is null && !ExperimentColumns.Has(row, name) ? null : ExperimentColumns.Value(row, name));
            bool isFailed = ExperimentColumns.Has(row, "Error") && ExperimentColumns.Value(row, "Error") is not null;
            var values = Array.ConvertAll(Metric, name => ExperimentColumns.Number(row, name));
            var (method, documents) = _pairs is null ? (string.Empty, string.Empty) : (PSValue.Text(ExperimentColumns.Value(row, MethodColumn)), ExperimentColumns.Documents(row));
            var group = _groups.Add(key, values, ExperimentColumns.Has(row, "Bound") ? ExperimentColumns.Number(row, "Bound") : null, isFailed);
            if (_pairs is null) return;
            object?[] own = Array.ConvertAll(_parameters, name => ExperimentColumns.Has(row, name) ? ExperimentColumns.Value(row, name) : null);
            _pairs.Add(group, method, documents, own, isFailed ? new double?[Metric.Length] : values);
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
        if (!TryCompute("Summarising", (_, stop) => Rows(stop).ToList(), out var rows)) return;
        Say($"Summarised {string.Join(", ", Metric)} in {Counted.Of(rows.Count, "row")}");
        if (_pairs is { UnpairedCount: > 0 } pairs)
            WriteWarning($"{Counted.Of(pairs.UnpairedCount, "run")} {Counted.Agree(pairs.UnpairedCount, "has", "have")} no partner, because {pairs.Reference} has no value on the same documents. UnpairedCount has their number in each group.");
        foreach (var row in rows) WriteObject(row);
    }

    private IEnumerable<PSObject> Rows(CancellationToken stop)
    {
        // An invalid probability is refused even where there are no rows.
        _ = SampleSummary.Of([], Confidence);
        var (columns, groups) = By is null ? _groups.Distinguished(stop) : _groups.All();
        if (ParameterSetName == "Target")
        {
            var search = new TargetSearch(Target, Of, UseLowerLimit, Confidence);
            return Metric.SelectMany((metric, m) => RunSummary.Search(columns, groups, metric, m, search, stop)
                .Select(found => FlatRow.Create(FlatRow.ExperimentTarget, found.Columns, found.Key, found.Figures)));
        }

        _pairs?.Pair(stop);
        return Metric.SelectMany((metric, m) => groups.Select(group =>
        {
            stop.ThrowIfCancellationRequested();
            var figures = RunSummary.Of(group, metric, m, Confidence);
            return FlatRow.Create(FlatRow.ExperimentSummary, columns, group.Key, _pairs is null ? figures : figures.Concat(RunSummary.Differences(group, metric, m, _pairs.Reference, Confidence)));
        }));
    }
}
