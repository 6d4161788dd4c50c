using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Draws experiments, clusterings and models to a PNG or SVG file.</summary>
/// <remarks>
/// <para>What is drawn goes by the input, and -Kind chooses another of what it has:</para>
/// <list type="bullet">
/// <item>Rows of experiments, one a run or summarised, as objects or from a CSV file: Line, the mean of -Metric against -X for
/// each -Group with 95 % intervals by Student's t, and the Bayes bound dashed where rows have Bound; or Bar, the mean of each
/// named row.</item>
/// <item>A clustering: Document, its documents by their first two principal components, by known and by estimated cluster;
/// Confusion; Word; or Trace, the objective at each iteration.</item>
/// <item>A row of Measure-ClusterAccuracy: Confusion, the documents of each pair of clusters.</item>
/// <item>A model: Word, the word probabilities of the clusters.</item>
/// <item>Rows of Find-ClusterCount: ClusterCount, each criterion against K with the suggestion.</item>
/// <item>A DFM: Document.</item>
/// </list>
/// <para>The axis of a factor whose values are more than a decade apart is logarithmic, and a factor that isn't a number has
/// its values side by side. Colours are told apart with any colour vision, and markers differ in shape. Of more than 2,000
/// documents 2,000 are shown, evenly spaced, and the picture says so.</para>
/// <para>No display is needed and no font: DejaVu Sans comes with the module. For letters that it hasn't, a font of the machine
/// is taken. The same data gives the same file. It is written beside its place and moved there when it is whole; a file that
/// exists is replaced only with -Force.</para>
/// </remarks>
/// <example>
/// <summary>Known and estimated clusters side by side</summary>
/// <code>New-MixtureModel -K 3 -J 20 -Eta 0.2 -Seed 2026 | Invoke-DfmSample -N 300 -DocumentLength 30 | Invoke-KMeans -Seed 1 |
///     Export-MixturePlot documents.png -Force</code>
/// </example>
/// <example>
/// <summary>A confusion matrix, and what EM did at each iteration</summary>
/// <code>$fit = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 300 | Invoke-MixtureEM -Seed 1
/// $fit | Measure-ClusterAccuracy | Export-MixturePlot confusion.svg -Force
/// $fit | Export-MixturePlot trace.svg -Kind Trace -Force</code>
/// </example>
/// <example>
/// <summary>Accuracy against the length of documents</summary>
/// <code>$rows = foreach ($length in 5, 20, 80) {
///     foreach ($seed in 1..5) {
///         $dfm = New-MixtureModel -K 3 -J 30 -Eta 1 -Seed $seed | Invoke-DfmSample -N 100 -DocumentLength $length
///         $accuracy = $dfm | Invoke-KMeans -Restart 3 -Seed 1 | Measure-ClusterAccuracy
///         [pscustomobject]@{ Method = 'k-means'; DocumentLength = $length; Accuracy = $accuracy.Accuracy }
///     }
/// }
/// $rows | Export-MixturePlot length.png -X DocumentLength -Force</code>
/// </example>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsData.Export, "MixturePlot", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-MixturePlot.md")]
[OutputType(typeof(FileInfo))]
public sealed class ExportMixturePlotCommand : MixtureCmdlet
{
    private PlotInput _input = null!;
    private string _file = string.Empty;

    /// <summary>The file, with the extension .png or .svg; no character of its path is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>What is drawn: rows, a clustering, an accuracy, a model or a DFM.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The kind of picture.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public PlotKind Kind { get; set; }

    /// <summary>The property that rows are plotted against; without it the numeric factor that varies, the first of several. Of bars it is the property that names them.</summary>
    [Parameter]
    public string? X { get; set; }

    /// <summary>The property that makes a line of its rows; without it Method, where rows have it. An empty string puts all rows into one line.</summary>
    [Parameter]
    [AllowEmptyString]
    public string? Group { get; set; }

    /// <summary>The property of rows that is plotted.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Accuracy")]
    public string Metric { get; set; } = "Accuracy";

    /// <summary>The title, in place of one that says what is shown.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>The width in pixels, from 200 to 8000.</summary>
    [Parameter]
    [PSDefaultValue(Value = 800)]
    public int Width { get; set; } = 800;

    /// <summary>The height in pixels, from 200 to 8000.</summary>
    [Parameter]
    [PSDefaultValue(Value = 500)]
    public int Height { get; set; } = 500;

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>All input makes one file, so that there is nothing to go on with after an error.</summary>
    protected override bool EndsAtError => true;

    /// <summary>Finds what is wrong with the file before an experiment is waited for.</summary>
    protected override void BeginProcessing()
    {
        _file = FilePath(Path);
        _input = new PlotInput { Kind = Kind, Title = Title, X = X, Group = Group, Metric = Metric };
        TryCompute("Looking at the file", (_, _) => Checked(), out bool _);
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
        TryCompute($"Drawing {System.IO.Path.GetFileName(_file)}", (progress, stop) => _input.Write(_file, Width, Height, Force, progress, stop), out int leftOut);
        if (leftOut > 0) WriteWarning(leftOut == 1 ? "1 row has no value to plot and was left out." : FormattableString.Invariant($"{leftOut} rows have no value to plot and were left out."));
        if (PassThru) WriteObject(new FileInfo(_file));
    }

    private bool Checked()
    {
        PlotInput.Check(_file, Width, Height, Force);
        return true;
    }
}
