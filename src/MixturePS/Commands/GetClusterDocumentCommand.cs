using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Returns the most typical documents of each cluster.</summary>
/// <remarks>
/// <para>The rows are flat objects with Cluster, Rank (from 1), Document (the index of the document, from 0),
/// DocumentName, Distance (from the centre), Probability and KnownCluster. EM and Gibbs sampling estimate the
/// probability of each document's cluster: the documents with the greatest probability come first, and ties go to the
/// document nearest to the centre. K-means has no probabilities: the documents nearest to the centre come first.</para>
/// </remarks>
/// <example>
/// <summary>List the three most typical documents of each cluster</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterDocument -Top 3</code>
/// <para>There are up to three rows for each cluster.</para>
/// </example>
/// <example>
/// <summary>List only the names of the documents</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterDocument | ForEach-Object DocumentName</code>
/// <para>The output is the names of up to five documents for each cluster.</para>
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

    /// <summary>The maximum number of documents per cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public WholeNumber Top { get; set; } = 5;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Ranking documents", (_, stop) => ClusterDocument.Rows(InputObject, Top, stop), out var rows)) return;
        Say($"Ranked the documents of {InputObject}, up to {Top} per cluster");
        foreach (var row in rows)
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }
    }
}
