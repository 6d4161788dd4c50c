using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Writes a document-feature matrix to a file: CSV, Matrix Market, LDA-C, SVMlight, UCI, JSON or JSON Lines.</summary>
/// <remarks>
/// <para>The name determines the format, as for Import-Dfm: .csv, .tsv, .long.csv, .long.tsv, .mtx, .dat, .ldac, .svmlight,
/// .libsvm, docword.x.txt, .json, .jsonl or .ndjson. A file whose name ends with .gz is compressed. Names that the format
/// can't hold are written to sidecar files: x.features.txt and x.documents.txt for Matrix Market and SVMlight, x.vocab.txt
/// and x.titles.txt for LDA-C, vocab.x.txt and documents.x.txt for docword.x.txt. Other properties, such as the weighting
/// and how texts were tokenised, are written to a file like x.csv.meta.json. Import-Dfm reads all these files and
/// returns an equal DFM: the same cells to the bit, names, known clusters and weighting. The model that the documents
/// were drawn from is not saved, nor the true topic shares and tokens of documents with several topics; Export-Clixml keeps
/// them.</para>
/// <para>If the format can't represent the DFM, the cmdlet reports an error and writes nothing. All files are written
/// under temporary names and renamed when complete, so a failed or stopped export leaves existing files unchanged.
/// Existing files are replaced only with -Force; they keep their mode and owner, and a symbolic link stays one.</para>
/// <para>Numbers are written in the invariant culture, and text as UTF-8 without a byte order mark, unless -Encoding is
/// given. Words that the encoding can't represent are refused, not changed.</para>
/// </remarks>
/// <example>
/// <summary>Write a CSV file with one document per row</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Export-Dfm counts.csv</code>
/// <para>The first line contains the names of the columns, which are the words.</para>
/// </example>
/// <example>
/// <summary>Write a compressed file for Python and R</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000
/// $dfm | Export-Dfm counts.mtx.gz -Force</code>
/// <para>scipy.io.mmread('counts.mtx.gz') and R's Matrix::readMM read the file; counts.features.txt contains the
/// words.</para>
/// </example>
/// <example>
/// <summary>Write untrusted words for a spreadsheet</summary>
/// <code>Import-Dfm reviews.jsonl | Export-Dfm reviews.csv -EscapeFormula</code>
/// <para>Words that a spreadsheet would run as a formula are written with an apostrophe.</para>
/// </example>
/// <seealso cref="ImportDfmCommand"/>
/// <seealso cref="ConvertFromDfmCommand"/>
[Cmdlet(VerbsData.Export, "Dfm", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Export-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed class ExportDfmCommand : MixtureCmdlet
{
    private bool _isWritten;

    /// <summary>The path of the file. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("LiteralPath", "PSPath", "LP")]
    public string Path { get; set; } = string.Empty;

    /// <summary>The documents: a document-feature matrix (DFM), or a numeric matrix with one document per row.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <summary>The format of the file. By default its name determines it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "According to the name")]
    public DfmFormat? Format { get; set; }

    /// <summary>The character that separates the fields of a CSV file.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    [PSDefaultValue(Help = "A tab in .tsv files, a comma in others")]
    public char? Delimiter { get; set; }

    /// <summary>
    /// The encoding of the file and of the files with its names: a name that Set-Content accepts, such as utf8BOM, which
    /// Excel needs, or unicode; a registered name, such as windows-1252; or the number of a code page.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [PSDefaultValue(Help = "UTF-8 without a byte order mark")]
    public string? Encoding { get; set; }

    /// <summary>Omits the column names from a CSV file. The words of a wide file are written to a sidecar file instead.</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>Writes a Matrix Market file with one feature per row and one document per column.</summary>
    [Parameter]
    public SwitchParameter Transpose { get; set; }

    /// <summary>
    /// Writes an apostrophe before words and names in a CSV file that a spreadsheet would take for a formula, such as
    /// =1+1. Import-Dfm -EscapeFormula removes the apostrophes.
    /// </summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Replaces existing files.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Returns the DFM. By default the cmdlet has no output.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    /// <remarks>There is only one file, so the cmdlet can't continue after an error.</remarks>
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
            Say($"Wrote {dfm} to '{file}'");
        }

        if (PassThru) WriteWhole(dfm);
    }

    private Dfm Export(Dfm dfm, string file, IProgress<ProgressReport> progress, CancellationToken stop)
    {
        var encoding = Encoding is null ? null : TextEncodings.Of(Encoding);
        var options = new DfmWriteOptions
        {
            Format = Format,
            Delimiter = Delimiter,
            Encoding = encoding == TextEncodings.Utf8 ? null : encoding,
            HasHeader = !NoHeader,
            Transposed = Transpose,
            EscapeFormula = EscapeFormula,
            Overwrite = Force,
        };
        DfmFile.Write(dfm, file, options, progress, stop);
        return dfm;
    }
}
