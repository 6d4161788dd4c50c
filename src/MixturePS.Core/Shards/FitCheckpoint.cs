using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>The state of a fit after an iteration.</summary>
internal sealed record FitState
{
    /// <summary>The number of finished iterations.</summary>
    public required int Iteration { get; init; }

    /// <summary>A text of the fit's own.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The arrays of the fit.</summary>
    public required double[][] Arrays { get; init; }
}

/// <summary>
/// A file with the state of a fit after its last iteration: a line of JSON, the arrays as bytes, and a checksum of both. It is
/// replaced as a whole, so that it is never half-written.
/// </summary>
/// <param name="path">The file, or null to save nothing.</param>
/// <param name="identity">A text that differs between fits of other documents or with other options.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class FitCheckpoint(string? path, string identity, CancellationToken cancellation)
{
    private const string Format = "MixturePS checkpoint";
    private const int Version = 1;
    private const int LongestHeader = 1 << 20;

    /// <summary>Reads the state, or null if there is no file.</summary>
    /// <exception cref="MixtureException">FileNotReadable or InvalidCheckpoint.</exception>
    public FitState? Load()
    {
        if (path is null || !File.Exists(path)) return null;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20);
            return Read(stream);
        }
        catch (Exception error) when (error is EndOfStreamException or OverflowException)
        {
            throw FileError.InvalidCheckpoint(path, "it is cut off");
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }

    /// <summary>Saves a state in place of the one before it.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="MixtureException">FileNotWritable.</exception>
    public void Save(FitState state)
    {
        if (path is null) return;
        using var files = new FileTransaction(overwrite: true);
        try
        {
            using var stream = files.Create(path);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            using (var header = new MemoryStream())
            {
                using var json = new JsonObjectWriter(header, cancellation, path: path);
                json.Line(() =>
                {
                    json.Text("format", Format);
                    json.Integer("version", Version);
                    json.Text("identity", identity);
                    json.Integer("iteration", state.Iteration);
                    json.Text("text", state.Text);
                    json.Integers("lengths", state.Arrays.Select(array => array.Length));
                });
                Write(header.GetBuffer().AsSpan(0, (int)header.Length));
            }

            foreach (double[] array in state.Arrays)
            {
                cancellation.Check();
                Write(MemoryMarshal.AsBytes(array.AsSpan()));
            }

            stream.Write(hash.GetHashAndReset());

            void Write(ReadOnlySpan<byte> bytes)
            {
                stream.Write(bytes);
                hash.AppendData(bytes);
            }
        }
        catch (IOException error)
        {
            throw FileError.NotWritable(path, error.Message);
        }

        files.Commit();
    }

    private FitState Read(FileStream stream)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var line = new List<byte>();
        for (int next = stream.ReadByte(); next != '\n'; next = stream.ReadByte())
        {
            if (next < 0 || line.Count == LongestHeader) throw FileError.InvalidCheckpoint(path!, "it isn't a checkpoint, or it is cut off");
            line.Add((byte)next);
        }

        hash.AppendData([.. line, (byte)'\n']);
        var source = new JsonSource(what => FileError.InvalidCheckpoint(path!, what), null, cancellation);
        var (owner, state) = JsonText.Read(line.ToArray(), source, node =>
        {
            if (node.Optional("format")?.Text() != Format) throw node.Fault("it isn't a checkpoint");
            if (node["version"].Integer(1, int.MaxValue) > Version) throw node.Fault("a newer version of MixturePS wrote it");
            int[] lengths = node["lengths"].Integers();
            if (lengths.Sum(length => (long)length) > stream.Length / sizeof(double)) throw node["lengths"].Fault("it is cut off");
            return (node["identity"].Text(), new FitState { Iteration = node["iteration"].Count(), Text = node["text"].Text(), Arrays = Array.ConvertAll(lengths, length => new double[length]) });
        });
        if (owner != identity) throw FileError.InvalidCheckpoint(path!, "it belongs to a fit of other documents, or with other options or another seed");
        foreach (double[] array in state.Arrays)
        {
            cancellation.Check();
            var bytes = MemoryMarshal.AsBytes(array.AsSpan());
            stream.ReadExactly(bytes);
            hash.AppendData(bytes);
        }

        var checksum = new byte[SHA256.HashSizeInBytes];
        stream.ReadExactly(checksum);
        if (stream.Position != stream.Length || !checksum.AsSpan().SequenceEqual(hash.GetHashAndReset())) throw FileError.InvalidCheckpoint(path!, "it is damaged");
        return state;
    }

    /// <summary>A checksum of texts and numbers, for the identity of a fit.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="numbers">Arrays of numbers; nulls differ from empty ones.</param>
    public static string Checksum(IEnumerable<string> texts, params IEnumerable<double>?[] numbers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string text in texts) hash.AppendData(Encoding.UTF8.GetBytes(text + "\0"));
        foreach (var values in numbers)
        {
            hash.AppendData(values is null ? "null\0"u8 : "numbers\0"u8);
            foreach (double value in values ?? []) hash.AppendData(BitConverter.GetBytes(value));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
