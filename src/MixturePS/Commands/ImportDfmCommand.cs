using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Reads document-feature matrices from files: CSV, Arrow, Parquet, Matrix Market, LDA-C, SVMlight, UCI, JSON or JSON Lines.</summary>
/// <remarks>
/// <para>The extension determines the format: .csv and .tsv (one row per document, one column per feature), .long.csv
/// and .long.tsv (one row per document and feature, with the count), .mtx (Matrix Market; the names are in sidecar
/// files such as x.features.txt or features.tsv), .mm (Matrix Market of gensim), .dat and .ldac (LDA-C), .svmlight and
/// .libsvm (one line per document, with a label), docword.x.txt with vocab.x.txt and .uci (bags of words of the UCI
/// repository), .jsonl and .ndjson (one JSON object per document, with counts, tokens or text), .json (an array of such
/// objects), .arrow and .feather (Apache Arrow), and .parquet (Apache Parquet). Arrow and Parquet files have a row per
/// document with lists of its features and counts, as Export-Dfm writes them, or are long or wide like CSV files. A .csv file with a column each for documents, features and counts is recognised as long. Gzip files are
/// decompressed. The file may be a pipe, such as /dev/stdin. A file written by Export-Dfm reads back as an equal DFM, with
/// known clusters and weighting.</para>
/// <para>Numbers have a decimal point. Weights in a CSV file may also have the decimal separator of the session's culture,
/// in which Export-Csv writes them; -DecimalSeparator sets it for any file. Thousands separators, currency signs and
/// anything else that isn't part of a number are refused, and so is a count that a double can't hold exactly. A byte order
/// mark determines the encoding (UTF-8, UTF-16 or UTF-32); without one it is UTF-8, unless -Encoding is given. Invalid
/// content, such as a negative or fractional count or a row with the wrong number of fields, causes an error that names the
/// file and the line. If a document has two entries for the same feature, they are added, with a warning.</para>
/// <para>In a CSV file, a first line such as #TYPE (from Windows PowerShell) or sep=; (from Excel, which sets the delimiter)
/// is skipped. If the first column has no name and the second contains document names, as in files of R's write.csv, the
/// first is skipped.</para>
/// <para>If the known clusters are not whole numbers, they are numbered in the order of their first appearance, and
/// KnownClusterName contains their names.</para>
/// </remarks>
/// <example>
/// <summary>Cluster the documents of a CSV file</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Export-Dfm counts.csv -Force
/// Import-Dfm counts.csv | Invoke-KMeans -K 3 -Seed 42</code>
/// <para>The file has one row per document and one column per word.</para>
/// </example>
/// <example>
/// <summary>Read a matrix with one feature per row</summary>
/// <code>Import-Dfm filtered/matrix.mtx.gz -Transpose</code>
/// <para>Cell Ranger and R write such files. The names are read from the sidecar files features.tsv.gz and
/// barcodes.tsv.gz.</para>
/// </example>
/// <example>
/// <summary>Read texts in JSON Lines format</summary>
/// <code>'{ "review": "Good sound", "stars": 5 }', '{ "review": "No sound", "stars": 1 }' | Set-Content reviews.jsonl
/// Import-Dfm reviews.jsonl -LowerCase -TextField review -LabelField stars</code>
/// <para>The texts are lower-cased and split at white space. The known clusters are 5 and 1.</para>
/// </example>
/// <example>
/// <summary>Read weights with a decimal comma</summary>
/// <code>Set-Content weights.csv 'doc_id;cat;dog', 'a;0,25;1,5', 'b;2;0,75'
/// Import-Dfm weights.csv -Delimiter ';' -DecimalSeparator ',' -Weighting Score</code>
/// <para>Excel writes such files in countries with a decimal comma.</para>
/// </example>
/// <example>
/// <summary>Read several files</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// 1..3 | ForEach-Object { $model | Invoke-DfmSample -N 100 | Export-Dfm "run$_.csv" -Force }
/// Import-Dfm run?.csv | Invoke-KMeans -K 3 -Seed 42 | Measure-ClusterAccuracy</code>
/// <para>There is one row of accuracy for each file.</para>
/// </example>
/// <seealso cref="ExportDfmCommand"/>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsData.Import, "Dfm", DefaultParameterSetName = "Path", HelpUri = HelpPages.Root + "Import-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed class ImportDfmCommand : MixtureCmdlet
{
    private System.Text.Encoding? _encoding;

    /// <summary>The paths of the files. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The format of the files. By default their names determine it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "According to the name")]
    public DfmFormat? Format { get; set; }

    /// <summary>The character that separates the fields of a CSV file.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(DelimiterCompleter))]
    [PSDefaultValue(Help = "A tab in .tsv files, a comma in others")]
    public char? Delimiter { get; set; }

    /// <summary>
    /// The decimal separator of a CSV file, such as a comma. It must differ from the delimiter, unless the numbers are
    /// in quotation marks.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "A point; for weights also the decimal separator of the session's culture")]
    [ValidateSet(".", ",", "\u066B")]
    public string? DecimalSeparator { get; set; }

    /// <summary>
    /// The encoding of the files: a name that Get-Content accepts, such as unicode or ansi, a registered name, such as
    /// windows-1252, or the number of a code page. A byte order mark takes precedence. JSON files with metadata are always
    /// UTF-8.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EncodingCompleter))]
    [PSDefaultValue(Help = "UTF-8, or UTF-16 or UTF-32 if the first characters show it")]
    public string? Encoding { get; set; }

    /// <summary>
    /// Specifies that a CSV file doesn't start with column names. In a wide file, each column is then a feature. In a
    /// long file, the columns are the document, the feature, the count and, if there is a fourth column, the known
    /// cluster.
    /// </summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The column of a CSV, Arrow or Parquet file that contains the names of the documents.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Help = "DocumentName, doc_id or a similar name; in a wide file, the first column if it has such a name or no name, or the second after a column without a name")]
    public string? DocumentColumn { get; set; }

    /// <summary>The column of a CSV, Arrow or Parquet file that contains the known clusters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Help = "KnownCluster; in a wide file, only if it is the first column or follows the document names")]
    public string? KnownClusterColumn { get; set; }

    /// <summary>
    /// The columns of a CSV, Arrow or Parquet file that are document variables and not features, such as author and year. In
    /// a file with one row per document and feature, the first row of a document has their values.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    public string[] VariableColumn { get; set; } = [];

    /// <summary>Specifies that a Matrix Market file has one feature per row and one document per column.</summary>
    [Parameter]
    public SwitchParameter Transpose { get; set; }

    /// <summary>The file with the names of the features, for a format that has none, one name per line.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The sidecar file, if there is one")]
    public string? FeatureFile { get; set; }

    /// <summary>The file with the names of the documents, for a format that has none, one name per line.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The sidecar file, if there is one")]
    public string? DocumentFile { get; set; }

    /// <summary>
    /// The name of the weighting; the cells are then weights instead of counts. Weights may be negative or fractional,
    /// and methods that need counts reject them.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "The weighting in the sidecar file, or else counts")]
    public string? Weighting { get; set; }

    /// <summary>Removes the apostrophes that Export-Dfm -EscapeFormula wrote before words and names.</summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Lower-cases the texts or tokens of a JSON file.</summary>
    [Parameter]
    public SwitchParameter LowerCase { get; set; }

    /// <summary>The property of a JSON object that contains the text, or an array of tokens. A path such as a.b names a property of a nested object.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "text")]
    public string TextField { get; set; } = "text";

    /// <summary>The property of a JSON object that contains the known cluster, or a path such as a.b.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "label")]
    public string LabelField { get; set; } = "label";

    /// <summary>The property of a JSON object that contains the name of the document, or a path such as a.b.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "name")]
    public string NameField { get; set; } = "name";

    /// <summary>
    /// The maximum length of a field or a name in characters. A longer one causes an error, because the file is
    /// probably damaged.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = DfmReadOptions.DefaultFieldLength)]
    public WholeNumber MaximumFieldLength { get; set; } = DfmReadOptions.DefaultFieldLength;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Encoding is not null && TryCompute("Reading", (_, _) => TextEncodings.Of(Encoding), out var encoding)) _encoding = encoding;
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        bool isLiteral = ParameterSetName == nameof(LiteralPath);
        foreach (string file in InputFiles(isLiteral ? LiteralPath : Path, isLiteral)) Import(file);
    }

    private void Import(string file)
    {
        var warnings = new List<string>();
        bool read = TryCompute($"Reading {System.IO.Path.GetFileName(file)}", (progress, stop) => DfmFile.Read(file, Options(warnings.Add), progress, stop), out var dfm);
        foreach (string warning in warnings) WriteWarning(warning);
        if (!read) return;
        Say($"Read {dfm} from '{file}'");
        WriteWhole(dfm!);
    }

    private DfmReadOptions Options(Action<string> warn) => new()
    {
        Format = Format,
        Delimiter = Delimiter,
        DecimalSeparator = DecimalSeparator?[0],
        Encoding = _encoding,
        HasHeader = !NoHeader,
        DocumentColumn = DocumentColumn,
        KnownClusterColumn = KnownClusterColumn,
        VariableColumns = VariableColumn,
        Transposed = Transpose,
        FeatureFile = FeatureFile is null ? null : FilePaths.Literal(this, FeatureFile),
        DocumentFile = DocumentFile is null ? null : FilePaths.Literal(this, DocumentFile),
        Weighting = Weighting,
        EscapeFormula = EscapeFormula,
        LowerCase = LowerCase,
        TextField = TextField,
        LabelField = LabelField,
        NameField = NameField,
        MaximumFieldLength = MaximumFieldLength,
        Warn = warn,
    };
}
