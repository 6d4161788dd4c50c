namespace MixturePS.Core.Data;

/// <summary>Documents whose cells are outside memory, in shards of consecutive documents that are loaded one by one.</summary>
internal interface IDfmShards
{
    /// <summary>The folder of the shards, for messages.</summary>
    string Folder { get; }

    /// <summary>A text that differs between corpora with other documents.</summary>
    string Identity { get; }

    /// <summary>The first document of each shard and, last, the number of documents; length: the number of shards + 1.</summary>
    IReadOnlyList<int> FirstDocument { get; }

    /// <summary>The number of stored cells of all shards.</summary>
    long NonZeroCount { get; }

    /// <summary>The number of bytes that a computation may keep of the shards.</summary>
    long MemoryLimit { get; }

    /// <summary>How the cells of the files become those of the documents, in order; empty if they are the same.</summary>
    IReadOnlyList<ShardStep> Steps { get; }

    /// <summary>The shard of a document.</summary>
    /// <param name="document">The document, from zero.</param>
    int ShardOf(int document)
    {
        int low = 0, high = FirstDocument.Count - 1;
        while (high - low > 1)
        {
            int middle = (low + high) / 2;
            if (FirstDocument[middle] <= document) low = middle;
            else high = middle;
        }

        return low;
    }

    /// <summary>Loads the documents of a shard. Threads may load at the same time.</summary>
    /// <param name="shard">The shard, from zero.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="Foundation.MixtureException">The shard is missing or damaged, or was replaced.</exception>
    Dfm Load(int shard, CancellationToken cancellation);
}

/// <summary>The shard that a row was last read from.</summary>
/// <param name="Shard">The shard.</param>
/// <param name="Part">Its documents, unless their memory was needed.</param>
internal sealed record LoadedShard(int Shard, WeakReference<Dfm> Part);

/// <summary>A change of the cells of shards, which is made when they are loaded: some features are kept, or counts are weighted.</summary>
/// <param name="NonZeroCount">The number of stored cells afterwards.</param>
/// <param name="Kept">The features that are kept, ascending; or null.</param>
/// <param name="TfIdf">The definition of the weights; or null.</param>
/// <param name="Idf">The inverse document frequency of each feature, if the weights have one.</param>
internal sealed record ShardStep(long NonZeroCount, int[]? Kept = null, TfIdfOptions? TfIdf = null, IReadOnlyList<double>? Idf = null);

/// <summary>Shards whose documents get other cells when they are loaded, such as weights or fewer features.</summary>
/// <param name="source">The shards.</param>
/// <param name="step">The change.</param>
/// <param name="map">Makes the documents of a shard from those of the source.</param>
internal sealed class MappedShards(IDfmShards source, ShardStep step, Func<Dfm, CancellationToken, Dfm> map) : IDfmShards
{
    /// <inheritdoc/>
    public string Folder => source.Folder;

    /// <inheritdoc/>
    public string Identity => source.Identity;

    /// <inheritdoc/>
    public IReadOnlyList<int> FirstDocument => source.FirstDocument;

    /// <inheritdoc/>
    public long NonZeroCount => step.NonZeroCount;

    /// <inheritdoc/>
    public long MemoryLimit => source.MemoryLimit;

    /// <inheritdoc/>
    public IReadOnlyList<ShardStep> Steps { get; } = [.. source.Steps, step];

    /// <inheritdoc/>
    public Dfm Load(int shard, CancellationToken cancellation) => map(source.Load(shard, cancellation), cancellation);
}
