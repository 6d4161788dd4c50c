using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Gives the most typical documents of each cluster: those nearest to its centre.</summary>
/// <remarks>
/// <para>The rows are flat: Cluster, Rank (from 1), Document, DocumentName, Distance from the centre, Probability and
/// KnownCluster. Where the method has the probability of each document's cluster, the documents with the highest come first
/// and the distance decides among equals; k-means has none.</para>
/// </remarks>
/// <example>
/// <summary>The three most typical documents of each cluster</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterDocument -Top 3</code>
/// </example>
/// <example>
/// <summary>Their names alone</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterDocument | ForEach-Object DocumentName</code>
/// </example>
/// <seealso cref="GetClusterAssignmentCommand"/>
/// <seealso cref="GetClusterTermCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterDocument", HelpUri = HelpPages.Root + "Get-ClusterDocument.md")]
[OutputType(typeof(ClusterDocument))]
public sealed class GetClusterDocumentCommand : MixtureCmdlet
{
    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The most documents of a cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public int Top { get; set; } = 5;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Ranking documents", (_, stop) => ClusterDocument.Rows(InputObject, Top, stop), out var rows)) return;
        foreach (var row in rows)
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }
    }
}
