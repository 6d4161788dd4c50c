using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Returns one row per document of a clustering: its name, its known cluster and its estimated cluster.</summary>
/// <remarks>
/// <para>The rows are flat objects for Export-Csv, Where-Object and Group-Object. Cluster is the label in the
/// clustering. MatchedCluster is the known cluster that this cluster is matched with by the best one-to-one assignment;
/// it is empty if the known clusters aren't available. KnownClusterName and MatchedClusterName are the names of the
/// known clusters, if they have names. Distance is the distance of the document from the centre of its cluster.
/// Probability is the probability that the document belongs to its cluster; it is empty for k-means, which has none. The
/// table shows names instead of numbers where there are names.</para>
/// <para>For a topic model, Cluster is the dominant topic of the document, and Probability the share of that topic.
/// Distance is that of the document's word shares from the word probabilities of the topic. A document without tokens has
/// the shares of the prior.</para>
/// <para>With -Probability, each row also has a column for each cluster with its probability, or for each topic with its
/// share.</para>
/// <para>The variables of the documents, such as author and year, are further columns, with dates as text of ISO 8601. The
/// table doesn't show them; name them with Format-Table or Select-Object.</para>
/// </remarks>
/// <example>
/// <summary>List the documents assigned to the wrong cluster</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Invoke-KMeans -Seed 42 |
///     Get-ClusterAssignment | Where-Object { $_.MatchedCluster -ne $_.KnownCluster }</code>
/// <para>The matched cluster of these documents differs from the known one.</para>
/// </example>
/// <example>
/// <summary>Save the cluster of each document</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Invoke-KMeans -Seed 42 |
///     Get-ClusterAssignment | Export-Csv clusters.csv</code>
/// <para>The file has one row per document.</para>
/// </example>
/// <example>
/// <summary>List the documents of one cluster</summary>
/// <code>$clustering = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 20 | Invoke-KMeans -Seed 42
/// $clustering | Get-ClusterAssignment | Where-Object Cluster -EQ 0</code>
/// <para>The rows are the documents of cluster 0.</para>
/// </example>
/// <example>
/// <summary>Find the documents whose cluster is uncertain</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Invoke-MixtureEM -Seed 1 |
///     Get-ClusterAssignment | Where-Object Probability -LT 0.6</code>
/// <para>EM and Gibbs sampling estimate how probable each cluster is for a document.</para>
/// </example>
/// <example>
/// <summary>Save the topic shares of each document</summary>
/// <code>New-MixtureModel -K 3 -J 50 -Eta 0.1 -Membership Mixed -Seed 2026 | Invoke-DfmSample -N 100 -DocumentLength 40 |
///     Invoke-TopicModel -Seed 1 | Get-ClusterAssignment -Probability | Export-Csv shares.csv</code>
/// <para>The last columns of the file are topic0, topic1 and topic2.</para>
/// </example>
/// <seealso cref="GetClusterDocumentCommand"/>
/// <seealso cref="ResolveClusterLabelCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterAssignment", HelpUri = HelpPages.Root + "Get-ClusterAssignment.md")]
[OutputType(typeof(ClusterAssignment))]
public sealed class GetClusterAssignmentCommand : MixtureCmdlet
{
    /// <summary>The clustering or the topic model.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>Adds a column for each cluster, with its probability for the document, or the share of the topic.</summary>
    [Parameter]
    public SwitchParameter Probability { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Matching labels", (_, stop) => ClusterAssignment.Rows(InputObject, stop), out var rows)) return;
        DenseMatrix? probabilities = null;
        if (Probability && !TryCompute("Reading probabilities", (_, _) => InputObject.Probabilities ?? throw MixtureError.NoProbability(InputObject.Method), out probabilities)) return;
        Say($"Matched the clusters of {InputObject}");
        var names = PropertyNames.Of(typeof(ClusterAssignment));
        string[] columns = [.. (probabilities?.ColumnNames ?? []).Select(names.Add)];
        var variables = new VariableColumns(InputObject.Dfm.Variable, names);
        if (variables.Warning is { } warning) WriteWarning(warning);
        WriteRows(columns.Length == 0 && variables.IsEmpty ? rows : rows.Select(row => Extended(row, columns, probabilities, variables)));
    }

    private static PSObject Extended(ClusterAssignment row, string[] columns, DenseMatrix? probabilities, VariableColumns variables)
    {
        var extended = PSObject.AsPSObject(row);
        for (int k = 0; k < columns.Length; k++) extended.Properties.Add(new PSNoteProperty(columns[k], probabilities![row.Document, k]), preValidated: true);
        return variables.Add(extended, row.Document);
    }
}
