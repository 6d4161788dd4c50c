using System.Globalization;
using System.Management.Automation;
using System.Text;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Counts the words of texts: makes a document-feature matrix of strings, files, or a property of objects.</summary>
/// <remarks>
/// <para>A string that comes down the pipeline is a document; so is a file, or each of its lines with -DocumentPer Line; of other
/// objects -TextProperty names the text. Everything that came becomes one DFM, whose columns stand in order of code points unless a
/// vocabulary is given. Texts are let go as soon as they are counted, so that memory is the size of the DFM.</para>
/// <para>The steps are, in this order:</para>
/// <list type="bullet">
/// <item>lower case, unless -CaseSensitive</item>
/// <item>tokens: words by the rules of Unicode (UAX #29), pieces between white space, or characters</item>
/// <item>-StopWord, -MinLength, -Pattern: tokens are dropped</item>
/// <item>-Stem: tokens are shortened</item>
/// <item>-NGram: tokens that follow each other are joined</item>
/// <item>-Vocabulary, or -MinDocumentFrequency, -MaxDocumentFrequency and -MaxFeature: features are dropped</item>
/// </list>
/// <para>What was read and dropped is in the result's TextStatistics and shown with -Verbose. Documents in which nothing is left stay,
/// as empty rows. Where no document comes at all there is an error, EmptyDfm. -Token WhiteSpace gives the matrix of scikit-learn's
/// CountVectorizer(token_pattern=r'\S+').</para>
/// <para>Files are read by their byte order mark, else as UTF-8, else as Windows-1252 with a warning. A file that can't be read, an
/// object without the property and the like are reported each and left out.</para>
/// </remarks>
/// <example>
/// <summary>Of strings</summary>
/// <code>'the cat sat', 'the dog sat down' | ConvertTo-Dfm</code>
/// </example>
/// <example>
/// <summary>Of a folder of files, a document a file, without the commonest English words</summary>
/// <code>Get-ChildItem notes -File -Recurse | ConvertTo-Dfm -StopWord English -Stem English -MinDocumentFrequency 2</code>
/// </example>
/// <example>
/// <summary>Of a column of a CSV file, whose column 'topic' says the true clusters</summary>
/// <code>'text,topic', 'A long film,film', 'A short book,book', 'A good film,film' | Set-Content reviews.csv
/// $dfm = Import-Csv reviews.csv | ConvertTo-Dfm -TextProperty text -LabelProperty topic
/// $dfm.KnownClusterName</code>
/// <para>Labels are numbered in the order in which they come; KnownClusterName has the label of each number.</para>
/// </example>
/// <example>
/// <summary>Of folders of files that are the true clusters</summary>
/// <code>Get-ChildItem mail -File -Recurse | ConvertTo-Dfm -LabelProperty { $_.Directory.Name } -NameProperty FullName</code>
/// </example>
/// <example>
/// <summary>New texts in the columns of an earlier DFM</summary>
/// <code>$old = 'a rose is a rose', 'a daisy' | ConvertTo-Dfm
/// $new = 'a tulip is no rose' | ConvertTo-Dfm -Vocabulary $old
/// $new.TextStatistics.UnseenCount</code>
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

    /// <summary>The documents: strings, files as Get-ChildItem gives them, or objects with a property that is the text. A list counts as what is in it.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>Paths of files to read, with wildcards.</summary>
    [Parameter(Mandatory = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Paths of files to read, taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = LiteralPathSet)]
    [Alias("LP")]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Whether a file is one document (File) or each of its lines is (Line). Strings are documents as they are.</summary>
    [Parameter]
    [PSDefaultValue(Value = "File")]
    public DocumentUnit DocumentPer { get; set; }

    /// <summary>
    /// The encoding of files without a byte order mark, by name or number of a code page, such as utf-16, windows-1252 or 932. Without it
    /// a file is UTF-8, or Windows-1252 where it can't be.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "utf-8")]
    public string? Encoding { get; set; }

    /// <summary>The property that is the text: its name, or a script block that computes it from $_. A list of texts is joined by line breaks.</summary>
    [Parameter(ParameterSetName = InputSet)]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? TextProperty { get; set; }

    /// <summary>The property that is the document's name: its name, or a script block. Otherwise files have their name, and others are doc0, doc1 and so on.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? NameProperty { get; set; }

    /// <summary>
    /// The property that is the document's known cluster: its name, or a script block. Whole numbers of zero or more stay what they are where
    /// all labels are such, as numbers or as text; other labels are numbered from zero in the order in which they come, and the DFM's
    /// KnownClusterName has them by number.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? LabelProperty { get; set; }

    /// <summary>What a text is taken apart into.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Word")]
    public TokenKind Token { get; set; }

    /// <summary>Keeps capital letters apart from small ones.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>The sizes of n-grams to count: 1 for tokens, 1, 2 for tokens and pairs. Tokens are joined by a space; characters by nothing, within words alone.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public int[] NGram { get; set; } = [1];

    /// <summary>
    /// Words to drop, in any case: a language by its English name or two-letter code, or a list of words, in which the name of a language stands
    /// for that language's words.
    /// </summary>
    [Parameter]
    [Alias("stop_words")]
    [ArgumentCompleter(typeof(StopWordCompleter))]
    [ValidateNotNull]
    public object? StopWord { get; set; }

    /// <summary>The language whose Snowball stemmer shortens words, by its English name or two-letter code.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(StemmerCompleter))]
    public string? Stem { get; set; }

    /// <summary>The fewest characters of a token.</summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public int MinLength { get; set; } = 1;

    /// <summary>A .NET regular expression that a token must match somewhere, with regard to case; ^ and $ tie it to the whole token.</summary>
    [Parameter]
    public string? Pattern { get; set; }

    /// <summary>The fewest documents that have a feature: a whole number, or a share of the documents between 0 and 1. So 1 is one document.</summary>
    [Parameter]
    [Alias("min_df")]
    [PSDefaultValue(Value = 1.0)]
    public double MinDocumentFrequency { get; set; } = 1;

    /// <summary>The most documents that have a feature: a whole number, or a share of the documents between 0 and 1. So 1 is one document.</summary>
    [Parameter]
    [Alias("max_df")]
    public double? MaxDocumentFrequency { get; set; }

    /// <summary>The most features; those with the greatest total count are kept, of equals those that come first.</summary>
    [Parameter]
    [Alias("max_features")]
    public int? MaxFeature { get; set; }

    /// <summary>The features, in the order of the columns: a list of words, or a DFM that has them. Other words are dropped and counted.</summary>
    [Parameter]
    [ValidateNotNull]
    public object? Vocabulary { get; set; }

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
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

        if (!TryCompute("Making the DFM", (_, _) => _builder.Build(), out var dfm)) return;
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
