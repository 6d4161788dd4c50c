using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Writes a document-feature matrix to a file: CSV, Matrix Market, LDA-C or JSON Lines.</summary>
/// <remarks>
/// <para>The format goes by the extension, as with Import-Dfm: .csv, .tsv, .long.csv, .mtx, .dat, .ldac, .jsonl or .ndjson. A file that
/// ends with .gz is packed. Names that a format has no place for are written to files beside it (x.features.txt and
/// x.documents.txt for Matrix Market, x.vocab.txt and x.titles.txt for LDA-C), and what is left, such as a weighting, to
/// x.csv.meta.json. Import-Dfm reads all of them and gives an equal DFM: cells to the bit, names, known clusters and
/// weighting. The model that documents were drawn from is not kept.</para>
/// <para>A format that can't hold the DFM refuses it. Files are written beside their places and moved there when all are
/// done, so that an export that fails or is stopped leaves what was there. Files that exist are replaced only with
/// -Force.</para>
/// <para>Numbers are in the invariant culture, text is UTF-8.</para>
/// </remarks>
/// <example>
/// <summary>To a CSV file with a document a row</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Export-Dfm counts.csv</code>
/// </example>
/// <example>
/// <summary>For scikit-learn or R, packed</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Export-Dfm counts.mtx.gz -Force</code>
/// <para>scipy.io.mmread('counts.mtx.gz') and R's Matrix::readMM read it; counts.features.txt has the words.</para>
/// </example>
/// <example>
/// <summary>For a spreadsheet, from words that nobody has looked at</summary>
/// <code>Import-Dfm reviews.jsonl | Export-Dfm reviews.csv -EscapeFormula</code>
/// </example>
/// <seealso cref="ImportDfmCommand"/>
/// <seealso cref="ConvertFromDfmCommand"/>
[Cmdlet(VerbsData.Export, "Dfm", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed class ExportDfmCommand : MixtureCmdlet
{
    private bool _isWritten;

    /// <summary>The file; no character of its path is a wildcard.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The documents: a DFM, or a matrix of numbers with a document a row.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The layout of the file.</summary>
    [Parameter]
    [PSDefaultValue(Help = "By the extension")]
    public DfmFormat? Format { get; set; }

    /// <summary>The character between the fields of a CSV file.</summary>
    [Parameter]
    [PSDefaultValue(Help = "A tab in .tsv files, a comma in others")]
    public char? Delimiter { get; set; }

    /// <summary>Leaves the names of the columns out of a CSV file; they are written to the file beside it.</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>Writes a Matrix Market file with a feature a row and a document a column.</summary>
    [Parameter]
    public SwitchParameter Transpose { get; set; }

    /// <summary>
    /// Puts an apostrophe before words and names of a CSV file that a spreadsheet would take for a formula, such as =1+1.
    /// Import-Dfm -EscapeFormula takes it off.
    /// </summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Replaces files that exist.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Passes the DFM on.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    /// <remarks>There is one file, so there is nothing to go on with.</remarks>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadDfm(InputObject, out var dfm)) return;
        string file = FilePath(Path);
        if (_isWritten) ThrowTerminatingError(ErrorCatalogue.SeveralDfms(file));
        if (ShouldProcess(file, "Export-Dfm"))
        {
            if (!TryCompute($"Writing {System.IO.Path.GetFileName(file)}", (progress, stop) => Export(dfm, file, progress, stop), out _)) return;
            _isWritten = true;
        }

        if (PassThru) WriteWhole(dfm);
    }

    private Dfm Export(Dfm dfm, string file, IProgress<Core.Foundation.ProgressReport> progress, CancellationToken stop)
    {
        var options = new DfmWriteOptions
        {
            Format = Format,
            Delimiter = Delimiter,
            HasHeader = !NoHeader,
            Transposed = Transpose,
            EscapeFormula = EscapeFormula,
            Overwrite = Force,
        };
        DfmFile.Write(dfm, file, options, progress, stop);
        return dfm;
    }
}
