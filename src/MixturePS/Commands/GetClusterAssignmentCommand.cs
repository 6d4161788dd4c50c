using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;

namespace MixturePS.Commands;

/// <summary>Gives a row for each document of a clustering: its name, its known cluster and the one it was put into.</summary>
/// <remarks>
/// <para>The rows are flat, for Export-Csv, Where-Object and Group-Object. Cluster is the clustering's own label;
/// MatchedCluster is that label in the known clusters' numbering, where those are known. Distance is from the centre of
/// the cluster.</para>
/// </remarks>
/// <example>
/// <summary>The documents that were put into a wrong cluster</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Invoke-KMeans -Seed 42 |
///     Get-ClusterAssignment | Where-Object { $_.MatchedCluster -ne $_.KnownCluster }</code>
/// </example>
/// <example>
/// <summary>The documents of one cluster</summary>
/// <code>$clustering = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 20 | Invoke-KMeans -Seed 42
/// $clustering | Get-ClusterAssignment | Where-Object Cluster -EQ 0</code>
/// </example>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="ResolveClusterLabelCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterAssignment", HelpUri = HelpPages.Root + "Get-ClusterAssignment.md")]
[OutputType(typeof(ClusterAssignment))]
public sealed class GetClusterAssignmentCommand : MixtureCmdlet
{
    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Matching labels", (_, stop) => ClusterAssignment.Rows(InputObject, stop), out var rows)) return;
        foreach (var row in rows)
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }
    }
}
