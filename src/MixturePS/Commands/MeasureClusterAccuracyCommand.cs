using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;

namespace MixturePS.Commands;

/// <summary>Measures how well the clusters found agree with the known ones.</summary>
/// <remarks>
/// <para>Accuracy is the share of documents in their own cluster, once clusters are matched by the best one-to-one
/// assignment; the numbers of clusters may differ. The other indices don't need a matching: the Rand index and the adjusted
/// one, mutual information normalised by the arithmetic mean and adjusted for chance, homogeneity, completeness and their
/// V-measure, Fowlkes-Mallows, and purity. They are scikit-learn's to 1e-12.</para>
/// <para>ConfusionMatrix has the documents of each pair of a known cluster (row) and an estimated one (column).</para>
/// </remarks>
/// <example>
/// <summary>Of a clustering of simulated documents</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// </example>
/// <example>
/// <summary>Of two lists of labels</summary>
/// <code>Measure-ClusterAccuracy -Known 0, 0, 1, 1, 2 -Estimated 1, 1, 0, 0, 0</code>
/// </example>
/// <seealso cref="MeasureClusterQualityCommand"/>
/// <seealso cref="ResolveClusterLabelCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "ClusterAccuracy", DefaultParameterSetName = "Clustering", HelpUri = HelpPages.Root + "Measure-ClusterAccuracy.md")]
[OutputType(typeof(ClusterAccuracy))]
public sealed class MeasureClusterAccuracyCommand : MixtureCmdlet
{
    /// <summary>The clustering to measure.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = "Clustering")]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The true cluster of each document; those that the DFM knows where none are given.</summary>
    [Parameter(ParameterSetName = "Clustering")]
    [Parameter(Mandatory = true, ParameterSetName = "Labels")]
    [Alias("labels_true")]
    [AllowEmptyCollection]
    public int[]? Known { get; set; }

    /// <summary>The cluster that each document was put into.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Labels")]
    [Alias("labels_pred")]
    [AllowEmptyCollection]
    public int[] Estimated { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteComputed("Measuring accuracy", (_, stop) => ParameterSetName == "Labels"
        ? ClusterAccuracy.Measure(Known, Estimated, stop)
        : ClusterAccuracy.Measure(InputObject.KnownOr(Known).ToArray(), InputObject.Labels.ToArray(), stop));
}
