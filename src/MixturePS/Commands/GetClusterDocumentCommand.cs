using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Evaluation;

namespace MixturePS.Commands;

/// <summary>Returns the most typical documents of each cluster.</summary>
/// <remarks>
/// <para>The rows are flat objects with Cluster, ClusterName (after Resolve-ClusterLabel, if the known clusters have
/// names), Rank (from 1), Document (the index of the document, from 0), DocumentName, Distance (from the centre),
/// Probability, KnownCluster, KnownClusterName and Text. EM and Gibbs sampling estimate the probability of each
/// document's cluster: the documents with the greatest probability come first, and ties go to the document nearest to
/// the centre. K-means has no probabilities: the documents nearest to the centre come first.</para>
/// <para>For a topic model, they are the documents with the greatest share of each topic, also where another topic is
/// dominant. Probability is that share, and Distance that of the document's word shares from the words of the topic.
/// Documents without tokens are left out.</para>
/// <para>A DFM keeps the texts that it was made from only with ConvertTo-Dfm -KeepText. Otherwise, pass them with -Document to
/// read them beside the rows. The other variables of the documents, such as author and year, are further columns.</para>
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
/// <example>
/// <summary>Read the most typical texts</summary>
/// <code>$texts = 'the cat purrs', 'a cat sleeps', 'shares fell', 'the shares rose'
/// $texts | ConvertTo-Dfm | Invoke-KMeans -K 2 -Seed 1 | Get-ClusterDocument -Top 1 -Document $texts</code>
/// <para>The property Text is the text of the document.</para>
/// </example>
/// <seealso cref="GetClusterAssignmentCommand"/>
/// <seealso cref="GetClusterSummaryCommand"/>
/// <seealso cref="GetClusterTermCommand"/>
[Cmdlet(VerbsCommon.Get, "ClusterDocument", DefaultParameterSetName = ClusteringSet, HelpUri = HelpPages.Root + "Get-ClusterDocument.md")]
[OutputType(typeof(ClusterDocument))]
public sealed class GetClusterDocumentCommand : DocumentTextCmdlet
{
    // The view of such rows has a column of texts.
    internal const string WithTextType = "MixturePS.ClusterDocumentText";

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
        if (!TryCompute("Ranking documents", (_, stop) => Rows(stop), out var rows)) return;
        Say($"Ranked the documents of {InputObject}, up to {Top} per cluster");
        bool hasText = Document is not null || KeptTexts() is not null;
        var variables = VariableColumns.Of(InputObject.Dfm, typeof(ClusterDocument), DocumentVariable.TextName);
        if (variables.Warning is { } warning) WriteWarning(warning);
        WriteRows(rows.Select(row => variables.IsEmpty ? row : (object)variables.Add(row, row.Document)).Select(row => hasText ? WithText(row) : row));
    }

    private DocumentVariable? KeptTexts() => InputObject.Dfm.Variable.FirstOrDefault(variable => variable.Name == DocumentVariable.TextName);

    private static PSObject WithText(object row)
    {
        var shown = PSObject.AsPSObject(row);
        shown.TypeNames.Insert(0, WithTextType);
        return shown;
    }

    private IEnumerable<ClusterDocument> Rows(CancellationToken stop)
    {
        var texts = GivenTexts(stop);
        if (texts is null && KeptTexts() is { } kept) return ClusterDocument.Rows(InputObject, Top, stop, [.. kept.Value.Select((_, i) => kept.Text(i))]);
        var rows = ClusterDocument.Rows(InputObject, Top, stop, texts);

        // With texts, rows are made here, so that a text that can't be read is an error of the cmdlet.
        return texts is null ? rows : [.. rows];
    }
}
