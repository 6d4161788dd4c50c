using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Plots experiments, clusterings, topics, models, documents or matrices to a PNG, SVG or PDF file.</summary>
/// <remarks>
/// <para>The input determines the kind of plot; -Kind selects another one that the input supports:</para>
/// <list type="bullet">
/// <item>Rows of experiments, one per run or summarised, as objects or from a CSV file: Line, the mean of -Metric
/// against -X with one line for each -Group, one panel for each value of a further factor (-Panel), and 95 % confidence
/// intervals as those of Measure-MixtureExperiment. If the rows have the column Bound, the Bayes rule is a dashed line. Or Bar, the mean of
/// each named row.</item>
/// <item>Rows of Measure-MixtureExperiment -Reference with -Metric Difference: Line, the mean differences from the reference with
/// their intervals.</item>
/// <item>Rows of Measure-MixtureExperiment -Target: Line or Bar, the value that is needed, with an open marker or an empty bar
/// where the target isn't reached.</item>
/// <item>A clustering: Document, the documents on two axes (-Projection), coloured by known and by estimated cluster;
/// Confusion, the confusion matrix; Word, the words of each cluster; Trace, the objective at each iteration; Bar, the indices
/// of agreement with the known clusters; or for Invoke-MixtureGibbs Heatmap, the probabilities that two documents share a
/// cluster.</item>
/// <item>A topic model: Word, the words of each topic; Trace, the objective of each chain or start; Document, Confusion and
/// Bar, by dominant topic.</item>
/// <item>Rows of Measure-ClusterAccuracy: Confusion for a single one, the number of documents for each pair of a known and an
/// estimated cluster; or Bar, the indices of one or several.</item>
/// <item>Rows of Measure-ClusterQuality, Measure-TopicAccuracy or Get-ClusterSummary: Bar, each measure of each row.</item>
/// <item>Rows of Measure-ClusterShare: Line, the shares in each group with their intervals.</item>
/// <item>Rows of Get-ClusterTerm: Word, the terms of each cluster by score.</item>
/// <item>A model: Word, the word probabilities of the clusters.</item>
/// <item>Rows of Find-ClusterCount: ClusterCount, each criterion against K, with the suggested K.</item>
/// <item>A DFM: Document.</item>
/// <item>A matrix: Heatmap. One from Get-CoClustering is ordered by clusters. Pass an array with -InputObject, because a
/// pipeline divides it into numbers.</item>
/// </list>
/// <para>An axis is logarithmic if its values span more than a factor of ten. Values that
/// aren't numbers are placed at equal distances. The colours can be distinguished with any kind of colour vision, and
/// the markers differ in shape. More than 2,000 documents are counted in hexagons.</para>
/// <para>Words that don't fit side by side have a panel for each cluster. If -Height isn't given, the plot is as tall as its
/// panels or bars need, up to 8000 pixels; beyond that, the largest clusters are shown.</para>
/// <para>The cmdlet needs neither a display nor installed fonts: the module contains the font DejaVu Sans. Characters
/// that it lacks, such as Chinese, Hindi or Thai ones and emoji, are drawn in fonts of the computer; a warning names the
/// characters that no font has. Arabic letters join, and Hebrew and Arabic run from right to left. Names that are too
/// long are shortened, and control characters in them are replaced. The same data give the same file, provided that the
/// same fonts are used.</para>
/// <para>The file is written under a temporary name and renamed when complete; an existing file is replaced only with
/// -Force.</para>
/// </remarks>
/// <example>
/// <summary>Plot known and estimated clusters</summary>
/// <code>New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026 |
///     Invoke-DfmSample -N 300 -DocumentLength 30 |
///     Invoke-KMeans -Seed 1 | Export-MixturePlot documents.png -Force</code>
/// <para>The file has two panels, one coloured by known and one by estimated cluster.</para>
/// </example>
/// <example>
/// <summary>Plot a confusion matrix and the trace of EM</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 300
/// $fit = $dfm | Invoke-MixtureEM -Seed 1
/// $fit | Measure-ClusterAccuracy | Export-MixturePlot confusion.svg -Force
/// $fit | Export-MixturePlot trace.svg -Kind Trace -Force</code>
/// <para>The first file shows how the known and the estimated clusters agree, the second the objective at each
/// iteration.</para>
/// </example>
/// <example>
/// <summary>Plot accuracy against document length</summary>
/// <code>$rows = foreach ($length in 5, 20, 80) {
///     foreach ($seed in 1..5) {
///         $model = New-MixtureModel -K 3 -J 30 -Eta 1 -Seed $seed
///         $dfm = $model | Invoke-DfmSample -N 100 -DocumentLength $length
///         $fit = $dfm | Invoke-KMeans -Restart 3 -Seed 1
///         $accuracy = ($fit | Measure-ClusterAccuracy).Accuracy
///         [pscustomobject]@{ DocumentLength = $length; Accuracy = $accuracy }
///     }
/// }
/// $rows | Export-MixturePlot length.png -X DocumentLength -Force</code>
/// <para>The plot shows the mean accuracy of k-means over five samples for each document length.</para>
/// </example>
/// <example>
/// <summary>Plot the document length that an accuracy needs</summary>
/// <code>$grid = @{ K = 2; J = 50; Eta = 0.5, 2, 8; DocumentLength = 5, 10, 20, 40 }
/// $rows = Invoke-MixtureExperiment @grid -N 100 -Method KMeans, EM -Seed 1
/// $rows | Measure-MixtureExperiment -By Eta, Method -Target 0.9 |
///     Export-MixturePlot needed.pdf -Force</code>
/// <para>Open markers at the top show where the longest documents don't suffice.</para>
/// </example>
/// <example>
/// <summary>Compare two clusterings by all indices</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 300
/// ($dfm | Invoke-KMeans -Seed 1), ($dfm | Invoke-MixtureEM -Seed 1) |
///     Measure-ClusterAccuracy | Export-MixturePlot indices.png -Force</code>
/// <para>Each index has one bar for each clustering.</para>
/// </example>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsData.Export, "MixturePlot", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-MixturePlot.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportMixturePlotCommand : MixtureCmdlet
{
    private PlotInput _input = null!;
    private string _file = string.Empty;

    /// <summary>The path of the file, with the extension .png, .svg or .pdf. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The data to plot: rows of an experiment or of another measurement, a clustering, a model, a DFM or a matrix.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The kind of plot. By default the input determines it.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public PlotKind Kind { get; set; }

    /// <summary>
    /// The property on the horizontal axis of a line plot. By default it is the first numeric factor that varies
    /// between the rows. In a bar plot, it is the property that names the bars.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    public string? X { get; set; }

    /// <summary>
    /// The property that divides the rows into lines. By default it is Method, if the rows have several methods, and
    /// otherwise another factor with up to eight values. An empty string draws a single line through all rows.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [AllowEmptyString]
    public string? Group { get; set; }

    /// <summary>
    /// The property with a panel of its own for each value in a line plot. By default it is a further factor that varies,
    /// if it has up to 24 values. An empty string draws one panel with the means over that factor.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [AllowEmptyString]
    public string? Panel { get; set; }

    /// <summary>The property of the rows to plot.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ExperimentColumnCompleter))]
    [PSDefaultValue(Value = "Accuracy")]
    public string Metric { get; set; } = "Accuracy";

    /// <summary>The axes of a plot of documents: principal components, or discriminants, which separate the clusters.</summary>
    [Parameter]
    [PSDefaultValue(Value = "PrincipalComponents")]
    public PlotProjection Projection { get; set; }

    /// <summary>The title of the plot. By default it describes the data.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The width in pixels, from 200 to 8000.</summary>
    [Parameter]
    [PSDefaultValue(Value = 800)]
    public WholeNumber Width { get; set; } = 800;

    /// <summary>The height in pixels, from 200 to 8000. By default it is 500, or as much as many panels or bars need.</summary>
    [Parameter]
    [PSDefaultValue(Help = "500, or more for many panels or bars")]
    public WholeNumber Height { get; set; } = 500;

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the file as a FileInfo object. By default the cmdlet has no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>All input goes to one file, so the cmdlet can't continue after an error.</summary>
    protected override bool EndsAtError => true;

    /// <summary>Checks the file before the input arrives, which may be a long experiment.</summary>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        _file = FilePath(Path);
        _input = new PlotInput
        {
            Kind = Kind,
            Title = Title,
            X = X,
            Group = Group,
            Panel = Panel,
            Metric = MyInvocation.BoundParameters.ContainsKey(nameof(Metric)) ? Metric : null,
            Projection = Projection,
        };
        TryCompute("Checking the file", (_, _) => Checked(), out bool _);
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!_input.Add(InputObject)) ThrowTerminatingError(ErrorCatalogue.SeveralObjects(PlotInput.SingleType(InputObject.BaseObject) ?? "object", _file));
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (!ShouldProcess(_file, "Export-MixturePlot")) return;
        if (!TryCompute($"Drawing {System.IO.Path.GetFileName(_file)}", (progress, stop) => _input.Write(_file, Width, MyInvocation.BoundParameters.ContainsKey(nameof(Height)) ? (int)Height : null, Force, progress, stop), out Drawn drawn)) return;
        Say($"Drew {Width} x {drawn.Height} pixels to '{_file}'");
        if (drawn.LeftOut > 0) WriteWarning(drawn.LeftOut == 1 ? "1 row has no value to plot and was left out." : FormattableString.Invariant($"{drawn.LeftOut} rows have no value to plot and were left out."));
        foreach (string warning in drawn.Warnings) WriteWarning(warning);
        if (PassThru) WriteObject(new FileInfo(_file));
    }

    private bool Checked()
    {
        PlotInput.Check(_file, Width, Height, Force);
        return true;
    }
}
