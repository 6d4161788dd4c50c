using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Saves a mixture model or a fitted clustering to a JSON file that Import-MixtureModel restores exactly.</summary>
/// <remarks>
/// <para>For a model, the file contains the words, the cluster probabilities, the word probabilities and the state of
/// its generator, so that the next draws are the same. For a clustering of any method, it contains the whole result,
/// including the documents and their weighting, their known clusters, and the true topic shares and tokens of documents that
/// were drawn from a topic model. With -ExcludeDocument the documents and their labels are left out: the
/// file is smaller and reveals nothing about single documents, and Invoke-ClusterPrediction still works with it.</para>
/// <para>The file contains the version of its format. It is written under a temporary name and renamed when complete,
/// so a failed or stopped export leaves an existing file unchanged. An existing file is replaced only with -Force. A
/// file whose name ends with .gz is compressed.</para>
/// <para>The file is JSON for any language and for later versions of the module. Within PowerShell, Export-Clixml and
/// jobs also keep the whole object.</para>
/// </remarks>
/// <example>
/// <summary>Save a model and load it</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Export-MixtureModel model.json -Force
/// Import-MixtureModel model.json | Invoke-DfmSample -N 10</code>
/// <para>The loaded model draws the same documents as the original would.</para>
/// </example>
/// <example>
/// <summary>Save a clustering and use it for prediction later</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Invoke-MixtureEM -Seed 1 | Export-MixtureModel clusters.json.gz -ExcludeDocument -Force
/// $dfm | Invoke-ClusterPrediction (Import-MixtureModel clusters.json.gz)</code>
/// <para>The clustering is saved without its documents, and assigns documents to clusters after it is loaded.</para>
/// </example>
/// <seealso cref="ImportMixtureModelCommand"/>
[Cmdlet(VerbsData.Export, "MixtureModel", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-MixtureModel.md")]
[OutputType(typeof(Core.Data.MixtureModel), typeof(Core.Clustering.FittedClustering))]
public sealed class ExportMixtureModelCommand : MixtureCmdlet
{
    private bool _isWritten;

    /// <summary>The path of the file. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The model or the clustering.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>Leaves out the documents of a clustering and their labels.</summary>
    [Parameter]
    public SwitchParameter ExcludeDocument { get; set; }

    /// <summary>Replaces an existing file.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the model or the clustering. By default the cmdlet has no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        object? value = PSValue.Unwrap(InputObject);
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
            Say($"Wrote {value} to '{file}'{(ExcludeDocument ? " without its documents" : string.Empty)}");
        }

        if (PassThru) WriteWhole(value!);
    }

    private object Export(object value, string file, IProgress<ProgressReport> progress, CancellationToken stop)
    {
        ModelFile.Write(value, file, Force, !ExcludeDocument, progress, stop);
        return value;
    }
}
