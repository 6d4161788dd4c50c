using System.Globalization;
using MixturePS.Core.Foundation;

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

    /// <summary>The end of a sentence, if n-grams need it.</summary>
    public const int SentenceEnd = -100;

    private const char DottedI = '\u0130';
    private const int CancellationStride = 1 << 12;

    // Longer tokens are neither normalized nor compared with stop words, as neither can be stopped.
    private const int LongestWord = 1 << 16;

    private readonly DfmBuilderOptions _options;
    private readonly FeatureTable _features;
    private readonly StopWordSet _stopWords;
    private readonly HashSet<string>? _elided;
    private readonly Func<string, string>? _stem;
    private readonly List<TokenSpan> _spans = [];
    private readonly List<int> _ends = [];
    private readonly PieceTable _known;

    // Whether a token needs more than a lookup, or does if it has characters that composition can change.
    private readonly bool _isCostly;
    private readonly bool _normalizes;
    private readonly bool _hasSentences;
    private char[] _lowered = [];

    public TokenAnalyzer(DfmBuilderOptions options, FeatureTable features, StopWordSet stopWords, int cacheCapacity)
    {
        _options = options;
        _features = features;
        _stopWords = stopWords;
        _elided = options.ElisionLanguages.Count > 0 ? Elision.Of(options.ElisionLanguages) : null;
        _stem = options.StemLanguage is { } language ? Stemmers.Create(language) : null;
        _known = new PieceTable(cacheCapacity);
        _normalizes = options.Normalizes;
        _hasSentences = !options.CrossesSentences && options.NGrams is not [1];
        _isCostly = stopWords.Count > 0 || options.MinLength > 1 || options.Pattern is not null || _stem is not null || options.Keep.HasFlag(KeptToken.Hyphen);
    }

    /// <summary>
    /// Adds the outcome of each token of a piece: an id, <see cref="FeatureTable.Unseen"/>, or a reason for dropping it; and
    /// <see cref="SentenceEnd"/> between tokens where n-grams need it.
    /// </summary>
    /// <param name="piece">The text, without white space as defined by <see cref="WhiteSpace"/>.</param>
    /// <param name="outcomes">Receives the outcomes.</param>
    /// <param name="cancellation">The cancellation token, for long pieces.</param>
    public void Analyze(ReadOnlySpan<char> piece, List<int> outcomes, CancellationToken cancellation = default)
    {
        var text = _options.CaseSensitive ? piece : LowerCasing.Lower(piece, ref _lowered);
        switch (_options.Token)
        {
            case TokenKind.WhiteSpace:
                outcomes.Add(Resolve(text));
                break;
            case TokenKind.Character:
                for (int tokens = 1; text.Length > 0; tokens++)
                {
                    if (tokens % CancellationStride == 0) cancellation.Check();
                    int length = StringInfo.GetNextTextElementLength(text);
                    outcomes.Add(Resolve(text[..length]));
                    text = text[length..];
                }

                break;
            default:
                AnalyzeWords(piece, text, outcomes, cancellation);
                break;
        }
    }

    private void AnalyzeWords(ReadOnlySpan<char> piece, ReadOnlySpan<char> text, List<int> outcomes, CancellationToken cancellation)
    {
        _spans.Clear();
        if (AddressScanner.Finds(_options.Keep)) AddressScanner.Split(text, _options.Keep, _spans, cancellation);
        else WordSegmenter.Segment(text, _spans, _options.Keep.HasFlag(KeptToken.Emoji), cancellation);
        if (_options.Keep.HasFlag(KeptToken.Hyphen)) JoinHyphens(text);
        int sentence = 0;
        if (_hasSentences && _spans.Count > 1) FindSentences(piece, cancellation);
        else _ends.Clear();

        for (int i = 0; i < _spans.Count; i++)
        {
            if (i % CancellationStride == 0) cancellation.Check();
            var span = _spans[i];
            bool ends = false;
            for (; sentence < _ends.Count && _ends[sentence] <= span.Start; sentence++) ends = i > 0;
            if (ends) outcomes.Add(SentenceEnd);

            int sequence = _stopWords.LongestSequence > 1 ? StopWordSequence(text, i) : 0;
            if (sequence > 1)
            {
                for (int dropped = 0; dropped < sequence; dropped++) outcomes.Add(StopWord);
                i += sequence - 1;
                continue;
            }

            var token = text.Slice(span.Start, span.Length);
            if (_elided is not null && !span.IsWhole)
            {
                for (int elided = Elision.End(token, _elided); elided > 0; elided = Elision.End(token, _elided))
                {
                    outcomes.Add(StopWord);
                    token = token[elided..];
                }
            }

            outcomes.Add(Resolve(token, span.IsWhole));
        }
    }

    /// <summary>The number of tokens from a position on that form a stop word; zero if there is none of two or more.</summary>
    private int StopWordSequence(ReadOnlySpan<char> text, int first)
    {
        int most = Math.Min(_stopWords.LongestSequence, _spans.Count - first);
        for (int count = most; count > 1; count--)
        {
            int start = _spans[first].Start;
            int end = _spans[first + count - 1].End;
            if (end - start <= PieceTable.LongestPiece && _stopWords.Contains(text[start..end].ToString())) return count;
        }

        return 0;
    }

    /// <summary>Joins words with a single hyphen between them.</summary>
    private void JoinHyphens(ReadOnlySpan<char> text)
    {
        int kept = 0;
        for (int i = 0; i < _spans.Count; i++)
        {
            var span = _spans[i];
            if (kept > 0 && _spans[kept - 1] is var last && !last.IsWhole && !span.IsWhole && span.Start == last.End + 1 && IsHyphen(text[last.End]))
                _spans[kept - 1] = last with { Length = span.End - last.Start };
            else
                _spans[kept++] = span;
        }

        _spans.RemoveRange(kept, _spans.Count - kept);
    }

    /// <summary>Finds the ends of sentences in the text before lower-casing, which grows only by the dotted I.</summary>
    private void FindSentences(ReadOnlySpan<char> piece, CancellationToken cancellation)
    {
        _ends.Clear();
        var scanner = default(SentenceScanner);
        scanner.Read(piece, _ends, cancellation);
        if (_ends.Count == 0 || _options.CaseSensitive || !piece.Contains(DottedI)) return;
        int from = 0;
        int grown = 0;
        for (int i = 0; i < _ends.Count; i++)
        {
            grown += piece[from.._ends[i]].Count(DottedI);
            from = _ends[i];
            _ends[i] += grown;
        }
    }

    private int Resolve(ReadOnlySpan<char> token, bool isWhole = false)
    {
        if (!_isCostly && !(_normalizes && TokenNormalizer.MayChange(token))) return _features.Word(token);

        // If each piece is one token, outcomes are already cached by piece.
        if (_options.Token == TokenKind.WhiteSpace || token.Length > PieceTable.LongestPiece) return ResolveCostly(token, isWhole);
        var piece = new Piece(token);
        if (_known.TryGet(piece, out int outcome)) return outcome;
        outcome = ResolveCostly(token, isWhole);
        if (_known.IsFull) _known.Clear();
        _known.Add(piece, outcome);
        return outcome;
    }

    private int ResolveCostly(ReadOnlySpan<char> token, bool isWhole)
    {
        string word = token.ToString();
        bool isLanguage = word.Length <= LongestWord;
        if (_normalizes && isLanguage) word = TokenNormalizer.Normalize(word);
        if (_stopWords.Count > 0 && isLanguage && _stopWords.Contains(word)) return StopWord;
        if (_options.Keep.HasFlag(KeptToken.Hyphen) && !isWhole) word = word.Replace('\u2010', '-').Replace('\u2011', '-');
        if (CodePoints(word) < _options.MinLength) return Short;
        if (_options.Pattern is { } pattern && !DfmBuilderOptions.Matches(pattern, word)) return Unmatched;
        if (_stem is null || isWhole) return _features.Word(word);

        // The stemmers know only the straight apostrophe. A stem can be empty, as that of 's.
        word = _stem(word.Replace('\u2019', '\''));
        return word.Length == 0 ? Short : _features.Word(word);
    }

    private static bool IsHyphen(char c) => c is '-' or '\u2010' or '\u2011';

    private static int CodePoints(ReadOnlySpan<char> token)
    {
        int count = 0;
        foreach (var _ in token.EnumerateRunes()) count++;
        return count;
    }
}
