using System.Globalization;

namespace MixturePS.Core.Text;

/// <summary>
/// Tokenises a piece of text between white space, and maps each token to its id or to the reason for dropping it. Not
/// thread-safe.
/// </summary>
internal sealed class TokenAnalyzer
{
    public const int StopWord = -2;
    public const int Short = -3;
    public const int Unmatched = -4;

    private readonly DfmBuilderOptions _options;
    private readonly FeatureTable _features;
    private readonly HashSet<string> _stopWords;
    private readonly Func<string, string>? _stem;
    private readonly WordSegmenter _words = new();
    private readonly List<(int Start, int Length)> _spans = [];
    private readonly PieceTable _known;

    // Whether a token needs more than a lookup.
    private readonly bool _isCostly;
    private char[] _lowered = [];

    public TokenAnalyzer(DfmBuilderOptions options, FeatureTable features, HashSet<string> stopWords, int cacheCapacity)
    {
        _options = options;
        _features = features;
        _stopWords = stopWords;
        _stem = options.StemLanguage is { } language ? Languages.Stemmer(language) : null;
        _known = new PieceTable(cacheCapacity);
        _isCostly = stopWords.Count > 0 || options.MinLength > 1 || options.Pattern is not null || _stem is not null;
    }

    /// <summary>The form in which stop words are compared: lower case, with straight apostrophes.</summary>
    public static string Fold(string word)
    {
        char[] buffer = [];
        return LowerCasing.Lower(word, ref buffer).ToString().Replace('\u2019', '\'');
    }

    /// <summary>Adds the outcome of each token of a piece: an id, <see cref="FeatureTable.Unseen"/>, or a reason for dropping it.</summary>
    /// <param name="piece">The text, without white space as defined by <see cref="WhiteSpace"/>.</param>
    /// <param name="outcomes">Receives the outcomes.</param>
    public void Analyze(ReadOnlySpan<char> piece, List<int> outcomes)
    {
        var text = _options.CaseSensitive ? piece : LowerCasing.Lower(piece, ref _lowered);
        switch (_options.Token)
        {
            case TokenKind.WhiteSpace:
                outcomes.Add(Resolve(text));
                break;
            case TokenKind.Character:
                while (text.Length > 0)
                {
                    int length = StringInfo.GetNextTextElementLength(text);
                    outcomes.Add(Resolve(text[..length]));
                    text = text[length..];
                }

                break;
            default:
                _spans.Clear();
                _words.Segment(text, _spans);
                foreach (var (start, length) in _spans) outcomes.Add(Resolve(text.Slice(start, length)));
                break;
        }
    }

    private int Resolve(ReadOnlySpan<char> token)
    {
        if (!_isCostly) return _features.Word(token);

        // If each piece is one token, outcomes are already cached by piece.
        if (_options.Token == TokenKind.WhiteSpace || token.Length > PieceTable.LongestPiece) return ResolveCostly(token);
        var piece = new Piece(token);
        if (_known.TryGet(piece, out int outcome)) return outcome;
        outcome = ResolveCostly(token);
        if (_known.IsFull) _known.Clear();
        _known.Add(piece, outcome);
        return outcome;
    }

    private int ResolveCostly(ReadOnlySpan<char> token)
    {
        string word = token.ToString();
        if (_stopWords.Count > 0 && (_stopWords.Contains(word) || _stopWords.Contains(Fold(word)))) return StopWord;
        if (CodePoints(token) < _options.MinLength) return Short;
        if (_options.Pattern is { } pattern && !DfmBuilderOptions.Matches(pattern, word)) return Unmatched;
        if (_stem is null) return _features.Word(token);

        // The stemmers know only the straight apostrophe. A stem can be empty, as that of 's.
        word = _stem(word.Replace('\u2019', '\''));
        return word.Length == 0 ? Short : _features.Word(word);
    }

    private static int CodePoints(ReadOnlySpan<char> token)
    {
        int count = 0;
        foreach (var _ in token.EnumerateRunes()) count++;
        return count;
    }
}
