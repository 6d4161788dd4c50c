using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Selects documents of a DFM by a condition, by name, by index or at random.</summary>
/// <remarks>
/// <para>The documents keep their order, their names, known clusters and variables. Features stay as they are, even those that no
/// document contains any more; drop them with Select-DfmFeature -MinDocumentFrequency 1. Weights stay as they are too.</para>
/// <para>If you combine conditions, a document must meet all of them, and -Sample draws from those that do. If none does, the
/// error is NoDocumentSelected.</para>
/// </remarks>
/// <example>
/// <summary>Select the documents of some years</summary>
/// <code>$rows = @{ text = 'the cat purrs'; year = 2019 }, @{ text = 'a cat'; year = 2020 }, @{ text = 'shares fell'; year = 2021 }
/// $rows | ConvertTo-Dfm -TextProperty text -VariableProperty year | Select-DfmDocument { $_.year -ge 2020 }</code>
/// <para>In the script block, $_ has the variables of a document, and Document, DocumentName, TokenCount and, where they are
/// known, KnownCluster and KnownClusterName.</para>
/// </example>
/// <example>
/// <summary>Select documents by name</summary>
/// <code>'a.txt', 'b.txt' | ForEach-Object { "the file $_" | Set-Content $_ }
/// Get-ChildItem *.txt | ConvertTo-Dfm | Select-DfmDocument -Name 'a*'</code>
/// <para>Names may contain wildcards.</para>
/// </example>
/// <example>
/// <summary>Draw a sample</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 1 | Invoke-DfmSample -N 1000
/// $dfm | Select-DfmDocument -Sample 100 -Seed 2</code>
/// <para>The same seed draws the same documents.</para>
/// </example>
/// <seealso cref="SelectDfmFeatureCommand"/>
/// <seealso cref="GroupDfmDocumentCommand"/>
[Cmdlet(VerbsCommon.Select, "DfmDocument", HelpUri = HelpPages.Root + "Select-DfmDocument.md")]
[OutputType(typeof(Dfm))]
public sealed class SelectDfmDocumentCommand : RandomDfmCmdlet
{
    private static readonly string[] OwnColumns = ["Document", "DocumentName", "TokenCount", "KnownCluster", "KnownClusterName"];

    /// <summary>The condition: a script block in which $_ is a document; those for which it returns true are selected.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNull]
    public ScriptBlock? FilterScript { get; set; }

    /// <summary>The names of the documents. Wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    public string[]? Name { get; set; }

    /// <summary>The indices of the documents, from 0.</summary>
    [Parameter]
    public WholeNumber[]? Document { get; set; }

    /// <summary>The number of documents to draw, without replacement, each with the same probability.</summary>
    [Parameter]
    public WholeNumber? Sample { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (FilterScript is null && Name is null && Document is null && Sample is null) ThrowTerminatingError(ErrorCatalogue.ConditionNeeded());
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        // The script block runs here, as only the pipeline thread may run it.
        if (!TryCompute("Selecting documents", (_, stop) => Select(dfm, stop), out var selected)) return;
        Say($"Selected {selected} of {Counted.Of(dfm.DocumentCount, "document")}{(Sample is null ? string.Empty : SeedUsed)}");
        WriteWhole(selected);
    }

    private Dfm Select(Dfm dfm, CancellationToken stop)
    {
        IEnumerable<int> documents = Enumerable.Range(0, dfm.DocumentCount);
        if (Document is not null)
        {
            int[] given = WholeNumber.List(Document);
            foreach (int i in given)
                if (i < 0 || i >= dfm.DocumentCount) throw MixtureError.InvalidIndex($"there is no document {i}; they go from 0 to {dfm.DocumentCount - 1}", i);
            documents = given.Distinct().Order();
        }

        if (Name is not null)
        {
            var patterns = Array.ConvertAll(Name, name => WildcardPattern.Get(name, WildcardOptions.IgnoreCase));
            documents = documents.Where(i => patterns.Any(pattern => pattern.IsMatch(dfm.DocumentName[i])));
        }

        int[] chosen = FilterScript is null ? [.. documents] : [.. Matching(dfm, documents, stop)];
        if (Sample is { } count && chosen.Length > 0) chosen = DocumentSelection.Draw(chosen, count, GeneratorOr(null));
        return DocumentSelection.Take(dfm, chosen, stop);
    }

    private IEnumerable<int> Matching(Dfm dfm, IEnumerable<int> documents, CancellationToken stop)
    {
        var names = new PropertyNames();
        string[] own = [.. OwnColumns.Select(names.Add)];
        var variables = new VariableColumns(dfm.Variable, names);
        if (variables.Warning is { } warning) WriteWarning(warning);
        double[] lengths = dfm.DocumentLength();
        foreach (int i in documents)
        {
            stop.Check();
            var row = new PSObject();
            object?[] values = [i, dfm.DocumentName[i], lengths[i], dfm.KnownCluster?[i], dfm.KnownNameOf(i)];
            for (int c = 0; c < own.Length; c++) row.Properties.Add(new PSNoteProperty(own[c], values[c]), preValidated: true);
            variables.Add(row, i);
            bool isChosen;
            try
            {
                isChosen = LanguagePrimitives.IsTrue(FilterScript!.InvokeWithContext(null, [new PSVariable("_", row)]));
            }
            catch (RuntimeException error) when (error is not PipelineStoppedException)
            {
                throw new RecordException(ErrorCatalogue.ConditionFailed(dfm.DocumentName[i], error));
            }

            if (isChosen) yield return i;
        }
    }
}
