using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>The layout of the rows that a document-feature matrix is converted to.</summary>
public enum DfmRowKind
{
    /// <summary>One row per document, with one property per feature.</summary>
    Wide,

    /// <summary>One row per non-zero cell: the document, its known cluster, the feature, and the count or weight.</summary>
    Long,
}

/// <summary>Converts a document-feature matrix to flat rows for Export-Csv, Where-Object and similar cmdlets.</summary>
/// <remarks>
/// <para>Wide rows have the properties DocumentName, KnownCluster (if the known clusters are available),
/// KnownClusterName (if they have names) and one property per feature. Property names must be unique regardless of
/// case. A word whose name is already taken, by another word or by one of these properties, gets the suffix _2, with a
/// warning.</para>
/// <para>Long rows have the properties DocumentName, KnownCluster, KnownClusterName, Feature, and Count or Weight. A
/// document without tokens has no long rows. The variables of the documents, such as author and year, are further
/// properties, in wide rows before the features. Import-Dfm reads files of both layouts that Export-Csv wrote; give the
/// variables with -VariableColumn. Export-Dfm is faster and also keeps the weighting.</para>
/// </remarks>
/// <example>
/// <summary>Write a CSV file with one column per feature</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | ConvertFrom-Dfm | Export-Csv documents.csv</code>
/// <para>The file has one row per document.</para>
/// </example>
/// <example>
/// <summary>Find the documents that contain a word often</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100
/// $dfm | ConvertFrom-Dfm -As Long | Where-Object { $_.Feature -eq 'cat' -and $_.Count -ge 3 }</code>
/// <para>Each row that is returned is a document with at least three occurrences of the word 'cat'.</para>
/// </example>
/// <seealso cref="ExportDfmCommand"/>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsData.ConvertFrom, "Dfm", HelpUri = HelpPages.Root + "ConvertFrom-Dfm.md")]
[OutputType(typeof(PSObject), typeof(DfmCount), typeof(DfmWeight))]
public sealed class ConvertFromDfmCommand : DfmCmdlet
{
    /// <summary>The layout of the rows: one row per document (Wide) or one row per non-zero cell (Long).</summary>
    [Parameter]
    [PSDefaultValue(Value = "Wide")]
    public DfmRowKind As { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        long rows = 0;
        foreach (object row in As == DfmRowKind.Wide ? Wide(dfm) : Long(dfm))
        {
            if (StopToken.IsCancellationRequested) throw new PipelineStoppedException();
            WriteObject(row);
            rows++;
        }

        WriteVerbose($"Converted {dfm} to {Counted.Of(rows, "row")} in the layout {As}.");

        if (As == DfmRowKind.Wide) return;
        int empty = dfm.DocumentLength().Count(length => length == 0);
        if (empty > 0) WriteVerbose($"{empty} documents have no tokens and no row.");
    }

    private IEnumerable<object> Long(Dfm dfm)
    {
        var variables = VariableColumns.Of(dfm, dfm.Weighting.IsCount ? typeof(DfmCount) : typeof(DfmWeight));
        if (variables.Warning is { } warning) WriteWarning(warning);
        return DfmCount.Rows(dfm, variables.IsEmpty ? null : (row, document) => variables.Add(row, document));
    }

    private IEnumerable<object> Wide(Dfm dfm)
    {
        var names = new PropertyNames();
        string document = names.Add(CsvColumns.Document), known = names.Add(CsvColumns.KnownCluster), knownName = names.Add(CsvColumns.KnownClusterName);
        var variables = new VariableColumns(dfm.Variable, names);
        if (variables.Warning is { } warning) WriteWarning(warning);
        int renamed = names.Renamed.Count;
        var words = new string[dfm.FeatureCount];
        for (int j = 0; j < words.Length; j++)
        {
            EndIfStopped(j);
            words[j] = names.Add(dfm.Vocabulary[j]);
        }

        if (names.Renamed.Count > renamed)
        {
            var (from, to) = names.Renamed[renamed];
            WriteWarning($"{Counted.Of(names.Renamed.Count - renamed, "feature")} {Counted.Agree(names.Renamed.Count - renamed, "was", "were")} renamed, because property names must be unique regardless of case; for example, '{from}' became '{to}'.");
        }

        for (int i = 0; i < dfm.DocumentCount; i++)
        {
            var row = new PSObject();
            row.Properties.Add(new PSNoteProperty(document, dfm.DocumentName[i]), preValidated: true);
            if (dfm.KnownCluster is { } clusters) row.Properties.Add(new PSNoteProperty(known, clusters[i]), preValidated: true);
            if (dfm.KnownClusterName is not null && dfm.KnownCluster is not null) row.Properties.Add(new PSNoteProperty(knownName, dfm.KnownNameOf(i)), preValidated: true);
            variables.Add(row, i);
            double[] cells = dfm.Row(i);
            for (int j = 0; j < cells.Length; j++)
            {
                EndIfStopped(j);
                row.Properties.Add(new PSNoteProperty(words[j], cells[j]), preValidated: true);
            }

            yield return row;
        }
    }

    // A row with a large vocabulary takes as long as thousands of short rows.
    private void EndIfStopped(int property)
    {
        if ((property & 0xFFF) == 0 && StopToken.IsCancellationRequested) throw new PipelineStoppedException();
    }
}
