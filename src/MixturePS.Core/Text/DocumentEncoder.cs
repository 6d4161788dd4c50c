using System.Runtime.CompilerServices;

namespace MixturePS.Core.Text;

/// <summary>Turns the texts of a batch into counts of feature ids. For one thread, which it serves for all its batches.</summary>
internal sealed class DocumentEncoder
{
    // Between two pieces of a text whose tokens don't form n-grams with each other.
    private const int Boundary = -100;
    private const int CancellationStride = 4096;
    private const int MostOutcomes = 1 << 20;

    private readonly int[] _sizes;
    private readonly bool _isUnigram;
    private readonly bool _hasBoundaries;
    private readonly TokenAnalyzer _analyzer;
    private readonly FeatureTable _features;
    private readonly PieceTable _pieces;
    private readonly List<int> _outcomes = [];

    // What pieces of other than one kept token became, each as its number of outcomes and these.
    private readonly List<int> _sequences = [];
    private int[] _tokens = new int[256];
    private int[] _ids = new int[256];
    private byte[] _rows = new byte[1 << 12];

    public DocumentEncoder(DfmBuilderOptions options, FeatureTable features, HashSet<string> stopWords, int cacheCapacity)
    {
        _sizes = [.. options.NGrams];
        _isUnigram = _sizes is [1];
        _hasBoundaries = options.Token == TokenKind.Character && !_isUnigram;
        _features = features;
        _analyzer = new TokenAnalyzer(options, features, stopWords, cacheCapacity);
        _pieces = new PieceTable(cacheCapacity);
    }

    /// <summary>The tokens of all batches.</summary>
    public long Tokens { get; private set; }

    /// <summary>The n-grams of all batches, unseen ones too.</summary>
    public long NGrams { get; private set; }

    /// <summary>The n-grams outside of the vocabulary.</summary>
    public long Unseen { get; private set; }

    /// <summary>The tokens dropped, by the negated reason.</summary>
    public long[] Dropped { get; } = new long[5];

    /// <summary>Encodes a batch in place.</summary>
    public void Encode(DocumentBatch batch, CancellationToken cancellation)
    {
        var counts = new int[batch.Count];
        int at = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            int tokens = Tokenize(batch.Texts[i], cancellation);
            int ids = _isUnigram ? KeepSeen(tokens) : MakeNGrams(tokens, cancellation);
            counts[i] = WriteRow(_ids.AsSpan(0, ids), ref at);
        }

        batch.Encoded(counts, _rows.AsSpan(0, at).ToArray());
    }

    /// <summary>Puts the kept tokens of a text, as ids or unseen, in the buffer and says how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Tokenize(string text, CancellationToken cancellation)
    {
        int count = 0;
        int pieces = 0;
        for (int i = 0; i < text.Length;)
        {
            if (WhiteSpace.Is(text[i]))
            {
                i++;
                continue;
            }

            int start = i;
            ulong hash = 0;
            for (char c; i < text.Length && !WhiteSpace.Is(c = text[i]); i++) hash = PieceTable.Hash(hash, c);
            var piece = text.AsSpan(start, i - start);
            if (_pieces.TryGet(piece, hash, out int known) && known >= 0) Push(known, ref count);
            else AddPiece(piece, hash, ref count);
            if (_hasBoundaries) Push(Boundary, ref count);
            if (++pieces % CancellationStride == 0) cancellation.ThrowIfCancellationRequested();
        }

        return count;
    }

    /// <summary>Adds the outcomes of a piece that isn't known to be a single kept token.</summary>
    private void AddPiece(ReadOnlySpan<char> piece, ulong hash, ref int count)
    {
        if (piece.Length > PieceTable.LongestPiece)
        {
            _outcomes.Clear();
            _analyzer.Analyze(piece, _outcomes);
            foreach (int outcome in _outcomes) Push(outcome, ref count);
            return;
        }

        if (!_pieces.TryGet(piece, hash, out int known)) known = Learn(piece, hash);
        if (known >= 0)
        {
            Push(known, ref count);
            return;
        }

        int at = ~known;
        for (int end = at + _sequences[at]; at < end;) Push(_sequences[++at], ref count);
    }

    /// <summary>Analyses a piece and keeps what it became: an id, or the complement of where its outcomes stand.</summary>
    private int Learn(ReadOnlySpan<char> piece, ulong hash)
    {
        if (_pieces.IsFull || _sequences.Count > MostOutcomes)
        {
            _pieces.Clear();
            _sequences.Clear();
        }

        _outcomes.Clear();
        _analyzer.Analyze(piece, _outcomes);
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

        _pieces.Add(piece, hash, value);
        return value;
    }

    private void Push(int outcome, ref int count)
    {
        if (outcome != Boundary) Tokens++;
        if (outcome is >= FeatureTable.Unseen or Boundary)
        {
            if (count == _tokens.Length) Array.Resize(ref _tokens, 2 * count);
            _tokens[count++] = outcome;
        }
        else
        {
            Dropped[-outcome]++;
        }
    }

    private int KeepSeen(int tokens)
    {
        if (_ids.Length < tokens) _ids = new int[_tokens.Length];
        int count = 0;
        for (int i = 0; i < tokens; i++)
            if (_tokens[i] >= 0) _ids[count++] = _tokens[i];
        NGrams += tokens;
        Unseen += tokens - count;
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int MakeNGrams(int tokens, CancellationToken cancellation)
    {
        int count = 0;
        for (int i = 0; i < tokens; i++)
        {
            if (i % CancellationStride == 0) cancellation.ThrowIfCancellationRequested();
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
                NGrams++;
                if (id < 0)
                {
                    Unseen++;
                    continue;
                }

                if (count == _ids.Length) Array.Resize(ref _ids, 2 * count);
                _ids[count++] = id;
            }
        }

        return count;
    }

    /// <summary>Writes the different ids of a document with their counts; says how many they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int WriteRow(Span<int> ids, ref int at)
    {
        ids.Sort();
        long needed = at + 2L * VarInt.Longest * ids.Length;
        if (needed > _rows.Length) Array.Resize(ref _rows, (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * _rows.Length)));
        int different = 0;
        int before = 0;
        for (int i = 0; i < ids.Length;)
        {
            int id = ids[i];
            int start = i;
            while (++i < ids.Length && ids[i] == id)
            {
            }

            VarInt.Write(_rows, ref at, (uint)(id - before));
            VarInt.Write(_rows, ref at, (uint)(i - start - 1));
            before = id;
            different++;
        }

        return different;
    }
}
