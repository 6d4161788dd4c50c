using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Files;

namespace MixturePS.Commands;

/// <summary>Loads a mixture model or a fitted clustering that Export-MixtureModel saved.</summary>
/// <remarks>
/// <para>The output equals the saved object to the bit: a model draws the next numbers from its generator as the
/// original would, and a clustering has the same labels, centres and traces. A clustering that was saved without
/// documents has an empty DFM with the same words and weighting.</para>
/// <para>The content of the file is validated: shapes, labels and probabilities must be consistent. A file in a newer
/// version of the format causes the error UnsupportedModelVersion; a damaged file or another kind of file causes
/// InvalidModelFile.</para>
/// </remarks>
/// <example>
/// <summary>Save a model and load it</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Export-MixtureModel model.json -Force
/// Import-MixtureModel model.json</code>
/// <para>The output is the model with its word probabilities.</para>
/// </example>
/// <example>
/// <summary>Apply each clustering in a folder to new documents</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Invoke-KMeans -Seed 1 | Export-MixtureModel kmeans.clusters.json -Force
/// $dfm | Invoke-MixtureEM -Seed 1 | Export-MixtureModel em.clusters.json -Force
/// foreach ($clustering in Import-MixtureModel *.clusters.json) {
///     $dfm | Invoke-ClusterPrediction $clustering
/// }</code>
/// <para>Both clusterings are loaded, and each assigns the same documents to its clusters.</para>
/// </example>
/// <seealso cref="ExportMixtureModelCommand"/>
[Cmdlet(VerbsData.Import, "MixtureModel", DefaultParameterSetName = nameof(Path), HelpUri = HelpPages.Root + "Import-MixtureModel.md")]
[OutputType(typeof(Core.Data.MixtureModel), typeof(Core.Clustering.FittedClustering))]
public sealed class ImportMixtureModelCommand : MixtureCmdlet
{
    /// <summary>The paths of the files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(Path))]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = nameof(LiteralPath))]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == nameof(LiteralPath);
        foreach (string file in InputFiles(isLiteral ? LiteralPath : Path, isLiteral))
            WriteComputed($"Reading {System.IO.Path.GetFileName(file)}", (progress, stop) => ModelFile.Read(file, progress, stop));
    }
}
