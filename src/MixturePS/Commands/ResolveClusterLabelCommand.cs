using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;

namespace MixturePS.Commands;

/// <summary>Renumbers the clusters of a clustering to match the known clusters.</summary>
/// <remarks>
/// <para>The numbers of the clusters in a clustering are arbitrary. The output is the same clustering, but each cluster
/// has the number of the known cluster it is matched with. The matching is the one-to-one assignment with the most
/// documents in common. Mapping shows which cluster was matched with which.</para>
/// <para>The numbers of clusters may differ. An estimated cluster without a match gets a number above those of the
/// known clusters.</para>
/// <para>If the known clusters have names, the clusters get them too: in the view, in ClusterName, in the rows of
/// Get-ClusterTerm, Get-ClusterDocument and Invoke-ClusterPrediction, and as the names of the rows and columns of Mu and
/// Posterior. Labels given with -Known become the known clusters of the clustering's DFM.</para>
/// </remarks>
/// <example>
/// <summary>Make labels comparable with the known ones</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $matched = $dfm | Invoke-KMeans -Seed 42 | Resolve-ClusterLabel
/// $matched.Mapping</code>
/// <para>The output shows which known cluster each estimated cluster is matched with.</para>
/// </example>
/// <example>
/// <summary>Match clusters with a given list of labels</summary>
/// <code>$dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 4
/// $dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel -Known 0, 0, 1, 1</code>
/// <para>The list contains the known clusters of the four documents.</para>
/// </example>
/// <example>
/// <summary>Name the clusters</summary>
/// <code>$dfm = 'the cat purrs', 'a cat sleeps', 'shares fell', 'the shares rose' | ConvertTo-Dfm
/// $named = $dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel -Known pets, pets, money, money
/// $named | Get-ClusterTerm -Top 3</code>
/// <para>The rows have the name of the cluster beside its number.</para>
/// </example>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
/// <seealso cref="GetClusterAssignmentCommand"/>
[Cmdlet(VerbsDiagnostic.Resolve, "ClusterLabel", HelpUri = HelpPages.Root + "Resolve-ClusterLabel.md")]
[OutputType(typeof(FittedClustering))]
public sealed class ResolveClusterLabelCommand : MixtureCmdlet
{
    /// <summary>The clustering to renumber.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>
    /// The known cluster of each document: names or whole numbers. By default the known clusters of the DFM are used.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? Known { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteComputed("Matching labels", (_, stop) => InputObject.MatchTo(LabelReading.Given(this, Known, InputObject, stop), stop));
}
