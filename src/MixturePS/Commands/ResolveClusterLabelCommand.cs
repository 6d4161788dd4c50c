using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;

namespace MixturePS.Commands;

/// <summary>Renumbers the clusters of a clustering so that they match the known ones.</summary>
/// <remarks>
/// <para>A clustering numbers its clusters as it finds them. This gives the same clustering with each cluster under the
/// number of the known one that it shares most documents with, by the one-to-one assignment with the most documents in
/// common. Mapping shows which was matched with which.</para>
/// <para>The numbers of clusters may differ: a cluster without a partner gets a number beyond the known ones.</para>
/// </remarks>
/// <example>
/// <summary>Labels that can be compared with the known ones</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $matched = $dfm | Invoke-KMeans -Seed 42 | Resolve-ClusterLabel
/// $matched.Mapping</code>
/// </example>
/// <example>
/// <summary>Match with labels from elsewhere</summary>
/// <code>$dfm = New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 4
/// $dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel -Known 0, 0, 1, 1</code>
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

    /// <summary>The true cluster of each document; those that the DFM knows where none are given.</summary>
    [Parameter]
    [AllowEmptyCollection]
    public int[]? Known { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteComputed("Matching labels", (_, stop) => InputObject.Match(Known, stop));
}
