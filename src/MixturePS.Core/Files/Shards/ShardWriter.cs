using System.Security.Cryptography;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Writes a folder of shards. Everything is written to a folder beside it, which gets its name at the end, so that a failure
/// leaves nothing behind and an earlier folder unchanged.
/// </summary>
internal sealed class ShardWriter : IDisposable
{
    /// <summary>The greatest number of cells of a shard, so that each of its lists fits into an array of 2 GiB.</summary>
    public const int MostCells = 1 << 27;

    private readonly string _folder;
    private readonly bool _overwrite;
    private readonly CancellationToken _cancellation;
    private readonly List<ShardEntry> _shards = [];
    private bool _hasNames, _hasKnown;
    private long _documents;

    /// <summary>Starts a folder without shards.</summary>
    /// <param name="folder">The folder, which must not exist unless it is empty or is to be replaced.</param>
    /// <param name="overwrite">Whether to replace a folder of shards.</param>
    /// <param name="shardSize">The number of documents of a shard, at least 1.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileExists, FileNotWritable or InvalidOption.</exception>
    public ShardWriter(string folder, bool overwrite, int shardSize, CancellationToken cancellation)
    {
        ShardSize = Option.AtLeast(shardSize, 1, "The number of documents in a shard");
        (_folder, _overwrite, _cancellation) = (Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)), overwrite, cancellation);
        CheckTarget();
        Temporary = Path.Combine(Path.GetDirectoryName(_folder) ?? _folder, $".{Guid.NewGuid():N}"[..9] + ".tmp");
        Guarded(() => Directory.CreateDirectory(Temporary));
    }

    /// <summary>The number of documents of a shard.</summary>
    public int ShardSize { get; }

    /// <summary>The folder that is written to until the end; other temporary files may be in it, and are removed.</summary>
    public string Temporary { get; }

    /// <summary>The number of documents so far.</summary>
    public long DocumentCount => _documents;

    /// <summary>Writes a shard.</summary>
    /// <param name="matrix">The cells of its documents, n x J.</param>
    /// <param name="names">The name of each document, or null if they have none of their own; the same for all shards.</param>
    /// <param name="known">The known cluster of each document, or null; the same for all shards.</param>
    /// <exception cref="MixtureException">MatrixTooLarge or FileNotWritable.</exception>
    public void Add(SparseMatrix matrix, IReadOnlyList<string>? names, IReadOnlyList<int>? known)
    {
        if (_documents + matrix.RowCount > Array.MaxLength) throw MixtureError.MatrixTooLarge($"The corpus would have {_documents + matrix.RowCount} documents", sizeof(int) * (Int128)(_documents + matrix.RowCount), $"a list may have {Array.MaxLength} at most");
        if (matrix.NonZeroCount > MostCells) throw MixtureError.MatrixTooLarge($"A shard would have {matrix.NonZeroCount} cells", 16 * (Int128)matrix.NonZeroCount, $"a shard may have {MostCells} at most; give a smaller -ShardSize");
        int number = _shards.Count;
        var cells = Write(FormattableString.Invariant($"shard-{number:00000}.arrow"), stream => ShardFile.WriteCells(stream, matrix, _cancellation));
        var documents = names is null && known is null ? null : Write(FormattableString.Invariant($"documents-{number:00000}.arrow"), stream => ShardFile.WriteNames(stream, names, known, _cancellation));
        (_hasNames, _hasKnown) = (names is not null, known is not null);
        _shards.Add(new ShardEntry(matrix.RowCount, matrix.NonZeroCount, cells, documents));
        _documents += matrix.RowCount;
    }

    /// <summary>Writes the manifest and gives the folder its name.</summary>
    /// <param name="vocabulary">The word of each feature; length J.</param>
    /// <param name="weighting">The weighting of the cells.</param>
    /// <param name="knownNames">The name of each known cluster, or null.</param>
    /// <param name="statistics">Statistics of the text, or null.</param>
    /// <param name="recipe">How the text was tokenised, or null.</param>
    /// <exception cref="MixtureException">NoDocuments, FileExists or FileNotWritable.</exception>
    public void Commit(IReadOnlyList<string> vocabulary, DfmWeighting weighting, IReadOnlyList<string>? knownNames, TextStatistics? statistics, TextRecipe? recipe)
    {
        if (_documents == 0) throw MixtureError.NoDocuments();
        var manifest = new ShardManifest
        {
            Vocabulary = vocabulary,
            Weighting = weighting,
            Shards = _shards,
            HasNames = _hasNames,
            HasKnown = _hasKnown,
            KnownClusterName = knownNames,
            TextStatistics = statistics,
            TextRecipe = recipe,
        };
        Guarded(() =>
        {
            manifest.Write(Path.Combine(Temporary, ShardManifest.FileName), _cancellation);
            CheckTarget();
            string? backup = null;
            if (Directory.Exists(_folder))
            {
                backup = Temporary + ".old";
                Directory.Move(_folder, backup);
            }

            try
            {
                Directory.Move(Temporary, _folder);
            }
            catch
            {
                if (backup is not null) Directory.Move(backup, _folder);
                throw;
            }

            if (backup is not null) Directory.Delete(backup, recursive: true);
        });
    }

    /// <summary>Removes what was written, unless it was committed.</summary>
    public void Dispose()
    {
        try
        {
            if (Directory.Exists(Temporary)) Directory.Delete(Temporary, recursive: true);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            // A leftover folder does no harm.
        }
    }

    // Another folder than one of shards is never replaced.
    private void CheckTarget()
    {
        if (File.Exists(_folder)) throw FileError.Exists(_folder);
        if (!Directory.Exists(_folder) || !Directory.EnumerateFileSystemEntries(_folder).Any()) return;
        if (!File.Exists(Path.Combine(_folder, ShardManifest.FileName))) throw FileError.NotWritable(_folder, "the folder has other files");
        if (!_overwrite) throw FileError.Exists(_folder);
    }

    private ShardFileEntry Write(string name, Action<Stream> write)
    {
        _cancellation.Check();
        string path = Path.Combine(Temporary, name);
        return Guarded(() =>
        {
            using (var stream = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 20)) write(stream);
            using var written = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            return new ShardFileEntry(name, written.Length, Convert.ToHexString(SHA256.HashData(written)).ToLowerInvariant());
        });
    }

    private void Guarded(Action write) => Guarded(() =>
    {
        write();
        return true;
    });

    private T Guarded<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotWritable(_folder, error.Message);
        }
    }
}
