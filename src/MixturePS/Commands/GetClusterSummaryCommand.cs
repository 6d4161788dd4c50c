using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Returns one row per cluster: its size, its top terms, its known clusters and how similar its documents are.</summary>
/// <remarks>
/// <para>The rows are flat objects. Size is the number of documents in the cluster, and Share their share of all
/// documents. TopTerms contains the top terms in one cell, best first; -By, -FrexWeight, -Smoothing and -Dfm select them
/// as in Get-ClusterTerm.</para>
/// <para>Cohesion is the mean cosine of the documents with their centroid, which is the mean of the documents at unit
/// length: 1 if all documents have the same words in the same proportions; for n documents of which no two share a word,
/// one divided by the square root of n (Steinbach, Karypis and Kumar 2000). It has the same meaning for every method. A
/// cluster of one document has 1. Documents without tokens are left out.</para>
/// <para>If the known clusters are available, MajorityCluster is the known cluster of most documents of the cluster,
/// MajorityClusterName its name if it has one, and Purity the share of the documents that are in it. After
/// Resolve-ClusterLabel, ClusterName is the name of the known cluster that the cluster was matched with.</para>
/// <para>For a topic model, Size is the number of documents with the topic as the dominant one, and Share is the share of the
/// topic in all tokens. Cohesion, MajorityCluster and Purity are those of the documents with that dominant topic.</para>
/// <para>For a clustering that was saved without its documents, only the sizes and the terms of the centres are
/// known.</para>
/// </remarks>
/// <example>
/// <summary>Summarise a clustering</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 40 -Eta 0.1 -Seed 2026 | Invoke-DfmSample -N 200
/// $dfm | Invoke-KMeans -Seed 42 | Get-ClusterSummary</code>
/// <para>There are three rows, one for each cluster.</para>
/// </example>
/// <example>
/// <summary>Save a summary of named clusters to a file</summary>
/// <code>$dfm = 'the cat purrs', 'a cat sleeps', 'shares fell', 'the shares rose' | ConvertTo-Dfm -StopWord English
/// $dfm | Invoke-KMeans -K 2 -Seed 1 | Resolve-ClusterLabel -Known pets, pets, money, money |
///     Get-ClusterSummary -Top 3 | Export-Csv summary.csv</code>
/// <para>Each cell of the file is a number or text.</para>
/// </example>
/// <seealso cref="GetClusterTermCommand"/>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="MeasureClusterQualityCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterSummary", HelpUri = HelpPages.Root + "Get-ClusterSummary.md")]
[OutputType(typeof(ClusterSummary))]
public sealed class GetClusterSummaryCommand : TermCmdlet
{
    /// <summary>The maximum number of terms per cluster.</summary>
    [Parameter]
    [PSDefaultValue(Value = 5)]
    public WholeNumber Top { get; set; } = 5;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Summarising clusters", (_, stop) => ClusterSummary.Rows(InputObject, Options(Top), stop), out var rows)) return;
        Say($"Summarised {InputObject}, up to {Top} terms per cluster");
        WriteRows(rows);
    }
}
