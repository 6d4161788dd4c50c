using System.Text.RegularExpressions;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// The options that define how texts become features. The steps, in order: lower-casing, tokenisation, elision, normalization,
/// stop words, minimum length, pattern, stemming, n-grams; and after all texts are read, the given vocabulary or the limits on features.
/// </summary>
internal sealed record DfmBuilderOptions
{
    /// <summary>The maximum n-gram size in tokens.</summary>
    public const int LongestNGram = 16;

    private readonly IReadOnlyList<int> _nGrams = [1];
    private readonly IReadOnlyList<string> _elisionLanguages = [];
    private readonly string? _stemLanguage;
    private readonly int _minLength = 1;
    private readonly double _minDocumentFrequency = 1;
    private readonly double? _maxDocumentFrequency;
    private readonly int? _maxFeatures;
    private readonly IReadOnlyList<string>? _vocabulary;

    /// <summary>The kind of token.</summary>
    public TokenKind Token { get; init; }

    /// <summary>Whether to keep upper case; otherwise texts are lower-cased as by Python's <c>str.lower</c>.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>Kinds of token to keep whole. They need <see cref="TokenKind.Word"/>; other tokens are whole anyway.</summary>
    public KeptToken Keep { get; init; }

    /// <summary>
    /// The Unicode normalization form of tokens; null for the default: NFC, and none for <see cref="TokenKind.WhiteSpace"/>, as in
    /// Python.
    /// </summary>
    public TextNormalization? Normalization { get; init; }

    /// <summary>
    /// The languages whose elided function words are dropped, as in French <c>l'homme</c>, by English name or two-letter code; see
    /// <see cref="Elision.Languages"/>. Needs <see cref="TokenKind.Word"/>.
    /// </summary>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public IReadOnlyList<string> ElisionLanguages
    {
        get => _elisionLanguages;
        init => _elisionLanguages = Array.AsReadOnly([.. value.Select(Elision.Name).Distinct()]);
    }

    /// <summary>
    /// Whether n-grams of words may cross the end of a sentence. Other tokens have no sentences: n-grams of pieces between white
    /// space may cross anything, and those of characters stay within such pieces.
    /// </summary>
    public bool CrossesSentences { get; init; }

    /// <summary>
    /// The n-gram sizes to use as features, each from 1 to <see cref="LongestNGram"/>. Tokens are joined by a space; characters are
    /// joined without a separator, and never across white space.
    /// </summary>
    /// <exception cref="MixtureException">InvalidNGram.</exception>
    public IReadOnlyList<int> NGrams
    {
        get => _nGrams;
        init
        {
            if (value.Count == 0) throw MixtureError.InvalidNGram(LongestNGram, "none is given", null);
            foreach (int size in value)
                if (size is < 1 or > LongestNGram) throw MixtureError.InvalidNGram(LongestNGram, $"one is {size}", size);
            _nGrams = Array.AsReadOnly([.. value.Distinct().Order()]);
        }
    }

    /// <summary>Tokens to drop, compared as <see cref="StopWordSet"/> does; see <see cref="Languages.StopWords"/>.</summary>
    public IReadOnlyCollection<string> StopWords { get; init; } = [];

    /// <summary>The language of the Snowball stemmer, by English name or two-letter code; null for no stemming.</summary>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public string? StemLanguage
    {
        get => _stemLanguage;
        init => _stemLanguage = value is null ? null : Languages.StemmerName(value);
    }

    /// <summary>The minimum token length in code points.</summary>
    public int MinLength
    {
        get => _minLength;
        init => _minLength = value >= 1 ? value : throw MixtureError.InvalidOption("The minimum token length", $"must be at least 1; it is {value}", value);
    }

    /// <summary>A regular expression that tokens must match in part; null for no restriction. See <see cref="ParsePattern"/>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The minimum document frequency of a feature: a number of documents, 1 or more, or a share between 0 and 1.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double MinDocumentFrequency
    {
        get => _minDocumentFrequency;
        init => _minDocumentFrequency = FrequencyRange.Checked("The least document frequency", value);
    }

    /// <summary>The maximum document frequency of a feature: a number of documents, 1 or more, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MaxDocumentFrequency
    {
        get => _maxDocumentFrequency;
        init => _maxDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The greatest document frequency", limit) : null;
    }

    /// <summary>The maximum number of features; those with the largest total counts are kept, and ties go to the first in order. Null for no limit.</summary>
    public int? MaxFeatures
    {
        get => _maxFeatures;
        init => _maxFeatures = value is null or >= 1 ? value : throw MixtureError.InvalidOption("The maximum number of features", $"must be at least 1; it is {value}", value);
    }

    /// <summary>A given vocabulary in column order; null to collect it from the texts.</summary>
    /// <exception cref="MixtureException">DuplicateVocabularyWord, EmptyVocabularyWord or InvalidOption (no words).</exception>
    public IReadOnlyList<string>? Vocabulary
    {
        get => _vocabulary;
        init => _vocabulary = value is null ? null
            : value.Count > 0 ? Vocabularies.Checked(value) : throw MixtureError.InvalidOption("The vocabulary", "must have at least one word", value);
    }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Creates a culture-invariant .NET regular expression with a timeout of two seconds per token.</summary>
    /// <param name="pattern">The regular expression.</param>
    /// <exception cref="MixtureException">InvalidPattern.</exception>
    public static Regex ParsePattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(2));
        }
        catch (ArgumentException error)
        {
            throw MixtureError.InvalidPattern(pattern, error.Message);
        }
    }

    /// <summary>Whether a word matches a pattern.</summary>
    /// <exception cref="MixtureException">InvalidPattern: matching takes too long.</exception>
    internal static bool Matches(Regex pattern, string word)
    {
        try
        {
            return pattern.IsMatch(word);
        }
        catch (RegexMatchTimeoutException)
        {
            throw MixtureError.InvalidPattern(pattern.ToString(), $"matching takes more than {pattern.MatchTimeout.TotalSeconds} seconds for the word '{word}'");
        }
    }

    /// <summary>Whether tokens are brought into NFC.</summary>
    internal bool Normalizes => (Normalization ?? (Token == TokenKind.WhiteSpace ? TextNormalization.None : TextNormalization.NFC)) == TextNormalization.NFC;

    /// <summary>Checks that the options agree with the kind of token.</summary>
    /// <exception cref="MixtureException">InvalidOption: kept tokens or elision without words.</exception>
    internal void CheckToken()
    {
        if (Token == TokenKind.Word) return;
        if (Keep != KeptToken.None) throw MixtureError.InvalidOption("The tokens to keep", $"need tokens of the kind Word; the kind is {Token}", Keep);
        if (ElisionLanguages.Count > 0) throw MixtureError.InvalidOption("Elision", $"needs tokens of the kind Word; the kind is {Token}", ElisionLanguages);
    }

    /// <summary>The validated limits on document frequency, which must neither contradict each other nor be combined with a vocabulary.</summary>
    internal FrequencyRange Range()
    {
        var range = new FrequencyRange(MinDocumentFrequency, MaxDocumentFrequency);
        if (Vocabulary is not null && (!range.IsOpen || MaxFeatures is not null)) throw MixtureError.ConflictingVocabulary();
        return range;
    }
}
