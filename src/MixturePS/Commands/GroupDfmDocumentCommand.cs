using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;

namespace MixturePS.Commands;

/// <summary>Adds up the documents with equal values of a variable: returns a DFM with one row per author, year or other group.</summary>
/// <remarks>
/// <para>The counts of a group's documents are added, and the row is named after the group's values. Groups of numbers and dates
/// are in ascending order, those of texts in order of first appearance; documents without a value are the group (missing),
/// which comes last. The variables of the result are those of -By and DocumentCount, the number of documents in each group.
/// Known clusters are kept if all documents of each group have the same one.</para>
/// <para>Weights can't be added up: group counts, then weight them. A DFM that is weighted causes the error
/// AlreadyWeighted.</para>
/// </remarks>
/// <example>
/// <summary>Compare authors</summary>
/// <code>$rows = @{ text = 'the cat purrs'; author = 'Ann' }, @{ text = 'a cat'; author = 'Ann' }, @{ text = 'shares fell'; author = 'Bob' }
/// $rows | ConvertTo-Dfm -TextProperty text -VariableProperty author | Group-DfmDocument -By author</code>
/// <para>The DFM has one row for Ann, with the words of both documents, and one for Bob.</para>
/// </example>
/// <example>
/// <summary>Group by the known cluster</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 90 | Group-DfmDocument -By KnownCluster</code>
/// <para>KnownCluster groups the documents by their known cluster.</para>
/// </example>
/// <seealso cref="SelectDfmDocumentCommand"/>
/// <seealso cref="MeasureClusterShareCommand"/>
[Cmdlet(VerbsData.Group, "DfmDocument", HelpUri = HelpPages.Root + "Group-DfmDocument.md")]
[OutputType(typeof(Dfm))]
public sealed class GroupDfmDocumentCommand : DfmCmdlet
{
    /// <summary>The variables whose values define the groups; KnownCluster for the known clusters.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ArgumentCompleter(typeof(VariableCompleter))]
    public string[] By { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryCompute("Grouping documents", (_, stop) => DocumentSelection.Sum(dfm, By, stop), out var sums)) return;
        Say($"Added up {dfm} to {sums}");
        WriteWhole(sums);
    }
}
