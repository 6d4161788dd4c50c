using System.Management.Automation;
using System.Security.Cryptography;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Measures how good a clustering is by itself, where no known clusters are needed.</summary>
/// <remarks>
/// <para>Silhouette and CosineSilhouette say how much closer documents are to their own cluster than to the next one (from
/// -1 to 1, greater is better), CalinskiHarabasz how much of the variance lies between clusters (greater is better), and
/// DaviesBouldin how alike clusters are to their likest one (less is better). They are scikit-learn's.</para>
/// <para>The rest look at the top words of each cluster. UMassCoherence (Mimno et al. 2011, nearer to 0 is better) and
/// NpmiCoherence (from -1 to 1, greater is better) say whether these stand in documents together, Exclusivity (up to 1)
/// whether they are the cluster's own; words may be coherent because all clusters have them, so look at both. They are means
/// over clusters.</para>
/// <para>What is undefined is null: the first four for one cluster or one a document, coherence without two words in a
/// cluster, and coherence and exclusivity of negative weights.</para>
/// <para>Silhouettes compare each document with each other one. With -SampleSize they do so for a random sample, the one that
/// scikit-learn's silhouette_score draws for the same sample_size and random_state.</para>
/// </remarks>
/// <example>
/// <summary>The quality of a clustering</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-KMeans -Seed 42 | Measure-ClusterQuality</code>
/// </example>
/// <example>
/// <summary>Of TF-IDF weights, with coherence by the counts</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | ConvertTo-TfIdf | Invoke-KMeans -K 3 -Seed 42 | Measure-ClusterQuality -Dfm $dfm</code>
/// </example>
/// <example>
/// <summary>Silhouettes of a sample</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 5000 | Invoke-KMeans -Seed 42 |
///     Measure-ClusterQuality -SampleSize 1000 -Seed 0</code>
/// </example>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "ClusterQuality", HelpUri = HelpPages.Root + "Measure-ClusterQuality.md")]
[OutputType(typeof(ClusterQuality))]
public sealed class MeasureClusterQualityCommand : MixtureCmdlet
{
    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The counts of the documents, for coherence and exclusivity where weights were clustered.</summary>
    [Parameter]
    [PSDefaultValue(Help = "What was clustered")]
    public Dfm? Dfm { get; set; }

    /// <summary>The most words of a cluster that coherence and exclusivity look at.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public int Top { get; set; } = 10;

    /// <summary>The number of documents to draw for silhouettes; all where it isn't given.</summary>
    [Parameter]
    [Alias("sample_size")]
    [PSDefaultValue(Help = "All documents")]
    public int? SampleSize { get; set; }

    /// <summary>The seed of that sample, from 0 to 4294967295, as scikit-learn's random_state. Without it fresh entropy is used; the result says which.</summary>
    [Parameter]
    [Alias("random_state")]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteComputed("Measuring quality", (progress, stop) => ClusterQuality.Measure(InputObject, Options(), progress, stop));

    private ClusterQualityOptions Options() => new()
    {
        TopWords = Top,
        Counts = Dfm,
        Silhouette = new SilhouetteOptions
        {
            SampleSize = SampleSize,
            Seed = Seed?.ToLegacySeed() ?? BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint))),
            ThrottleLimit = ThrottleLimit,
        },
    };
}
