using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>The rows that a document-feature matrix is converted to.</summary>
public enum DfmRowKind
{
    /// <summary>A row a document, with a property a feature.</summary>
    Wide,

    /// <summary>A row for each cell that isn't zero: the document, its known cluster, the feature and the count or weight.</summary>
    Long,
}

/// <summary>Gives a document-feature matrix as flat rows, for Export-Csv, Where-Object and the like.</summary>
/// <remarks>
/// <para>Wide rows have DocumentName, KnownCluster where it is known, and a property for each feature. Names of properties
/// don't differ by case alone, so a word whose name is taken, by another word or by one of these properties, gets _2 at its
/// end, with a warning.</para>
/// <para>Long rows have DocumentName, KnownCluster, Feature, and Count or Weight; a document without tokens has none. Import-Dfm
/// reads both kinds as Export-Csv writes them. Export-Dfm is faster and keeps everything.</para>
/// </remarks>
/// <example>
/// <summary>To a CSV file with a column a feature</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | ConvertFrom-Dfm | Export-Csv documents.csv</code>
/// </example>
/// <example>
/// <summary>The documents that have a word often</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100
/// $dfm | ConvertFrom-Dfm -As Long | Where-Object { $_.Feature -eq 'cat' -and $_.Count -ge 3 }</code>
/// </example>
/// <seealso cref="ExportDfmCommand"/>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsData.ConvertFrom, "Dfm", HelpUri = HelpPages.Root + "ConvertFrom-Dfm.md")]
[OutputType(typeof(PSObject), typeof(DfmCount), typeof(DfmWeight))]
public sealed class ConvertFromDfmCommand : DfmCmdlet
{
    /// <summary>The kind of rows.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Wide")]
    public DfmRowKind As { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        foreach (object row in As == DfmRowKind.Wide ? Wide(dfm) : DfmCount.Rows(dfm))
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
        }

        if (As == DfmRowKind.Wide) return;
        int empty = dfm.DocumentLength().Count(length => length == 0);
        if (empty > 0) WriteVerbose($"{empty} documents have no tokens and no row.");
    }

    private IEnumerable<object> Wide(Dfm dfm)
    {
        var names = new PropertyNames();
        string document = names.Add(CsvColumns.Document), known = names.Add(CsvColumns.KnownCluster);
        var words = new string[dfm.FeatureCount];
        for (int j = 0; j < words.Length; j++)
        {
            EndIfStopped(j);
            words[j] = names.Add(dfm.Vocabulary[j]);
        }

        if (names.Renamed.Count > 0)
        {
            var (from, to) = names.Renamed[0];
            WriteWarning($"{Counted.Of(names.Renamed.Count, "feature")} {Counted.Agree(names.Renamed.Count, "was", "were")} renamed, because property names must be unique regardless of case; for example, '{from}' became '{to}'.");
        }

        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var row = new PSObject();
            row.Properties.Add(new PSNoteProperty(document, dfm.DocumentName[i]), preValidated: true);
            if (dfm.KnownCluster is { } clusters) row.Properties.Add(new PSNoteProperty(known, clusters[i]), preValidated: true);
            double[] cells = dfm.Row(i);
            for (int j = 0; j < cells.Length; j++)
            {
                EndIfStopped(j);
                row.Properties.Add(new PSNoteProperty(words[j], cells[j]), preValidated: true);
            }

            yield return row;
        }
    }

    // A row of a large vocabulary takes as long as thousands of short ones.
    private void EndIfStopped(int property)
    {
        if ((property & 0xFFF) == 0 && StopToken.IsCancellationRequested) throw new PipelineStoppedException();
    }
}
