using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Reports;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Writes a clustering, a topic model or an experiment as one HTML file, in which it can be explored offline.</summary>
/// <remarks>
/// <para>The page of a clustering has five sections:</para>
/// <list type="bullet">
/// <item>Overview: the sizes, the settings, the objective with its trace, whether the fit converged, and the lines of PowerShell
/// that compute it again.</item>
/// <item>Clusters, or Topics: a map of the documents on their first two principal components, and one of the distances of the
/// centres; for each cluster its top terms by relevance, with a slider (Sievert and Shirley 2014), or by FREX, and its typical
/// and borderline documents.</item>
/// <item>Terms: a search for words, and the clusters that they are in.</item>
/// <item>Documents: a table that sorts, filters and pages.</item>
/// <item>Against the truth, where the known clusters are available: accuracy with that of the Bayes rule, the indices of agreement, the
/// confusion matrix, and the clearest mistakes.</item>
/// </list>
/// <para>The page of an experiment shows rows of Invoke-MixtureExperiment, as objects, from a journal or from a CSV file, or
/// summaries of Measure-MixtureExperiment -By:</para>
/// <list type="bullet">
/// <item>Overview: the numbers of runs, of failed and of missing ones, the parameters, the time of all fits, and the lines of
/// PowerShell that make the rows again.</item>
/// <item>Results: a chart of the measure, the axis, the lines and the panels that you choose, with means, 95 % intervals and the
/// Bayes rule.</item>
/// <item>Differences, where there are several methods: the paired differences from -Reference.</item>
/// <item>Summaries, and Runs: tables that sort, filter and page. The runs have their seeds, and failed ones their messages.</item>
/// </list>
/// <para>All figures are those that Measure-MixtureExperiment computes.</para>
/// <para>The file contains everything that it needs. It loads nothing, and a policy in the page forbids it to: it also works
/// without a network, and can be sent to others. Whoever has it can read the texts in it. Texts are shown as text, also if they
/// contain HTML. The same input gives the same bytes.</para>
/// <para>Of more documents than -MaximumDocument, the report shows the typical and borderline ones, the clearest mistakes, and a
/// random sample of the others, always the same one. All figures are those of all documents. Long texts are cut where they
/// would make the file too large, and the page says so.</para>
/// <para>Of more runs than -MaximumRun, the table has all failed runs and the first of the others. The summaries are those of
/// all runs.</para>
/// <para>The margin of a document says how clearly it belongs to its cluster: its probability minus that of the next best
/// cluster, or for k-means one minus the quotient of its distances from both centres. It is 0 on the border.</para>
/// <para>A clustering that was saved without its documents has no map of documents, no table and no truth, and its terms are
/// ranked by their weight in the centres. The same ranking is used where weights are negative.</para>
/// <para>The file is written under a temporary name and renamed when complete; an existing file is replaced only with
/// -Force.</para>
/// </remarks>
/// <example>
/// <summary>Explore a clustering of simulated documents</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 1000 |
///     Invoke-KMeans -Seed 42 | Export-MixtureReport report.html -Force</code>
/// <para>The page compares the clusters with the true ones and with the Bayes rule.</para>
/// </example>
/// <example>
/// <summary>Explore your own texts</summary>
/// <code>$texts = 'the cat purrs', 'a cat sleeps', 'shares fell', 'shares rose'
/// $texts | ConvertTo-Dfm -StopWord English | Invoke-KMeans -K 2 -Seed 1 |
///     Export-MixtureReport pets.html -Document $texts -Title Pets -Force</code>
/// <para>The texts are shown beside the clusters. ConvertTo-Dfm -KeepText makes -Document unnecessary.</para>
/// </example>
/// <example>
/// <summary>Compare with labels that the DFM doesn't know</summary>
/// <code>$texts = 'the cat purrs', 'a cat sleeps', 'shares fell', 'shares rose'
/// $known = 'pets', 'pets', 'money', 'money'
/// $texts | ConvertTo-Dfm -StopWord English | Invoke-KMeans -K 2 -Seed 1 |
///     Export-MixtureReport compared.html -KnownLabel $known -Force</code>
/// <para>-PassThru | Invoke-Item opens the page in the browser.</para>
/// </example>
/// <example>
/// <summary>Explore an experiment</summary>
/// <code>$grid = @{ K = 3; Eta = 0.1, 1; DocumentLength = 5, 20; N = 100 }
/// Invoke-MixtureExperiment @grid -Method KMeans, EM -Replicate 5 -Seed 1 |
///     Export-MixtureReport experiment.html -Force</code>
/// <para>Import-MixtureJournal or Import-Csv may take the place of Invoke-MixtureExperiment.</para>
/// </example>
/// <seealso cref="ExportMixturePlotCommand"/>
/// <seealso cref="MeasureMixtureExperimentCommand"/>
/// <seealso cref="GetClusterTermCommand"/>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsData.Export, "MixtureReport", DefaultParameterSetName = ClusteringSet, SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-MixtureReport.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportMixtureReportCommand : DocumentTextCmdlet
{
    private const string ExperimentSet = "Experiment";
    private static readonly string[] OfClusterings = [nameof(Document), nameof(TextProperty), nameof(KnownLabel), nameof(Dfm), nameof(Bound), nameof(Term), nameof(MaximumDocument)];
    private static readonly string[] OfExperiments = [nameof(Metric), nameof(Reference), nameof(MaximumRun)];
    private readonly ReportInput _input = new();
    private string _file = string.Empty;

    /// <summary>The path of the file. The extension .html is added if the name has neither it nor .htm. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The clustering: of any method, or a topic model; or the rows of an experiment: single runs, or their summaries.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    [Alias("Clustering")]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The known cluster of each document: names or whole numbers. By default the known clusters of the DFM are used.</summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    [Alias("Known")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? KnownLabel { get; set; }

    /// <summary>The counts of the same documents, if weights such as TF-IDF were clustered: they give the probabilities of terms.</summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    public Dfm? Dfm { get; set; }

    /// <summary>
    /// The best accuracy that any method can expect, as Measure-MixtureBound computes it, from 0 to 1. By default it is
    /// computed if the documents were drawn from a known model.
    /// </summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    [PSDefaultValue(Help = "That of the model, if it is known")]
    public Number? Bound { get; set; }

    /// <summary>The title of the page.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The method and the sizes")]
    public string? Title { get; set; }

    /// <summary>The number of terms that the file has of each cluster, for each position of the slider.</summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    [PSDefaultValue(Value = 30)]
    public WholeNumber Term { get; set; } = 30;

    /// <summary>The maximum number of documents in the file.</summary>
    [Parameter(ParameterSetName = ClusteringSet)]
    [PSDefaultValue(Value = ReportOptions.DefaultDocuments)]
    public WholeNumber MaximumDocument { get; set; } = ReportOptions.DefaultDocuments;

    /// <summary>The measures that the page offers, the first of which is shown first.</summary>
    [Parameter(ParameterSetName = ExperimentSet)]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [PSDefaultValue(Help = "All that have values")]
    public string[]? Metric { get; set; }

    /// <summary>The method that the others are compared with, run by run on the same documents.</summary>
    [Parameter(ParameterSetName = ExperimentSet)]
    [ValidateNotNullOrEmpty]
    [PSDefaultValue(Help = "The first method")]
    public string? Reference { get; set; }

    /// <summary>The maximum number of single runs in the file.</summary>
    [Parameter(ParameterSetName = ExperimentSet)]
    [PSDefaultValue(Value = ExperimentReportOptions.DefaultRuns)]
    public WholeNumber MaximumRun { get; set; } = ExperimentReportOptions.DefaultRuns;

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the file as a FileInfo object. By default the cmdlet has no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    /// <remarks>There is only one file, so the cmdlet can't continue after an error.</remarks>
    protected override bool EndsAtError => true;

    /// <summary>Checks the file before the input arrives, which may be a long fit.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _file = ReportFile.PathOf(FilePath(Path));
        if (TextProperty is not null && Document is null) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(TextProperty), "-" + nameof(Document)));
        TryCompute("Checking the file", (_, _) => Checked(), out bool _);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Reading the input", (_, stop) => _input.Add(InputObject, stop), out var outcome) || outcome == ReportInput.Outcome.Added) return;
        ThrowTerminatingError(outcome switch
        {
            ReportInput.Outcome.Second => ErrorCatalogue.SeveralClusterings(_file),
            ReportInput.Outcome.Mixed => ErrorCatalogue.MixedInput(_file),
            _ => ErrorCatalogue.NotReportable(PSValue.Unwrap(InputObject)),
        });
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_input.IsEmpty) return;
        var clustering = _input.Clustering;
        if ((clustering is null ? OfClusterings : OfExperiments).FirstOrDefault(MyInvocation.BoundParameters.ContainsKey) is { } unsuitable)
            ThrowTerminatingError(ErrorCatalogue.UnsuitableParameter(unsuitable, clustering is null ? "rows of an experiment" : "a clustering"));
        if (!ShouldProcess(_file, "Export-MixtureReport")) return;
        if (!TryCompute($"Writing {System.IO.Path.GetFileName(_file)}", (progress, stop) => clustering is null
            ? ReportFile.Write(_input.Rows, _file, ExperimentOptions(), Force, progress, stop)
            : ReportFile.Write(clustering, _file, Options(clustering, stop), Force, progress, stop), out (int Shown, long Length) written)) return;
        if (clustering is null) Say($"Wrote a report on {Counted.Of(_input.Rows.Count, "row")} with {written.Shown} of them as runs and {written.Length} bytes to '{_file}'");
        else Say($"Wrote a report on {clustering} with {written.Shown} of them and {written.Length} bytes to '{_file}'");
        if (PassThru) WriteObject(new FileInfo(_file));
    }

    private bool Checked()
    {
        ReportFile.Check(_file, Force);
        return true;
    }

    private ExperimentReportOptions ExperimentOptions() => new() { Title = Title, Metrics = Metric, Reference = Reference, MaximumRun = MaximumRun };

    private ReportOptions Options(FittedClustering clustering, CancellationToken stop) => new()
    {
        Title = Title,
        Texts = GivenTexts(stop),
        Known = MyInvocation.BoundParameters.ContainsKey(nameof(KnownLabel)) ? LabelReading.Read(KnownLabel, "known", clustering.Dfm.KnownClusterName, stop) : null,
        Counts = Dfm,
        Bound = Bound,
        Term = Term,
        MaximumDocument = MaximumDocument,
    };
}
