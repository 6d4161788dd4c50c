using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Saves a mixture model or a fitted clustering to a JSON file, from which Import-MixtureModel makes it again to the bit.</summary>
/// <remarks>
/// <para>Of a model words, shares, word probabilities and the state of its generator are saved, so that what is drawn
/// next is the same. Of a clustering of any kind all that it tells is saved, with the documents that were clustered and
/// their weighting. With -ExcludeDocument it goes without documents: the file is smaller and tells nothing of single
/// documents, and Invoke-ClusterPrediction does as well with it.</para>
/// <para>The file has a version. It is written beside its place and moved there when it is whole, so that an export that fails
/// or is stopped leaves what was there. A file that exists is replaced only with -Force. A file that ends with .gz is
/// packed.</para>
/// </remarks>
/// <example>
/// <summary>A model and back</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Export-MixtureModel model.json -Force
/// Import-MixtureModel model.json | Invoke-DfmSample -N 10</code>
/// </example>
/// <example>
/// <summary>Fit now, predict later</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Invoke-MixtureEM -Seed 1 | Export-MixtureModel clusters.json.gz -ExcludeDocument -Force
/// $dfm | Invoke-ClusterPrediction (Import-MixtureModel clusters.json.gz)</code>
/// </example>
/// <seealso cref="ImportMixtureModelCommand"/>
[Cmdlet(VerbsData.Export, "MixtureModel", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-MixtureModel.md")]
[OutputType(typeof(Core.Data.MixtureModel), typeof(Core.Clustering.FittedClustering))]
public sealed class ExportMixtureModelCommand : MixtureCmdlet
{
    private bool _isWritten;

    /// <summary>The file; no character of its path is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The model or the clustering.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Leaves the documents of a clustering and their labels out.</summary>
    [Parameter]
    public SwitchParameter ExcludeDocument { get; set; }

    /// <summary>Replaces a file that exists.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Passes the model or the clustering on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? value = InputObject?.BaseObject;
        if (!ModelFile.CanWrite(value))
        {
            RefuseInput(ErrorCatalogue.NotAModel(value));
            return;
        }

        string file = FilePath(Path);
        if (_isWritten) ThrowTerminatingError(ErrorCatalogue.SeveralModels(file));
        if (ShouldProcess(file, "Export-MixtureModel"))
        {
            if (!TryCompute($"Writing {System.IO.Path.GetFileName(file)}", (progress, stop) => Export(value!, file, progress, stop), out _)) return;
            _isWritten = true;
        }

        if (PassThru) WriteWhole(value!);
    }

    private object Export(object value, string file, IProgress<ProgressReport> progress, CancellationToken stop)
    {
        ModelFile.Write(value, file, Force, !ExcludeDocument, progress, stop);
        return value;
    }
}
