using System.Text.RegularExpressions;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// How texts become features. The steps are, in this order: lower case, tokens, stop words, shortest length, pattern,
/// stems, n-grams, and when all is read the given vocabulary or the limits on features.
/// </summary>
public sealed record DfmBuilderOptions
{
    /// <summary>The longest n-gram, in tokens.</summary>
    public const int LongestNGram = 16;

    private readonly IReadOnlyList<int> _nGrams = [1];
    private readonly string? _stemLanguage;
    private readonly int _minLength = 1;
    private readonly double _minDocumentFrequency = 1;
    private readonly double? _maxDocumentFrequency;
    private readonly int? _maxFeatures;
    private readonly IReadOnlyList<string>? _vocabulary;

    /// <summary>What a text is taken apart into.</summary>
    public TokenKind Token { get; init; }

    /// <summary>Whether capital letters are kept; otherwise texts are put in lower case, as Python's <c>str.lower</c> does.</summary>
    public bool CaseSensitive { get; init; }

    /// <summary>
    /// The sizes of n-grams that are features, each from 1 to <see cref="LongestNGram"/>. Tokens are joined by a space; characters
    /// by nothing, and not across white space.
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

    /// <summary>Tokens that are dropped, compared in lower case and with a straight apostrophe; see <see cref="Languages.StopWords"/>.</summary>
    public IReadOnlyCollection<string> StopWords { get; init; } = [];

    /// <summary>The language whose Snowball stemmer shortens tokens, by English name or two-letter code; null for none.</summary>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public string? StemLanguage
    {
        get => _stemLanguage;
        init => _stemLanguage = value is null ? null : Languages.StemmerName(value);
    }

    /// <summary>The fewest characters (code points) of a token.</summary>
    public int MinLength
    {
        get => _minLength;
        init => _minLength = value >= 1 ? value : throw MixtureError.InvalidOption("The minimum token length", $"must be at least 1; it is {value}", value);
    }

    /// <summary>What a token must match anywhere; null for anything. See <see cref="ParsePattern"/>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The fewest documents with a feature: a number from 1, or a share between 0 and 1.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double MinDocumentFrequency
    {
        get => _minDocumentFrequency;
        init => _minDocumentFrequency = FrequencyRange.Checked("The least document frequency", value);
    }

    /// <summary>The most documents with a feature: a number from 1, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MaxDocumentFrequency
    {
        get => _maxDocumentFrequency;
        init => _maxDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The greatest document frequency", limit) : null;
    }

    /// <summary>The most features: those with the greatest total counts, of equals those that come first; null for no limit.</summary>
    public int? MaxFeatures
    {
        get => _maxFeatures;
        init => _maxFeatures = value is null or >= 1 ? value : throw MixtureError.InvalidOption("The maximum number of features", $"must be at least 1; it is {value}", value);
    }

    /// <summary>The features, in the order of the columns, when they are given; null to find them.</summary>
    /// <exception cref="MixtureException">DuplicateVocabularyWord, EmptyVocabularyWord or InvalidOption (no words).</exception>
    public IReadOnlyList<string>? Vocabulary
    {
        get => _vocabulary;
        init => _vocabulary = value is null ? null
            : value.Count > 0 ? Vocabularies.Checked(value) : throw MixtureError.InvalidOption("The vocabulary", "must have at least one word", value);
    }

    /// <summary>The most threads; zero for one a core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>The pattern of a .NET regular expression: culture-invariant, and given up after two seconds on a token.</summary>
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

    /// <summary>Whether a pattern matches a word.</summary>
    /// <exception cref="MixtureException">InvalidPattern: the match takes too long.</exception>
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

    /// <summary>The bounds on document frequencies; refused where they contradict each other or a given vocabulary.</summary>
    internal FrequencyRange Range()
    {
        var range = new FrequencyRange(MinDocumentFrequency, MaxDocumentFrequency);
        if (Vocabulary is not null && (!range.IsOpen || MaxFeatures is not null)) throw MixtureError.ConflictingVocabulary();
        return range;
    }
}
