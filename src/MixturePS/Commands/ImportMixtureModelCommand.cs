using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Files;

namespace MixturePS.Commands;

/// <summary>Loads a mixture model or a fitted clustering that Export-MixtureModel saved.</summary>
/// <remarks>
/// <para>What comes out is what was saved, to the bit: a model goes on with its generator where it was, and a clustering
/// has its labels, centres and traces again. One that was saved without documents has the DFM of none, with words and
/// weighting.</para>
/// <para>A file is read with suspicion: shapes, labels and probabilities must fit together. A file of a newer version of the
/// format is refused with the id UnsupportedModelVersion, one that is damaged or none of this kind with InvalidModelFile.</para>
/// </remarks>
/// <example>
/// <summary>A model and back</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Export-MixtureModel model.json -Force
/// Import-MixtureModel model.json</code>
/// </example>
/// <example>
/// <summary>Each clustering of a folder on new documents</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Invoke-KMeans -Seed 1 | Export-MixtureModel kmeans.clusters.json -Force
/// $dfm | Invoke-MixtureEM -Seed 1 | Export-MixtureModel em.clusters.json -Force
/// foreach ($clustering in Import-MixtureModel *.clusters.json) {
///     $dfm | Invoke-ClusterPrediction $clustering
/// }</code>
/// </example>
/// <seealso cref="ExportMixtureModelCommand"/>
[Cmdlet(VerbsData.Import, "MixtureModel", DefaultParameterSetName = nameof(Path), HelpUri = HelpPages.Root + "Import-MixtureModel.md")]
[OutputType(typeof(Core.Data.MixtureModel), typeof(Core.Clustering.FittedClustering))]
public sealed class ImportMixtureModelCommand : MixtureCmdlet
{
    /// <summary>The files; wildcards stand for each file that matches.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = nameof(Path))]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by paths in which no character is a wildcard.</summary>
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
