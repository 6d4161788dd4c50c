using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Text;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Counts the words of texts: converts strings, files or a property of objects to a document-feature matrix (DFM).</summary>
/// <remarks>
/// <para>Each string from the pipeline is one document. Each file is one document, or each of its lines is with
/// -DocumentPer Line. In a table, each row is one document, and -TextProperty names the property or column that
/// contains the text: of objects from the pipeline, or of a CSV, TSV or JSON file that -Path names. All documents
/// together become one DFM. Its columns are sorted by Unicode code point, unless you give a vocabulary. Texts are
/// released as soon as they are counted, so the memory needed depends on the size of the DFM.</para>
/// <para>The text is processed in this order:</para>
/// <list type="bullet">
/// <item>lower-casing, unless -CaseSensitive is given</item>
/// <item>tokenisation into words (Unicode UAX #29), pieces between white space, or characters; -Keep keeps hashtags,
/// addresses, emoji and hyphenated words whole</item>
/// <item>-Elision: drops elided words, as in French l'homme; -Normalization: composes letters and accents</item>
/// <item>-StopWord, -MinLength, -Pattern: filter tokens</item>
/// <item>-Stem: reduces tokens to their stems</item>
/// <item>-NGram: combines adjacent tokens of a sentence into n-grams</item>
/// <item>-Vocabulary, or -MinDocumentFrequency, -MaxDocumentFrequency and -MaxFeature: filter features</item>
/// </list>
/// <para>The property TextStatistics of the DFM counts what was read and dropped; -Verbose shows the same counts. A
/// document whose tokens are all dropped stays in the DFM as an empty row. If there are no documents, the error is
/// EmptyDfm. -Token WhiteSpace gives the same matrix as scikit-learn's CountVectorizer(token_pattern=r'\S+').</para>
/// <para>The encoding of a file is taken from its byte order mark. A file without one is read as UTF-8, or as
/// Windows-1252, with a warning, if it isn't valid UTF-8. A file that can't be read or an object without the property
/// causes an error and is skipped. If no object has the property, a single error lists those that they have. Documents
/// that can't be read as text, such as Word documents and PDF files, cause an error that says what they are.</para>
/// <para>A CSV file starts with the names of its columns. Names are compared regardless of case. A file named .json is
/// an array of objects or has one object per line, as files named .jsonl and .ndjson have. Any other file is delimited
/// text if you give -TextProperty. CSV files and JSON lines are read row by row, so their size doesn't matter. An error
/// in a table names the line and ends the command.</para>
/// <para>The property TextRecipe of the DFM records how the texts were tokenised. It is kept by Select-DfmFeature,
/// ConvertTo-TfIdf, clusterings and files, and Invoke-ClusterPrediction tokenises new texts in the same way.</para>
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
/// $dfm = ConvertTo-Dfm -Path reviews.csv -TextProperty text -ClusterProperty topic
/// $dfm.KnownClusterName</code>
/// <para>The column 'topic' contains the known cluster of each document. Labels are numbered in the order of their
/// first appearance; KnownClusterName contains the label of each number. The rows of Import-Csv give the same DFM.</para>
/// </example>
/// <example>
/// <summary>Keep the author and the year of each document</summary>
/// <code>'text,author,year', 'A long film,Ann,2019', 'A short book,Bob,2020', 'A good film,Ann,2020' | Set-Content reviews.csv
/// $dfm = ConvertTo-Dfm -Path reviews.csv -TextProperty text -VariableProperty author, year
/// $dfm.Variable</code>
/// <para>The year is a number. Variables go with the documents into clusterings, rows and files.</para>
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
/// <example>
/// <summary>Convert posts of a social network</summary>
/// <code>'New e-bike! https://example.org/bike #cycling @sam' | ConvertTo-Dfm -Keep All</code>
/// <para>The hyphenated word, the web address, the hashtag and the mention are one feature each. Without -Keep, they are
/// split into words.</para>
/// </example>
/// <example>
/// <summary>Convert French texts</summary>
/// <code>"l'homme", "d'un homme" | ConvertTo-Dfm -StopWord French -Stem French</code>
/// <para>The only feature is the stem of 'homme': the elided articles are dropped because of the language.</para>
/// </example>
/// <example>
/// <summary>Count texts that don't fit into memory</summary>
/// <code>'{"text": "a rose is a rose"}', '{"text": "a daisy"}' | Set-Content big.jsonl
/// $corpus = ConvertTo-Dfm -Path big.jsonl -TextProperty text -OutShard corpus -ShardSize 100000 -Force
/// $corpus | Invoke-KMeans -K 2 -Seed 1</code>
/// <para>The counts of each 100,000 documents are a file in the folder 'corpus', which Get-DfmShard opens later.</para>
/// </example>
/// <seealso cref="SelectDfmFeatureCommand"/>
/// <seealso cref="ConvertToTfIdfCommand"/>
[Cmdlet(VerbsData.ConvertTo, "Dfm", DefaultParameterSetName = InputSet, HelpUri = HelpPages.Root + "ConvertTo-Dfm.md")]
[OutputType(typeof(Dfm))]
public sealed class ConvertToDfmCommand : ShardTextCmdlet
{
    private DfmBuilder? _builder;
    private DocumentVariableReading? _variables;

    /// <summary>
    /// The documents: strings, files from Get-ChildItem, or objects with a property that contains the text. The items
    /// of a list are read as separate documents.
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = InputSet)]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject? InputObject { get; set; }

    /// <summary>
    /// The property or column that contains the document's known cluster: its name, or a script block that computes it from $_.
    /// If all labels are whole numbers from zero, as numbers or as text, they are the cluster numbers. Otherwise labels
    /// are numbered from zero in the order of their first appearance, and the DFM's KnownClusterName contains the label
    /// of each number. A document whose label is blank causes the error MissingProperty and is skipped. A label is never
    /// rounded: fractions and negative numbers, unless others are words, cause the error InvalidLabel.
    /// </summary>
    [Parameter]
    [Alias("ClusterProperty")]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    public PropertyReader? LabelProperty { get; set; }

    /// <summary>
    /// The properties or columns that become variables of the documents, such as author and year: names, in which wildcards are
    /// allowed, or calculated properties as for Select-Object. A pattern leaves out objects, with a warning, and the properties of
    /// the text, the name and the known cluster; one that matches no property is an error. The type of a variable follows from its values: dates, numbers, texts that repeat
    /// (a factor, with its levels) or other texts. Blank values are missing. A list becomes one text; an object causes the error
    /// InvalidVariable. Files and rows of Get-ClusterAssignment, Get-ClusterDocument and ConvertFrom-Dfm have them too.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(PropertyCompleter))]
    [SupportsWildcards]
    public VariableProperty[] VariableProperty { get; set; } = [];

    /// <summary>
    /// Keeps all other properties or columns as variables, except those that are lists of objects, with a warning. Strings and
    /// files have no columns.
    /// </summary>
    [Parameter]
    public SwitchParameter KeepVariable { get; set; }

    /// <summary>Keeps the texts as the variable Text, so that Get-ClusterDocument shows them. The DFM then needs memory for all of them.</summary>
    [Parameter]
    public SwitchParameter KeepText { get; set; }

    /// <summary>The kind of token that a text is split into.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Word")]
    public TokenKind Token { get; set; }

    /// <summary>
    /// The kinds of token to keep whole: Hashtag, Mention, Url, Email, Emoji, Hyphen (words joined by hyphens, such as
    /// e-mail), or All. By default they are split into words, and emoji are dropped. It needs -Token Word.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "None")]
    public KeptToken Keep { get; set; }

    /// <summary>
    /// The languages whose elided words are dropped, as in French l'homme, Italian dell'arte and Catalan l'aigua: Catalan,
    /// French, Irish, Italian, or None. Such words count as stop words. By default, they are those of these languages that
    /// -StopWord or -Stem names.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(ElisionCompleter))]
    [PSDefaultValue(Help = "The language of -StopWord and -Stem")]
    [ValidateNotNull]
    public string[]? Elision { get; set; }

    /// <summary>
    /// The Unicode normalization of tokens: NFC composes letters and accents, so that both ways to write an accented letter
    /// give one token; None leaves tokens as they are. The default is NFC, and None with -Token WhiteSpace, as in Python.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "NFC; None with -Token WhiteSpace")]
    public TextNormalization? Normalization { get; set; }

    /// <summary>Keeps the case of letters. By default, texts are lower-cased.</summary>
    [Parameter]
    public SwitchParameter CaseSensitive { get; set; }

    /// <summary>
    /// The sizes of the n-grams to count: 1 for single tokens; 1, 2 or 1..2 for single tokens and pairs of adjacent
    /// tokens. The tokens of an n-gram are joined with a space. Words are joined within a sentence, unless -CrossSentence is given.
    /// Characters are joined without a space, and only within a piece between white space.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public WholeNumber[] NGram { get; set; } = [1];

    /// <summary>Joins words to n-grams across the ends of sentences and paragraphs too.</summary>
    [Parameter]
    public SwitchParameter CrossSentence { get; set; }

    /// <summary>
    /// The stop words to remove, regardless of case and of other spellings of a word: a language, by its English name or
    /// two-letter code, or a list of words. In a list, the English name of a language adds the stop words of that language.
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
    public WholeNumber MinLength { get; set; } = 1;

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
    public Number MinDocumentFrequency { get; set; } = 1;

    /// <summary>
    /// The maximum number of documents that contain a feature, or their share if the value is between 0 and 1. A value
    /// of 1 means one document. More common features are dropped. By default there is no maximum. It can't be combined
    /// with -Vocabulary.
    /// </summary>
    [Parameter]
    [Alias("max_df")]
    public Number? MaxDocumentFrequency { get; set; }

    /// <summary>
    /// The maximum number of features. The features with the greatest total counts are kept; ties go to the feature
    /// that comes first in the order of columns. By default there is no maximum. It can't be combined with -Vocabulary.
    /// </summary>
    [Parameter]
    [Alias("max_features")]
    public WholeNumber? MaxFeature { get; set; }

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
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    private protected override DfmBuilder Builder => _builder!;

    /// <inheritdoc/>
    private protected override PropertyReader? LabelReader => LabelProperty;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        CheckShards(VariableProperty.Length > 0 ? nameof(VariableProperty) : KeepVariable ? nameof(KeepVariable) : KeepText ? nameof(KeepText) : null);
        TryCompute("Reading text", (_, stop) => Start(stop), out _builder);
        if (VariableProperty.Length == 0 && !KeepVariable && !KeepText) return;
        IEnumerable<PropertyReader?> others = [TextProperty, NameProperty, LabelProperty];
        _variables = new DocumentVariableReading(VariableProperty, KeepVariable, KeepText, others.Where(reader => reader is { IsName: true }).Select(reader => reader!.ToString()));
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == InputSet) AddObject(InputObject);
        else AddPaths();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        EndReading();
        if (_builder!.DocumentCount == 0)
        {
            Refuse(ErrorCatalogue.From(MixtureError.NoDocuments()));
            return;
        }

        if (!TryCompute("Building the DFM", (_, stop) => Build(_builder, stop), out var dfm)) return;
        Say($"Built a DFM of tokens of the kind {Token}, n-grams of {string.Join(", ", WholeNumber.List(NGram))}");
        WriteVerbose($"{dfm}: {dfm.TextStatistics}.");
        WriteVerbose($"Tokens: {dfm.TextRecipe}.");
        if (dfm.Variable.Count > 0) WriteVerbose($"Variables: {string.Join(", ", dfm.Variable)}.");
        if (_variables?.LeftOut.ToArray() is { Length: > 0 } left)
            WriteWarning($"{Counted.Of(left.Length, "property", "properties")} {Counted.Agree(left.Length, "was", "were")} not kept as {Counted.Agree(left.Length, "a variable", "variables")}, because values are objects: {string.Join(", ", left)}. Compute their values with -VariableProperty.");
        if (dfm.FeatureCount == 0) WriteWarning($"The DFM has no features: {dfm.TextStatistics}.");
        WriteWhole(dfm);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _builder?.Dispose();
        base.Dispose(disposing);
    }

    /// <inheritdoc/>
    private protected override IEnumerable<PropertyReader> FurtherColumns => VariableProperty.Where(variable => variable.Pattern is null).Select(variable => variable.Reader!);

    /// <inheritdoc/>
    private protected override void OnAdding(string text, object source) => _variables?.Read(source, text, _builder!.DocumentCount);

    private Dfm Build(DfmBuilder builder, CancellationToken stop)
    {
        if (OutShard is not null) return BuildShards(builder, stop);
        _variables?.CheckFound();
        int documents = builder.DocumentCount;
        var dfm = builder.Build();
        return _variables is null ? dfm : dfm.WithVariables(_variables.Build(documents));
    }

    private DfmBuilder Start(CancellationToken stop)
    {
        Binding.VariableProperty.Check(VariableProperty);
        var options = new DfmBuilderOptions
        {
            Token = Token,
            Keep = Keep,
            ElisionLanguages = WordListReading.ElisionLanguages(Elision, Token, StopWord, Stem),
            Normalization = Normalization,
            CaseSensitive = CaseSensitive,
            NGrams = WholeNumber.List(NGram),
            CrossesSentences = CrossSentence,
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
        foreach (string warning in VocabularyWarnings.Of(options, Vocabulary)) WriteWarning(warning);
        var builder = new DfmBuilder(options, stop);
        StartShards(builder, stop);
        return builder;
    }
}
