using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;

namespace MixturePS.Commands;

/// <summary>Returns the probabilities that two documents are in the same cluster, from a clustering by Gibbs sampling.</summary>
/// <remarks>
/// <para>The output is a matrix with a row and a column for each document: the share of the kept draws of all chains in which
/// both documents are in the same cluster. Unlike Posterior, it doesn't depend on how clusters are numbered. 1 on the
/// diagonal; values between 0 and 1 elsewhere show what the labels don't: which documents could as well be apart, or
/// together.</para>
/// <para>The matrix has the square of the number of documents as cells. For many documents, choose some with
/// -Document.</para>
/// </remarks>
/// <example>
/// <summary>Show how certain the clusters of a few documents are</summary>
/// <code>$clustering = New-MixtureModel -K 3 -J 20 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 8 |
///     Invoke-MixtureGibbs -K 3 -Seed 1
/// $clustering | Get-CoClustering -Document 0, 1, 2, 3</code>
/// <para>The output is a matrix of four rows and four columns.</para>
/// </example>
/// <example>
/// <summary>Save the probabilities</summary>
/// <code>$clustering = New-MixtureModel -K 3 -J 20 -Eta 0.5 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 8 |
///     Invoke-MixtureGibbs -K 3 -Seed 1
/// $clustering | Get-CoClustering | ConvertFrom-Dfm | Export-Csv together.csv</code>
/// <para>The file has a row and a column for each document.</para>
/// </example>
/// <seealso cref="InvokeMixtureGibbsCommand"/>
/// <seealso cref="GetMixtureIntervalCommand"/>
/// <seealso cref="GetClusterAssignmentCommand"/>
[Cmdlet(VerbsCommon.Get, "CoClustering", HelpUri = HelpPages.Root + "Get-CoClustering.md")]
[OutputType(typeof(DenseMatrix))]
public sealed class GetCoClusteringCommand : MixtureCmdlet
{
    /// <summary>The clustering.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public GibbsClustering InputObject { get; set; } = null!;

    /// <summary>The documents, numbered from zero, in the order of the rows and columns.</summary>
    [Parameter(Position = 1)]
    [PSDefaultValue(Help = "All documents")]
    public WholeNumber[]? Document { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Counting shared clusters", (_, stop) => InputObject.CoClusteringOf(Document is null ? null : WholeNumber.List(Document), stop), out var matrix)) return;
        Say($"Counted how often documents are in the same cluster in {InputObject.DrawCount} draws of {InputObject}");
        WriteWhole(matrix);
    }
}
