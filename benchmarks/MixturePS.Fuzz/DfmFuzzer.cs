using System.IO.Compression;
using MixturePS.Core.Data;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Fuzz;

/// <summary>
/// Reads mutated files of one format. For any input, a reader must return a valid DFM or refuse the input with an error
/// of the catalogue, with memory proportional to the input. The same seed gives the same inputs.
/// </summary>
internal sealed class DfmFuzzer
{
    /// <summary>The memory that reading may use for any input, including tables of a million names.</summary>
    private const long SpareMemory = 48L << 20;

    /// <summary>The memory that reading may use per byte of uncompressed input.</summary>
    private const long MemoryPerByte = 2000;

    /// <summary>The memory that a document without entries may use.</summary>
    private const long MemoryPerDocument = 16;

    private readonly DfmFormat _format;
    private readonly Random _random;
    private readonly Mutator _mutator;
    private readonly List<(MemoryFiles Files, string Path)> _originals = [];

    public DfmFuzzer(DfmFormat format, int seed)
    {
        _format = format;
        _random = new Random(seed);
        _mutator = new Mutator(_random);
        for (int i = 0; i < 12; i++) _originals.Add(Original(i));
    }

    /// <summary>The number of occurrences of each error, and of accepted inputs as "accepted".</summary>
    public SortedDictionary<string, int> Outcomes { get; } = new(StringComparer.Ordinal);

    /// <summary>The greatest memory used to read one input.</summary>
    public long GreatestMemory { get; private set; }

    /// <summary>The longest time to read one input.</summary>
    public TimeSpan GreatestTime { get; private set; }

    /// <summary>Reads the next mutated input.</summary>
    /// <returns>The failure, or null.</returns>
    public FuzzFailure? Next()
    {
        var (original, path) = _originals[_random.Next(_originals.Count)];
        var files = new MemoryFiles();
        foreach (var (name, content) in original.Contents) files.Contents[name] = content;
        string spoiled = _random.Next(3) == 0 ? original.Contents.Keys.ElementAt(_random.Next(original.Contents.Count)) : path;
        files.Contents[spoiled] = Spoil(spoiled, files.Contents[spoiled]);
        var options = new DfmReadOptions
        {
            Format = _format,
            Transposed = _random.Next(8) == 0,
            HasHeader = _random.Next(8) != 0,
            Weighting = _random.Next(8) == 0 ? "Weight" : null,
            EscapeFormula = _random.Next(8) == 0,
            LowerCase = _random.Next(2) == 0,
            MaximumFieldLength = _random.Next(8) == 0 ? 8 : DfmReadOptions.DefaultFieldLength,
        };
        long length = files.Contents.Values.Sum(content => (long)content.Length);
        long documents = 0, memory = 0, before = GC.GetAllocatedBytesForCurrentThread();
        long started = Environment.TickCount64;
        try
        {
            var dfm = DfmFile.Read(path, new ReadContext(files, options, null, CancellationToken.None));
            memory = GC.GetAllocatedBytesForCurrentThread() - before;
            documents = dfm.DocumentCount;
            Check(dfm);
            Count("accepted");
        }
        catch (MixtureException error) when (memory == 0)
        {
            Count(error.Id);
        }
        catch (Exception error)
        {
            return new FuzzFailure(files, path, error.ToString());
        }

        if (memory == 0) memory = GC.GetAllocatedBytesForCurrentThread() - before;
        if (memory > GreatestMemory) GreatestMemory = memory;
        var time = TimeSpan.FromMilliseconds(Environment.TickCount64 - started);
        if (time > GreatestTime) GreatestTime = time;

        // The libraries for Arrow and Parquet allocate what damaged bytes declare before they read on.
        if (_format is DfmFormat.Arrow or DfmFormat.Parquet) memory = 0;
        return memory > SpareMemory + (MemoryPerByte * length) + (MemoryPerDocument * documents) ? new FuzzFailure(files, path, $"Reading {length} bytes took {memory} bytes of memory.") : null;
    }

    // Compressed files are mutated equally often before and after compression.
    private byte[] Spoil(string name, byte[] content)
    {
        if (!name.EndsWith(".gz", StringComparison.Ordinal) || _random.Next(2) == 0) return _mutator.Mutate(content);
        using var unpacked = new MemoryStream();
        using (var packed = new GZipStream(new MemoryStream(content), CompressionMode.Decompress)) packed.CopyTo(unpacked);
        using var result = new MemoryStream();
        using (var packing = new GZipStream(result, CompressionLevel.Fastest)) packing.Write(_mutator.Mutate(unpacked.ToArray()));
        return result.ToArray();
    }

    private void Check(Dfm dfm)
    {
        var (offsets, columns, values) = dfm.Matrix.Buffers;
        var matrix = new SparseMatrix(dfm.DocumentCount, dfm.FeatureCount, offsets, columns, values);

        // A million numbered names are not checked one by one.
        if (dfm.FeatureCount + dfm.DocumentCount > 10_000) return;
        _ = new Dfm(matrix, [.. dfm.Vocabulary], dfm.Weighting, dfm.DocumentName, dfm.KnownCluster?.ToArray());
        foreach (double value in dfm.Weighting.IsCount ? dfm.Matrix.Values.Span : [])
            if (value != Math.Floor(value)) throw new InvalidOperationException("A count is not a whole number.");

        // The DFM is written and must read back as equal.
        var again = new MemoryFiles();
        try
        {
            DfmFile.Write("y", new WriteContext(dfm, again, new DfmWriteOptions { Format = _format }, null, CancellationToken.None));
        }
        catch (MixtureException error) when (error.Id == "NotRepresentable")
        {
            return;
        }

        var back = DfmFile.Read("y", new ReadContext(again, new DfmReadOptions { Format = _format }, null, CancellationToken.None));
        if (DfmComparison.Difference(dfm, back) is { } difference) throw new InvalidOperationException($"Written and read, it differs: {difference}");
    }

    private (MemoryFiles Files, string Path) Original(int number)
    {
        var files = new MemoryFiles();
        string extension = _format switch
        {
            DfmFormat.WideCsv => "csv",
            DfmFormat.LongCsv => "long.csv",
            DfmFormat.MatrixMarket => "mtx",
            DfmFormat.LdaC => "dat",
            DfmFormat.SvmLight => "svmlight",
            DfmFormat.Uci => "uci",
            DfmFormat.Json => "json",
            DfmFormat.Arrow => "arrow",
            DfmFormat.Parquet => "parquet",
            _ => "jsonl",
        };
        string path = $"x.{extension}" + (number % 4 == 3 ? ".gz" : string.Empty);
        if (_format == DfmFormat.JsonLines && number % 3 == 0)
        {
            files.Contents[path = "x.jsonl"] = "{\"text\":\"The cat sat on the mat\",\"label\":\"pets\"}\n{\"text\":\"tax \\ud83d\\ude00 budget\",\"label\":\"politics\",\"name\":\"b\"}\n"u8.ToArray();
            return (files, path);
        }

        var dfm = SampleDfm.Draw(_random, isCount: _format == DfmFormat.LdaC || number % 2 == 0);
        DfmFile.Write(path, new WriteContext(dfm, files, new DfmWriteOptions { Format = _format, Transposed = number % 5 == 4 }, null, CancellationToken.None));
        return (files, path);
    }

    private void Count(string outcome) => Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + 1;
}

/// <summary>An input on which a reader failed.</summary>
/// <param name="Files">The files.</param>
/// <param name="Path">The one that was read.</param>
/// <param name="What">A description of the failure.</param>
internal sealed record FuzzFailure(MemoryFiles Files, string Path, string What);
