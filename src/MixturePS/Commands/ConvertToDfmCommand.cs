using System.Globalization;
using System.Management.Automation;
using System.Text;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Counts the words of texts: converts strings, files or a property of objects to a document-feature matrix (DFM).</summary>
/// <remarks>
/// <para>Each string from the pipeline is one document. Each file is one document, or each of its lines is with
/// -DocumentPer Line. For other objects, -TextProperty names the property that contains the text. All documents
/// together become one DFM. Its columns are sorted by Unicode code point, unless you give a vocabulary. Texts are
/// released as soon as they are counted, so the memory needed depends on the size of the DFM.</para>
/// <para>The text is processed in this order:</para>
/// <list type="bullet">
/// <item>lower-casing, unless -CaseSensitive is given</item>
/// <item>tokenisation into words (Unicode UAX #29), pieces between white space, or characters</item>
/// <item>-StopWord, -MinLength, -Pattern: filter tokens</item>
/// <item>-Stem: reduces tokens to their stems</item>
/// <item>-NGram: combines adjacent tokens into n-grams</item>
/// <item>-Vocabulary, or -MinDocumentFrequency, -MaxDocumentFrequency and -MaxFeature: filter features</item>
/// </list>
/// <para>The property TextStatistics of the DFM counts what was read and dropped; -Verbose shows the same counts. A
/// document whose tokens are all dropped stays in the DFM as an empty row. If there are no documents, the error is
/// EmptyDfm. -Token WhiteSpace gives the same matrix as scikit-learn's CountVectorizer(token_pattern=r'\S+').</para>
/// <para>The encoding of a file is taken from its byte order mark. A file without one is read as UTF-8, or as
/// Windows-1252, with a warning, if it isn't valid UTF-8. A file that can't be read or an object without the property
/// causes an error and is skipped.</para>
/// </remarks>
/// <example>
/// <summary>Convert strings</summary>
/// <code>'the cat sat', 'the dog sat down' | ConvertTo-Dfm</code>
/// <para>The DFM has two documents, and one feature for each different word.</para>
/// </example>
/// <example>
/// <summary>Convert a folder of files</summary>
/// <code>Get-ChildItem notes -File -Recurse | ConvertTo-Dfm -StopWord English -Stem English -MinDocumentFrequency 2</code>
/// <para>Each file is one document. English stop words are removed, words are stemmed, and features that only one
/// document contains are dropped.</para>
/// </example>
/// <example>
/// <summary>Convert a column of a CSV file, with known clusters</summary>
/// <code>'text,topic', 'A long film,film', 'A short book,book', 'A good film,film' | Set-Content reviews.csv
/// $dfm = Import-Csv reviews.csv | ConvertTo-Dfm -TextProperty text -LabelProperty topic
/// $dfm.KnownClusterName</code>
/// <para>The column 'topic' contains the known cluster of each document. Labels are numbered in the order of their
/// first appearance; KnownClusterName contains the label of each number.</para>
/// </example>
/// <example>
/// <summary>Convert files whose folders are the known clusters</summary>
/// <code>Get-ChildItem mail -File -Recurse | ConvertTo-Dfm -LabelProperty { $_.Directory.Name } -NameProperty FullName</code>
/// <para>The name of a file's folder is its label, and its full path is the name of the document.</para>
/// </example>
/// <example>
/// <summary>Convert new texts with the vocabulary of an earlier DFM</summary>
/// <code>$old = 'a rose is a rose', 'a daisy' | ConvertTo-Dfm
/// $new = 'a tulip is no rose' | ConvertTo-Dfm -Vocabulary $old
/// $new.TextStatistics.UnseenCount</code>
/// <para>Both DFMs have the same columns. UnseenCount is the number of tokens that are not in the vocabulary.</para>
/// </example>
/// <seealso cref="SelectDfmFeatureCommand"/>
/// <seealso cref="ConvertToTfIdfCommand"/>
[Cmdlet(VerbsData.ConvertTo, "Dfm", DefaultParameterSetName = InputSet, HelpUri = HelpPages.Root + "ConvertTo-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed partial class ConvertToDfmCommand : MixtureCmdlet
{
    private const string InputSet = "InputObject";
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";
    private const int ProgressStride = 128;
    private DfmBuilder? _builder;
    private int _records;
    private ThrottledProgress? _progress;
    private Encoding? _encoding;

    /// <summary>
    /// The documents: strings, files from Get-ChildItem, or objects with a property that contains the text. The items
    /// of a list are read as separate documents.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>The paths of the files to read. Wildcards are allowed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The paths of the files to read. Wildcard characters are taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>
    /// The unit of text that becomes a document: a whole file (File) or a line of a file (Line). It has no effect on
    /// strings: each is one document.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "File")]
    public DocumentUnit DocumentPer { get; set; }

    /// <summary>
    /// The encoding of files without a byte order mark: a name or the number of a code page, such as utf-16,
    /// windows-1252 or 932. By default such files are read as UTF-8, or as Windows-1252 if they aren't valid UTF-8.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "utf-8")]
    public string? Encoding { get; set; }

    /// <summary>
    /// The property that contains the text: its name, or a script block that computes the text from $_. If the value is
    /// a list of texts, they are joined with line breaks.
    /// </summary>
    [Parameter(ParameterSetName = InputSet)]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? TextProperty { get; set; }

    /// <summary>
    /// The property that contains the document's name: its name, or a script block that computes it from $_. By
    /// default, the document is named after its file, or doc0, doc1 and so on if it isn't from a file.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? NameProperty { get; set; }

    /// <summary>
    /// The property that contains the document's known cluster: its name, or a script block that computes it from $_.
    /// If all labels are whole numbers from zero, as numbers or as text, they are the cluster numbers. Otherwise labels
    /// are numbered from zero in the order of their first appearance, and the DFM's KnownClusterName contains the label
    /// of each number.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? LabelProperty { get; set; }

    /// <summary>The kind of token that a text is split into.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Word")]
    public TokenKind Token { get; set; }

    /// <summary>Keeps the case of letters. By default, texts are lower-cased.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>
    /// The sizes of the n-grams to count: 1 for single tokens; 1, 2 for single tokens and pairs of adjacent tokens. The
    /// tokens of an n-gram are joined with a space. Characters are joined without one, and only within a piece between
    /// white space.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public int[] NGram { get; set; } = [1];

    /// <summary>
    /// The stop words to remove, regardless of case: a language, by its English name or two-letter code, or a list of
    /// words. In a list, the English name of a language adds the stop words of that language.
    /// </summary>
    [Parameter]
    [Alias("stop_words")]
    [ArgumentCompleter(typeof(StopWordCompleter))]
    [ValidateNotNull]
    public object? StopWord { get; set; }

    /// <summary>
    /// The language of the Snowball stemmer that reduces words to their stems, by its English name or two-letter code.
    /// By default, words are not stemmed.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(StemmerCompleter))]
    public string? Stem { get; set; }

    /// <summary>The minimum length of a token in characters (Unicode code points). Shorter tokens are removed.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public int MinLength { get; set; } = 1;

    /// <summary>A case-sensitive .NET regular expression. Tokens without a match are removed. Use ^ and $ to match whole tokens.</summary>
    [Parameter]
    public string? Pattern { get; set; }

    /// <summary>
    /// The minimum number of documents that contain a feature, or their share if the value is between 0 and 1. A value
    /// of 1 means one document. Rarer features are dropped. It can't be combined with -Vocabulary.
    /// </summary>
    [Parameter]
    [Alias("min_df")]
    [PSDefaultValue(Value = 1.0)]
    [NumberTransformation]
    public double MinDocumentFrequency { get; set; } = 1;

    /// <summary>
    /// The maximum number of documents that contain a feature, or their share if the value is between 0 and 1. A value
    /// of 1 means one document. More common features are dropped. By default there is no maximum. It can't be combined
    /// with -Vocabulary.
    /// </summary>
    [Parameter]
    [Alias("max_df")]
    [NumberTransformation]
    public double? MaxDocumentFrequency { get; set; }

    /// <summary>
    /// The maximum number of features. The features with the greatest total counts are kept; ties go to the feature
    /// that comes first in the order of columns. By default there is no maximum. It can't be combined with -Vocabulary.
    /// </summary>
    [Parameter]
    [Alias("max_features")]
    public int? MaxFeature { get; set; }

    /// <summary>
    /// The features in the order of the columns: a list of words, or a DFM whose features are used. Other words are
    /// dropped and counted as unseen. By default, every word in the texts is a feature.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public object? Vocabulary { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (!TryCompute("Reading text", (_, stop) => Start(stop), out _builder)) return;
        _progress = new ThrottledProgress(this, "Reading text");
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (_records++ % ProgressStride == 0)
            _progress!.Report(new ProgressReport(string.Create(CultureInfo.CurrentCulture, $"{_builder!.DocumentCount} documents"), double.NaN));
        bool isLiteral = ParameterSetName == LiteralPathSet;
        if (ParameterSetName == InputSet) AddObject(InputObject);
        else
            foreach (string path in isLiteral ? LiteralPath : Path) AddPath(path, isLiteral);
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        _progress!.Dispose();
        if (_builder!.DocumentCount == 0)
        {
            Refuse(ErrorCatalogue.From(MixtureError.NoDocuments()));
            return;
        }

        if (!TryCompute("Building the DFM", (_, _) => _builder.Build(), out var dfm)) return;
        WriteVerbose($"{dfm}: {dfm.TextStatistics}.");
        if (dfm.FeatureCount == 0) WriteWarning($"The DFM has no features: {dfm.TextStatistics}.");
        WriteWhole(dfm);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _builder?.Dispose();
        base.Dispose(disposing);
    }

    private DfmBuilder Start(CancellationToken stop)
    {
        var options = new DfmBuilderOptions
        {
            Token = Token,
            CaseSensitive = CaseSensitive,
            NGrams = NGram,
            StopWords = StopWord is null ? [] : WordListReading.StopWords(StopWord),
            StemLanguage = Stem,
            MinLength = MinLength,
            Pattern = Pattern is null ? null : DfmBuilderOptions.ParsePattern(Pattern),
            MinDocumentFrequency = MinDocumentFrequency,
            MaxDocumentFrequency = MaxDocumentFrequency,
            MaxFeatures = MaxFeature,
            Vocabulary = Vocabulary is null ? null : WordListReading.Words(Vocabulary),
            ThrottleLimit = ThrottleLimit,
        };
        if (options.Vocabulary is { } words && !CaseSensitive && words.FirstOrDefault(word => word.Any(char.IsUpper)) is { } upper)
            WriteWarning($"The vocabulary contains words with capital letters, such as '{upper}', which never match because texts are lower-cased. Give -CaseSensitive to keep the case.");
        _encoding = Encoding is null ? null : TextFile.EncodingOf(Encoding);
        return new DfmBuilder(options, stop);
    }
}
