using System.Runtime.InteropServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>The counts of batches in files, and the frequencies of their features.</summary>
/// <param name="folder">The folder of the files.</param>
/// <param name="documents">The number of documents of a file.</param>
internal sealed class BatchSpill(string folder, int documents)
{
    private int[] _frequency = [];
    private long[]? _total;

    /// <summary>The number of documents of a file; the last one may have fewer.</summary>
    public int Documents => documents;

    /// <summary>The number of files.</summary>
    public int Count { get; private set; }

    /// <summary>Writes encoded batches to the next file and releases them.</summary>
    /// <param name="batches">The batches.</param>
    /// <param name="ids">The number of ids so far.</param>
    /// <param name="withTotal">Whether to sum the count of each id.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">FileNotWritable.</exception>
    public void Add(List<DocumentBatch> batches, int ids, bool withTotal, int threads, CancellationToken cancellation)
    {
        var (frequency, total) = new FeatureCounter(batches, ids, withTotal, threads, cancellation).Count();
        Array.Resize(ref _frequency, ids);
        for (int id = 0; id < ids; id++) _frequency[id] += frequency[id];
        if (total is not null)
        {
            Array.Resize(ref _total, ids);
            for (int id = 0; id < ids; id++) _total[id] += total[id];
        }

        try
        {
            using var stream = new FileStream(PathOf(Count), FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
            foreach (var batch in batches)
            {
                cancellation.Check();
                stream.Write(MemoryMarshal.AsBytes<int>([batch.Count, batch.Rows.Length]));
                stream.Write(MemoryMarshal.AsBytes(batch.FeatureCounts.AsSpan()));
                stream.Write(MemoryMarshal.AsBytes(batch.Rows.AsSpan()));
                batch.Release();
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotWritable(folder, error.Message);
        }

        Count++;
    }

    /// <summary>The document frequency and, if it was summed, the total count of each id.</summary>
    /// <param name="ids">The number of ids.</param>
    public (int[] Frequency, long[]? Total) Frequencies(int ids)
    {
        Array.Resize(ref _frequency, ids);
        if (_total is not null) Array.Resize(ref _total, ids);
        return (_frequency, _total);
    }

    /// <summary>Reads the batches of a file and deletes it.</summary>
    /// <param name="file">The file, from zero.</param>
    /// <exception cref="MixtureException">FileNotReadable.</exception>
    public List<DocumentBatch> Read(int file)
    {
        string path = PathOf(file);
        var batches = new List<DocumentBatch>();
        Span<int> sizes = stackalloc int[2];
        try
        {
            using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20))
            {
                while (stream.Position < stream.Length)
                {
                    stream.ReadExactly(MemoryMarshal.AsBytes(sizes));
                    int[] counts = GC.AllocateUninitializedArray<int>(sizes[0]), rows = GC.AllocateUninitializedArray<int>(sizes[1]);
                    stream.ReadExactly(MemoryMarshal.AsBytes(counts.AsSpan()));
                    stream.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
                    batches.Add(new DocumentBatch(counts, rows));
                }
            }

            File.Delete(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(path, error.Message);
        }

        return batches;
    }

    private string PathOf(int file) => Path.Combine(folder, FormattableString.Invariant($"counts-{file:00000}.tmp"));
}
