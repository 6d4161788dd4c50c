using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;

namespace MixturePS.Commands;

/// <summary>Measures how well estimated clusters agree with known ones.</summary>
/// <remarks>
/// <para>Accuracy is the share of documents assigned to their known cluster, after estimated clusters are matched to
/// known ones by the best one-to-one assignment. The numbers of clusters may differ. The other indices need no
/// matching: the Rand index and the adjusted Rand index, mutual information normalised by the arithmetic mean and
/// mutual information adjusted for chance, homogeneity, completeness and their harmonic mean (V-measure), the
/// Fowlkes-Mallows index, and purity. They agree with scikit-learn to 1e-12.</para>
/// <para>ConfusionMatrix contains the number of documents for each known cluster (row) and estimated cluster (column).
/// Mapping shows which clusters were matched.</para>
/// <para>For a topic model, the cluster of a document is its dominant topic. Measure-TopicAccuracy compares topics and shares
/// with true ones instead.</para>
/// <para>A row states the Method, Weighting, K and Seed of the clustering it measures, so that Format-Table and
/// Export-Csv compare several clusterings. They are empty for lists of labels.</para>
/// <para>Documents whose label was given to the fit (-KnownLabel or -LabelledDocument of Invoke-MixtureEM and
/// Invoke-MixtureGibbs) are in their cluster because you put them there, so they are left out: N is the number of the other
/// documents, and LabelledCount that of the labelled ones. -IncludeLabelled measures all documents. The matching of clusters
/// is the best one for the measured documents, with labels as without, so that accuracies are comparable; Mapping tells
/// whether each name was matched with itself. If all documents have labels, the error is NoUnlabelledDocument.</para>
/// <para>Labels are names or whole numbers from zero, as numbers or as text. If the known clusters have names, so have
/// the rows of the confusion matrix; after Resolve-ClusterLabel its columns have them too. A label that is missing,
/// blank or a fraction causes the error InvalidLabel: leave out documents whose cluster isn't known.</para>
/// </remarks>
/// <example>
/// <summary>Measure the accuracy of a clustering of simulated documents</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// <para>Simulated documents have known clusters, so no labels are needed.</para>
/// </example>
/// <example>
/// <summary>Compare two methods in a table</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 300
/// $dfm | Invoke-KMeans -Seed 1 | Measure-ClusterAccuracy -OutVariable rows | Out-Null
/// $dfm | Invoke-MixtureEM -Seed 1 | Measure-ClusterAccuracy -OutVariable +rows | Out-Null
/// $rows | Format-Table</code>
/// <para>Each row names the method it measures.</para>
/// </example>
/// <example>
/// <summary>Compare two lists of labels</summary>
/// <code>Measure-ClusterAccuracy -Known 0, 0, 1, 1, 2 -Estimated 1, 1, 0, 0, 0</code>
/// <para>The estimated clusters 1 and 0 are matched with the known clusters 0 and 1. Only the last document is in the
/// wrong cluster, so the accuracy is 0.8.</para>
/// </example>
/// <example>
/// <summary>Compare names</summary>
/// <code>$measured = Measure-ClusterAccuracy -Known pets, pets, money -Estimated money, pets, money
/// $measured.ConfusionMatrix</code>
/// <para>The rows are the known clusters and the columns the estimated ones, both with their names.</para>
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

    /// <summary>
    /// The known cluster of each document: names or whole numbers. By default the known clusters of the DFM are used.
    /// </summary>
    [Parameter(ParameterSetName = "Clustering")]
    [Parameter(Mandatory = true, ParameterSetName = "Labels")]
    [Alias("labels_true")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? Known { get; set; }

    /// <summary>Measures also the documents whose label was given to the fit.</summary>
    [Parameter(ParameterSetName = "Clustering")]
    public SwitchParameter IncludeLabelled { get; set; }

    /// <summary>The estimated cluster of each document: names or whole numbers.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Labels")]
    [Alias("labels_pred")]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? Estimated { get; set; } = [];

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteComputed("Measuring accuracy", (_, stop) => ParameterSetName == "Labels" ? OfLabels(stop) : OfClustering(stop));

    private ClusterAccuracy OfClustering(CancellationToken stop)
    {
        var known = LabelReading.Given(this, Known, InputObject, stop);
        return InputObject.MeasureAccuracy(known, stop, IncludeLabelled).Of(InputObject.Method, InputObject.Dfm.Weighting.Name, InputObject.Seed);
    }

    private ClusterAccuracy OfLabels(CancellationToken stop)
    {
        var known = LabelReading.Read(Known, "known", null, stop);
        return ClusterAccuracy.Measure(known, LabelReading.Read(Estimated, "estimated", known.Names, stop), stop);
    }
}
