using System.Collections.Concurrent;
using System.Security.Cryptography;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The shards of a folder.</summary>
internal sealed class ShardCorpus : IDfmShards
{
    // A buffer for the content of a file, used by one load after the other.
    private readonly ConcurrentBag<byte[]> _buffers = [];
    private readonly ConcurrentDictionary<string, DateTime> _verified = new(StringComparer.Ordinal);
    private readonly ShardManifest _manifest;
    private readonly int[] _firstDocument;
    private readonly IReadOnlyList<string> _documentName;
    private readonly int[]? _known;

    private ShardCorpus(string folder, ShardManifest manifest, long memoryLimit, CancellationToken cancellation)
    {
        (Folder, _manifest, MemoryLimit) = (folder, manifest, memoryLimit);
        _firstDocument = new int[manifest.Shards.Count + 1];
        for (int s = 0; s < manifest.Shards.Count; s++) _firstDocument[s + 1] = _firstDocument[s] + manifest.Shards[s].Documents;
        int n = _firstDocument[^1];
        _documentName = manifest.HasNames ? new ShardNames(this) : new NumberedNames("doc", n);
        if (!manifest.HasKnown) return;
        _known = LargeArray.Uninitialized<int>(n);
        for (int s = 0; s < manifest.Shards.Count; s++) ReadNames(s, [], _known.AsSpan(_firstDocument[s], manifest.Shards[s].Documents), cancellation);
        if (manifest.KnownClusterName is { } names && _known.AsSpan().IndexOfAnyExceptInRange(0, names.Count - 1) >= 0) throw FileError.InvalidShards(folder, "some known clusters have no name");
    }

    /// <inheritdoc/>
    public string Folder { get; }

    /// <inheritdoc/>
    public string Identity => _manifest.Checksum;

    /// <inheritdoc/>
    public IReadOnlyList<int> FirstDocument => _firstDocument;

    /// <inheritdoc/>
    public long NonZeroCount => _manifest.Shards.Sum(shard => shard.NonZero);

    /// <inheritdoc/>
    public long MemoryLimit { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ShardStep> Steps => [];

    /// <summary>The default of <see cref="MemoryLimit"/>: half of the memory that the process may use.</summary>
    public static long DefaultMemoryLimit => GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2;

    /// <summary>Opens a folder: the documents, whose cells stay in their shards.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="memoryLimit">The number of bytes that a computation may keep of the shards; zero for the default.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileNotReadable or InvalidShards.</exception>
    public static Dfm Open(string folder, long memoryLimit = 0, CancellationToken cancellation = default)
    {
        var manifest = ShardManifest.Read(folder, cancellation);
        var corpus = new ShardCorpus(folder, manifest, memoryLimit > 0 ? memoryLimit : DefaultMemoryLimit, cancellation);
        return new Dfm(corpus, manifest.Vocabulary, manifest.Weighting, corpus._documentName, corpus._known)
        {
            KnownClusterName = manifest.KnownClusterName,
            TextStatistics = manifest.TextStatistics,
            TextRecipe = manifest.TextRecipe,
        };
    }

    /// <inheritdoc/>
    public Dfm Load(int shard, CancellationToken cancellation)
    {
        var entry = _manifest.Shards[shard];

        // Fits load a shard again and again and need no names: these are read when they are asked for, but verified now.
        if (entry.Names is { } names && !IsCurrent(names)) ReadNames(shard, [], [], cancellation);
        string path = Path.Combine(Folder, entry.Cells.Name);
        SparseMatrix matrix;
        byte[] content = Rent(entry.Cells.Bytes);
        try
        {
            bool isNew = Read(entry.Cells, path, content, cancellation);
            matrix = ShardFile.ReadCells(path, content.AsMemory(0, (int)entry.Cells.Bytes), entry, _manifest.Vocabulary.Count, isNew, cancellation);
        }
        finally
        {
            _buffers.Add(content);
        }

        int first = _firstDocument[shard];
        return new Dfm(matrix, _manifest.Vocabulary, _manifest.Weighting, new NamesOfPart(_documentName, first, entry.Documents), _known?.AsSpan(first, entry.Documents).ToArray(), check: false)
        {
            KnownClusterName = _manifest.KnownClusterName,
            TextRecipe = _manifest.TextRecipe,
        };
    }

    /// <summary>Reads the names and known clusters of a shard.</summary>
    /// <param name="shard">The shard.</param>
    /// <param name="names">Receives the names; empty to leave them out.</param>
    /// <param name="known">Receives the known clusters; empty to leave them out.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public void ReadNames(int shard, Span<string> names, Span<int> known, CancellationToken cancellation)
    {
        var entry = _manifest.Shards[shard].Names!;
        string path = Path.Combine(Folder, entry.Name);
        byte[] content = new byte[entry.Bytes];
        Read(entry, path, content, cancellation);
        ShardFile.ReadNames(path, content, names, known);
    }

    // Whether a file that was verified has the same length and time of change.
    private bool IsCurrent(ShardFileEntry entry)
    {
        var file = new FileInfo(Path.Combine(Folder, entry.Name));
        return file.Exists && file.Length == entry.Bytes && _verified.TryGetValue(entry.Name, out var time) && time == file.LastWriteTimeUtc;
    }

    // Returns whether the file was read for the first time, or has changed on disk since then. A file isn't mapped into memory:
    // one that is truncated while it is read would end the process.
    private bool Read(ShardFileEntry entry, string path, byte[] content, CancellationToken cancellation)
    {
        const int Step = 1 << 24;
        try
        {
            using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
            if (RandomAccess.GetLength(file) is var length && length != entry.Bytes) throw FileError.InvalidShards(path, $"it has {length} bytes, but the manifest says {entry.Bytes}; it was truncated or replaced");
            var time = File.GetLastWriteTimeUtc(path);
            for (int at = 0; at < entry.Bytes;)
            {
                cancellation.Check();
                int read = RandomAccess.Read(file, content.AsSpan(at, (int)Math.Min(Step, entry.Bytes - at)), at);
                if (read == 0) throw FileError.InvalidShards(path, "it was truncated while it was read");
                at += read;
            }

            if (_verified.TryGetValue(entry.Name, out var before) && before == time) return false;
            if (!Convert.ToHexString(SHA256.HashData(content.AsSpan(0, (int)entry.Bytes))).Equals(entry.Checksum, StringComparison.OrdinalIgnoreCase))
                throw FileError.InvalidShards(path, "its content has another checksum than the manifest says; it was damaged or replaced");
            _verified[entry.Name] = time;
            return true;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileError.InvalidShards(path, "the file doesn't exist");
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }

    private byte[] Rent(long bytes) => _buffers.TryTake(out var buffer) && buffer.Length >= bytes ? buffer : LargeArray.Uninitialized<byte>(_manifest.Shards.Max(shard => shard.Cells.Bytes));

    /// <summary>The names of consecutive documents.</summary>
    private sealed class NamesOfPart(IReadOnlyList<string> all, int first, int count) : ReadOnlyItems<string>
    {
        public override int Count => count;

        public override string this[int index] => (uint)index < (uint)count ? all[first + index] : throw new ArgumentOutOfRangeException(nameof(index), index, $"Names go from 0 to {count - 1}.");
    }

    /// <summary>The names of all documents, read shard by shard when they are needed.</summary>
    private sealed class ShardNames(ShardCorpus corpus) : ReadOnlyItems<string>
    {
        private (int Shard, string[] Names)? _last;

        public override int Count => corpus._firstDocument[^1];

        public override string this[int index]
        {
            get
            {
                if ((uint)index >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(index), index, $"Names go from 0 to {Count - 1}.");
                int shard = ((IDfmShards)corpus).ShardOf(index);
                var last = _last;
                if (last?.Shard != shard)
                {
                    string[] names = new string[corpus._manifest.Shards[shard].Documents];
                    corpus.ReadNames(shard, names, [], CancellationToken.None);
                    _last = last = (shard, names);
                }

                return last!.Value.Names[index - corpus._firstDocument[shard]];
            }
        }
    }
}
