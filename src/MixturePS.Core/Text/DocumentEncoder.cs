using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Turns the texts of a batch into counts of feature ids. For one thread, which uses it for all its batches.</summary>
/// <remarks>
/// <para>The plain algorithm, with strings and dictionaries:</para>
/// <code>
/// for each text
///     tokens = the kept tokens of the text, lower-cased, filtered and stemmed
///     for each size s and position i with s tokens from i on
///         count[tokens[i] ... tokens[i + s - 1]] += 1
/// </code>
/// <para>The deviations, none of which changes a count:</para>
/// <para>1. Texts are scanned for pieces, stretches that one or more tokens come from, and the outcome of a piece is cached
/// without making a string of it (<see cref="PieceTable"/>): most of a text repeats.</para>
/// <para>2. Words have ids, and an n-gram is found by the id of the n-gram without its last word and the id of that word,
/// without joining strings (<see cref="FeatureTable"/>, <see cref="NGramTable"/>). Ids are put in the order of the words at
/// the end.</para>
/// <para>3. The counts of a text are in a small table that needs no clearing between texts (<see cref="RowCounter"/>).</para>
/// <para>4. Batches of texts are encoded in parallel. Which thread adds a word first changes ids, but not the matrix.</para>
/// <para>Benchmark: RESULTS-text.md, all rows; "synthetic, Zipf" shows it on a million texts.</para>
/// </remarks>
internal sealed class DocumentEncoder
{
    // Separates tokens that don't form n-grams with each other.
    private const int Boundary = TokenAnalyzer.SentenceEnd;
    private const int CancellationStride = 4096;
    private const int MaxOutcomes = 1 << 20;
    private const int InitialPieces = 1 << 11;

    private readonly int[] _sizes;
    private readonly bool _isUnigram;
    private readonly bool _hasBoundaries;
    private readonly bool _hasSentences;
    private readonly TokenAnalyzer _analyzer;
    private readonly FeatureTable _features;
    private readonly PieceTable _pieces;
    private readonly List<int> _outcomes = [];

    // The outcomes of pieces that aren't a single kept token: for each, the number of outcomes and then the outcomes.
    private readonly List<int> _sequences = [];
    private readonly RowCounter _row = new();
    private int[] _tokens = new int[256];

    public DocumentEncoder(DfmBuilderOptions options, FeatureTable features, StopWordSet stopWords, int cacheCapacity)
    {
        _sizes = [.. options.NGrams];
        _isUnigram = _sizes is [1];
        _hasBoundaries = options.Token == TokenKind.Character && !_isUnigram;
        _hasSentences = options.Token == TokenKind.Word && !_isUnigram && !options.CrossesSentences;
        _features = features;
        _analyzer = new TokenAnalyzer(options, features, stopWords, cacheCapacity);
        _pieces = new PieceTable(cacheCapacity, InitialPieces);
    }

    /// <summary>The number of tokens in all batches.</summary>
    public long Tokens { get; private set; }

    /// <summary>The number of n-grams in all batches, including unseen ones.</summary>
    public long NGrams { get; private set; }

    /// <summary>The number of n-grams that aren't in the vocabulary.</summary>
    public long Unseen { get; private set; }

    /// <summary>The number of dropped tokens by negated reason code.</summary>
    public long[] Dropped { get; } = new long[5];

    /// <summary>Encodes a batch in place.</summary>
    public void Encode(DocumentBatch batch, CancellationToken cancellation)
    {
        var counts = new int[batch.Count];
        for (int i = 0; i < counts.Length; i++)
        {
            cancellation.Check();
            int tokens = Tokenize(batch.Texts[i], cancellation);
            if (!_isUnigram) CountNGrams(tokens, cancellation);
            counts[i] = _row.EndRow();
        }

        batch.Encoded(counts, _row.TakeRows());
    }

    /// <summary>Counts the kept tokens of a text. If n-grams are needed, it writes their ids to the buffer instead and returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Tokenize(string text, CancellationToken cancellation)
    {
        int count = 0;
        int pieces = 0;
        long single = 0;

        // The position in the buffer of a boundary that the following pieces may revoke.
        int open = -1;
        var sentence = default(SentenceScanner);
        var scanner = new PieceScanner(text);
        while (scanner.TryNext(out var piece))
        {
            if (_hasSentences) EndSentence(piece.Text, scanner.TakeBlankLine(), ref sentence, ref open, ref count);
            if (_pieces.TryGet(piece, out int known) && known >= 0)
            {
                single++;
                if (_isUnigram) _row.Add(known);
                else Buffer(known, ref count);
            }
            else
            {
                AddPiece(piece, ref count, cancellation);
            }

            if (_hasSentences && open < 0 && MayEndSentence(piece.Text[^1]))
            {
                sentence.Read(piece.Text, null, cancellation);
                if (sentence.IsOpen)
                {
                    open = count;
                    Buffer(Boundary, ref count);
                }
            }

            if (_hasBoundaries) Buffer(Boundary, ref count);
            if (++pieces % CancellationStride == 0) cancellation.Check();
        }

        Tokens += single;
        if (_isUnigram) NGrams += single;
        return count;
    }

    /// <summary>Decides whether a sentence ends before a piece, and keeps or revokes the boundary there.</summary>
    private void EndSentence(ReadOnlySpan<char> piece, bool isAfterBlankLine, ref SentenceScanner sentence, ref int open, ref int count)
    {
        if (isAfterBlankLine)
        {
            if (open < 0) Buffer(Boundary, ref count);
            sentence.Reset();
            open = -1;
        }
        else if (open >= 0 && sentence.EndsBefore(piece) is { } ends)
        {
            if (!ends)
            {
                _tokens.AsSpan(open + 1, count - open - 1).CopyTo(_tokens.AsSpan(open));
                count--;
            }

            open = -1;
        }
    }

    /// <summary>Whether a piece with this last character can end a sentence; false for most.</summary>
    private static bool MayEndSentence(char last) => last >= '\u0080' || !(char.IsAsciiLetterOrDigit(last) || last is ',' or ';' or ':' or '-');

    /// <summary>Adds the outcomes of a piece that isn't cached as a single kept token.</summary>
    private void AddPiece(in Piece piece, ref int count, CancellationToken cancellation)
    {
        if (piece.Text.Length > PieceTable.LongestPiece)
        {
            _outcomes.Clear();
            _analyzer.Analyze(piece.Text, _outcomes, cancellation);
            foreach (int outcome in _outcomes) Push(outcome, ref count);
            return;
        }

        if (!_pieces.TryGet(piece, out int known)) known = Learn(piece);
        if (known >= 0)
        {
            Push(known, ref count);
            return;
        }

        int at = ~known;
        for (int end = at + _sequences[at]; at < end;) Push(_sequences[++at], ref count);
    }

    /// <summary>Analyses a piece and caches the result: the id of a single token, or the complement of the position of its outcomes.</summary>
    private int Learn(in Piece piece)
    {
        if (_pieces.IsFull || _sequences.Count > MaxOutcomes)
        {
            _pieces.Clear();
            _sequences.Clear();
        }

        _outcomes.Clear();
        _analyzer.Analyze(piece.Text, _outcomes);
        int value;
        if (_outcomes.Count == 1 && _outcomes[0] >= 0)
        {
            value = _outcomes[0];
        }
        else
        {
            value = ~_sequences.Count;
            _sequences.Add(_outcomes.Count);
            _sequences.AddRange(_outcomes);
        }

        _pieces.Add(piece, value);
        return value;
    }

    private void Push(int outcome, ref int count)
    {
        if (outcome == Boundary)
        {
            Buffer(Boundary, ref count);
            return;
        }

        Tokens++;
        if (outcome < FeatureTable.Unseen) Dropped[-outcome]++;
        else if (_isUnigram) CountGram(outcome);
        else Buffer(outcome, ref count);
    }

    private void Buffer(int token, ref int count)
    {
        if (count == _tokens.Length) Array.Resize(ref _tokens, 2 * count);
        _tokens[count++] = token;
    }

    private void CountGram(int id)
    {
        NGrams++;
        if (id >= 0) _row.Add(id);
        else Unseen++;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CountNGrams(int tokens, CancellationToken cancellation)
    {
        for (int i = 0; i < tokens; i++)
        {
            if (i % CancellationStride == 0) cancellation.Check();
            int id = _tokens[i];
            int length = 1;
            foreach (int size in _sizes)
            {
                for (; length < size && i + length < tokens && _tokens[i + length] != Boundary && id != Boundary; length++)
                {
                    int next = _tokens[i + length];
                    id = id < 0 || next < 0 ? FeatureTable.Unseen : _features.Gram(id, next);
                }

                if (length < size || id == Boundary) break;
                CountGram(id);
            }
        }
    }
}
