using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Files;

namespace MixturePS.Commands;

/// <summary>Reads document-feature matrices from files: CSV, Matrix Market, LDA-C or JSON Lines.</summary>
/// <remarks>
/// <para>The format goes by the extension: .csv and .tsv (a document a row, a feature a column), .long.csv (a document, a
/// feature and a count a row), .mtx (Matrix Market, with the names in files beside it, such as x.features.txt or features.tsv),
/// .dat and .ldac (LDA-C) and .jsonl or .ndjson (a JSON object a line, with counts or with text). A file that ends with .gz is
/// unpacked. What Export-Dfm wrote reads back as an equal DFM, with the known clusters and the weighting.</para>
/// <para>Numbers are read in the invariant culture, with a decimal point, and text as UTF-8. A count that is negative or not
/// whole, a row with too many or too few fields and anything else that can't be meant is refused with the file and the line.
/// Two entries for one document and one feature are added up, with a warning.</para>
/// <para>Clusters that are not whole numbers are numbered as they first come; KnownClusterName has their names.</para>
/// </remarks>
/// <example>
/// <summary>Cluster the documents of a CSV file</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 100 | Export-Dfm counts.csv -Force
/// Import-Dfm counts.csv | Invoke-KMeans -K 3 -Seed 42</code>
/// </example>
/// <example>
/// <summary>A matrix with a feature a row, as Cell Ranger and R have it</summary>
/// <code>Import-Dfm filtered/matrix.mtx.gz -Transpose</code>
/// <para>The names are read from features.tsv.gz and barcodes.tsv.gz beside it.</para>
/// </example>
/// <example>
/// <summary>Texts, one a line</summary>
/// <code>'{ "review": "Good sound", "stars": 5 }', '{ "review": "No sound", "stars": 1 }' | Set-Content reviews.jsonl
/// Import-Dfm reviews.jsonl -LowerCase -TextField review -LabelField stars</code>
/// <para>The tokens are what stands between white space.</para>
/// </example>
/// <example>
/// <summary>Several files</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// 1..3 | ForEach-Object { $model | Invoke-DfmSample -N 100 | Export-Dfm "run$_.csv" -Force }
/// Import-Dfm run?.csv | Invoke-KMeans -K 3 -Seed 42 | Measure-ClusterAccuracy</code>
/// </example>
/// <seealso cref="ExportDfmCommand"/>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsData.Import, "Dfm", DefaultParameterSetName = "Path", HelpUri = HelpPages.Root + "Import-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed class ImportDfmCommand : MixtureCmdlet
{
    /// <summary>The files, which may have wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, by paths in which no character is a wildcard.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath", "LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>The layout of the files.</summary>
    [Parameter]
    [PSDefaultValue(Help = "By the extension")]
    public DfmFormat? Format { get; set; }

    /// <summary>The character between the fields of a CSV file.</summary>
    [Parameter]
    [PSDefaultValue(Help = "A tab in .tsv files, a comma in others")]
    public char? Delimiter { get; set; }

    /// <summary>
    /// Says that a CSV file doesn't start with the names of its columns. Then each column of a wide file is a feature, and
    /// those of a long file are the document, the feature, the count and, if there is a fourth one, the known cluster.
    /// </summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>The CSV column with the documents' names.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Help = "DocumentName, doc_id or another usual name; in a wide file the first column if it has such a name or none")]
    public string? DocumentColumn { get; set; }

    /// <summary>The CSV column with the known clusters.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Help = "KnownCluster; in a wide file only where it is the first column, or the one after the documents' names")]
    public string? KnownClusterColumn { get; set; }

    /// <summary>Says that a Matrix Market file has a feature a row and a document a column.</summary>
    [Parameter]
    public SwitchParameter Transpose { get; set; }

    /// <summary>The file with the features' names of a Matrix Market or an LDA-C file, a name a line.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Looked for beside the file")]
    public string? FeatureFile { get; set; }

    /// <summary>The file with the documents' names of a Matrix Market or an LDA-C file, a name a line.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Looked for beside the file")]
    public string? DocumentFile { get; set; }

    /// <summary>Says that the cells are weights and names the weighting. Weights may be negative or fractions; count models refuse them.</summary>
    [Parameter]
    [PSDefaultValue(Help = "What travels with the file, else counts")]
    public string? Weighting { get; set; }

    /// <summary>Takes off the apostrophes that Export-Dfm -EscapeFormula put before words.</summary>
    [Parameter]
    public SwitchParameter EscapeFormula { get; set; }

    /// <summary>Puts the tokens of texts into lower case.</summary>
    [Parameter]
    public SwitchParameter LowerCase { get; set; }

    /// <summary>The member of a JSON line that has the text.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "text")]
    public string TextField { get; set; } = "text";

    /// <summary>The member of a JSON line that has the known cluster.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "label")]
    public string LabelField { get; set; } = "label";

    /// <summary>The member of a JSON line that has the document's name.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(ColumnCompleter))]
    [PSDefaultValue(Value = "name")]
    public string NameField { get; set; } = "name";

    /// <summary>The most characters that a field or a name may have; a longer one is taken for a fault of the file.</summary>
    [Parameter]
    [PSDefaultValue(Value = DfmReadOptions.DefaultFieldLength)]
    public int MaximumFieldLength { get; set; } = DfmReadOptions.DefaultFieldLength;

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
        if (read) WriteWhole(dfm!);
    }

    private DfmReadOptions Options(Action<string> warn) => new()
    {
        Format = Format,
        Delimiter = Delimiter,
        HasHeader = !NoHeader,
        DocumentColumn = DocumentColumn,
        KnownClusterColumn = KnownClusterColumn,
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
