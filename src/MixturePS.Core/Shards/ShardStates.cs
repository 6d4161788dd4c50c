using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>What a fit needs of the documents of a shard in each pass.</summary>
internal interface IShardState : IDisposable
{
    /// <summary>The approximate number of bytes that it takes.</summary>
    long Bytes { get; }
}

/// <summary>
/// The passes of a fit over shards, in their order. As many as the memory limit allows are kept from pass to pass; the others
/// are loaded again, each while the one before it is being worked on. The limit decides what is kept, never the results.
/// </summary>
/// <typeparam name="T">What is kept of a shard.</typeparam>
/// <param name="dfm">The documents, whose cells are in shards.</param>
/// <param name="reserved">The number of bytes that the fit takes beside the shards.</param>
/// <param name="garbage">The number of bytes that the work on a shard leaves unused.</param>
/// <param name="create">Makes the state of a shard from its documents.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class ShardStates<T>(Dfm dfm, long reserved, long garbage, Func<Dfm, T> create, CancellationToken cancellation) : IDisposable
    where T : class, IShardState
{
    // The cells of a shard before its state is made: a column, a value and the bytes of the file for each.
    private const long BytesPerCell = 24;
    private const long LeastUnused = 64L << 20;
    private readonly IDfmShards _shards = dfm.Shards!;
    private readonly T?[] _kept = new T?[dfm.ShardCount];
    private long _keptBytes;
    private long _unused;
    private long _largest;

    /// <summary>The number of shards whose state is kept.</summary>
    public int KeptCount => _kept.Count(state => state is not null);

    /// <summary>Works on all shards.</summary>
    /// <param name="work">Receives the number of a shard and its state.</param>
    /// <exception cref="MixtureException">MatrixTooLarge: a shard doesn't fit into the limit. An error of the shards.</exception>
    public void ForEach(Action<int, T> work)
    {
        Task<T>? next = null;
        try
        {
            for (int shard = 0; shard < _kept.Length; shard++)
            {
                cancellation.Check();
                var state = _kept[shard] ?? (next is null ? Create(shard) : next.GetAwaiter().GetResult());
                next = null;
                int following = shard + 1;
                try
                {
                    CheckLimit(state);
                    if (following < _kept.Length && _kept[following] is null && MayLoadAhead(state)) next = Task.Run(() => Create(following), CancellationToken.None);
                    work(shard, state);
                    Keep(shard, state);
                }
                finally
                {
                    if (_kept[shard] is null)
                    {
                        _unused += state.Bytes + (BytesPerCell * (_shards.NonZeroCount / _kept.Length));
                        state.Dispose();
                    }
                }

                _unused += garbage;
                Collect();
            }
        }
        finally
        {
            Abandon(next);
        }
    }

    /// <summary>Releases what is kept.</summary>
    public void Dispose()
    {
        foreach (var state in _kept) state?.Dispose();
        Array.Clear(_kept);
    }

    private T Create(int shard) => create(_shards.Load(shard, cancellation));

    private void CheckLimit(T state)
    {
        _largest = Math.Max(_largest, state.Bytes);
        if (reserved + state.Bytes > _shards.MemoryLimit)
        {
            throw MixtureError.MatrixTooLarge(
                "The work on one shard and the result would be too large", reserved + state.Bytes, $"the limit is {_shards.MemoryLimit}; give Get-DfmShard a greater -MemoryLimit, or build the shards with a smaller -ShardSize");
        }
    }

    private bool MayLoadAhead(T state) => reserved + _keptBytes + (2 * Math.Max(_largest, state.Bytes)) + (BytesPerCell * (_shards.NonZeroCount / _kept.Length)) <= _shards.MemoryLimit;

    // The runtime lets unused arrays grow to a multiple of those in use, far beyond the limit.
    private void Collect()
    {
        if (_unused < Math.Max(LeastUnused, _shards.MemoryLimit / 16)) return;
        _unused = 0;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
    }

    // Room is left for two shards that aren't kept.
    private void Keep(int shard, T state)
    {
        if (_kept[shard] is not null) return;
        bool areAllKept = shard == KeptCount && shard == _kept.Length - 1;
        if (reserved + _keptBytes + state.Bytes + (areAllKept ? 0 : 2 * _largest) > _shards.MemoryLimit) return;
        _kept[shard] = state;
        _keptBytes += state.Bytes;
    }

    // After an error or a cancellation the shard that is being loaded isn't needed.
    private static void Abandon(Task<T>? next)
    {
        if (next is null) return;
        try
        {
            next.GetAwaiter().GetResult().Dispose();
        }
        catch (Exception error) when (error is MixtureException or OperationCanceledException or OutOfMemoryException)
        {
            // The first error is the one to report.
        }
    }
}
