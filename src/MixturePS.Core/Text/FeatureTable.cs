using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>The ids of words and n-grams while texts are read, by any number of threads.</summary>
/// <remarks>
/// <para>The plain algorithm is a dictionary from strings to ids.</para>
/// <para>Here words are looked up as spans of the text, without making strings of them, in shards with a lock each
/// (<see cref="PieceTable"/>), and n-grams by the ids of their parts (<see cref="NGramTable"/>). Ids depend on which thread
/// comes first; columns are put in the order of the words at the end, so the matrix doesn't. Benchmark:
/// RESULTS-text.md.</para>
/// </remarks>
internal sealed class FeatureTable
{
    /// <summary>The id of anything that isn't in a given vocabulary.</summary>
    public const int Unseen = -1;

    private const int ShardBits = 6;
    private const int NamesPerBlock = 1 << 13;

    // Sharded, with one lock per shard, to reduce contention.
    private readonly PieceTable[] _words = [.. Enumerable.Range(0, 1 << ShardBits).Select(_ => new PieceTable())];
    private readonly NGramTable _grams;
    private readonly string _separator;
    private bool _isClosed;
    private int _count;

    /// <summary>Creates an empty table.</summary>
    /// <param name="separator">The separator between the words of an n-gram.</param>
    public FeatureTable(string separator)
    {
        _separator = separator;
        _grams = new NGramTable(NextId);
    }

    /// <summary>The number of ids.</summary>
    public int Count => _count;

    /// <summary>Closes the table: from now on, anything without an id is unseen.</summary>
    public void Close() => _isClosed = true;

    /// <summary>The id of a word, which is added if the table is open.</summary>
    public int Word(ReadOnlySpan<char> word)
    {
        var piece = new Piece(word);
        var words = _words[piece.Hash >> (64 - ShardBits)];
        lock (words)
        {
            if (words.TryGet(piece, out int id)) return id;
            if (_isClosed) return Unseen;
            words.Add(piece, id = NextId());
            return id;
        }
    }

    /// <summary>The id of an n-gram, given the id of the n-gram without its last word and the id of that word; it is added if the table is open.</summary>
    public int Gram(int prefix, int word) => _grams.Find(prefix, word, !_isClosed);

    /// <summary>The names of features.</summary>
    /// <param name="ids">The ids.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public string[] Names(int[] ids, int threads, CancellationToken cancellation)
    {
        // Stores the complement of the prefix, so that the default zero means a single word.
        (int Prefix, int Word)[]? grams = null;
        _grams.ForEach((prefix, word, id) => (grams ??= new (int, int)[_count])[id] = (~prefix, word), cancellation);
        var isWanted = new bool[_count];
        for (int k = 0; k < ids.Length; k++)
        {
            if (k % NamesPerBlock == 0) cancellation.Check();
            int at = ids[k];
            for (; grams is not null && grams[at].Prefix != 0; at = ~grams[at].Prefix) isWanted[grams[at].Word] = true;
            isWanted[at] = true;
        }

        var words = new string?[_count];
        ParallelBlocks.Run(_words.Length, 1, threads, cancellation, (shard, _, _) => _words[shard].CopyStrings(isWanted, words));
        var names = new string[ids.Length];
        ParallelBlocks.Run(ids.Length, NamesPerBlock, threads, cancellation, (_, from, to) =>
        {
            for (int k = from; k < to; k++) names[k] = Name(ids[k]);
        });
        return names;

        string Name(int id) => words[id] ?? string.Concat(Name(~grams![id].Prefix), _separator, words[grams[id].Word]);
    }

    private int NextId()
    {
        int id = Interlocked.Increment(ref _count) - 1;
        return id >= 0 ? id : throw new OverflowException("There are more than 2,147,483,647 different features.");
    }
}
