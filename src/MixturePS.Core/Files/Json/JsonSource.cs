using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A JSON text during reading: how its errors are reported, progress and cancellation.</summary>
/// <param name="fault">Creates the error for a description of what is wrong.</param>
/// <param name="progress">Receives progress on the calling thread; or null.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class JsonSource(Func<string, MixtureException> fault, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
{
    // The approximate shares of the time for reading and parsing the text; the rest is for converting the values.
    private const double TextShare = 0.1, ParsingShare = 0.4;
    private const int ChunkSize = 1 << 20;
    private const int MessageLength = 200;
    private long _values;
    private long _read;

    /// <summary>The cancellation token.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>An error in the text.</summary>
    public MixtureException Fault(string what) => fault(what);

    /// <summary>Parses and reads a short text, such as a line.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="MixtureException">The text is not valid JSON, or <paramref name="read"/> rejects it.</exception>
    public T Read<T>(ReadOnlyMemory<byte> utf8, Func<JsonNodeReader, T> read)
    {
        using var document = Parse(() => JsonDocument.Parse(utf8));
        return read(new JsonNodeReader(document.RootElement, this));
    }

    /// <summary>Parses and reads a long text; cancellation also interrupts parsing.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public T ReadLong<T>(ReadOnlyMemory<byte> utf8, Func<JsonNodeReader, T> read)
    {
        using var document = Parse(() => UncancellableWork.Run(() => JsonDocument.Parse(utf8), cancellation, () => Report("parsing", TextShare)));
        _values = Count(document.RootElement);
        return read(new JsonNodeReader(document.RootElement, this));
    }

    /// <summary>Parses and reads the rest of a stream; cancellation also interrupts parsing.</summary>
    /// <param name="stream">The text in UTF-8.</param>
    /// <param name="expectedBytes">The length of the text, or zero if unknown.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="MixtureException">The text is not valid JSON, or <paramref name="read"/> rejects it.</exception>
    public T ReadLong<T>(Stream stream, long expectedBytes, Func<JsonNodeReader, T> read)
    {
        ReadOnlyMemory<byte> text = Text(stream, expectedBytes);
        return ReadLong(text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text, read);
    }

    /// <summary>Counts converted values, checks the cancellation token and reports progress.</summary>
    public void Pass(int values)
    {
        cancellation.Check();
        _read += values;
        Report("reading values", TextShare + ParsingShare + ((1 - TextShare - ParsingShare) * Math.Min(1, (double)_read / Math.Max(1, _values))));
    }

    private JsonDocument Parse(Func<JsonDocument> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException error)
        {
            throw fault($"it is not valid JSON ({Shortened(error.Message.TrimEnd('.'))})");
        }
    }

    private byte[] Text(Stream stream, long expectedBytes)
    {
        // Read in chunks, because growing one array would copy more and more between checks of the cancellation token.
        var chunks = new List<byte[]>();
        long length = 0;
        while (true)
        {
            cancellation.Check();
            var chunk = new byte[ChunkSize];
            int read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            chunks.Add(chunk);
            length += read;
            if (read < chunk.Length) break;
            if (expectedBytes > 0) Report("reading", TextShare * Math.Min(1, (double)length / expectedBytes));
        }

        if (length > Array.MaxLength) throw new InsufficientMemoryException("The file has more text than an array can hold.");
        var text = LargeArray.Uninitialized<byte>(length);
        int at = 0;
        foreach (var chunk in chunks)
        {
            cancellation.Check();
            int count = Math.Min(chunk.Length, text.Length - at);
            chunk.AsSpan(0, count).CopyTo(text.AsSpan(at));
            at += count;
        }

        return text;
    }

    private void Report(string status, double fraction) => progress?.Report(new ProgressReport(status, fraction));

    // The library may quote the rest of the text; the position comes last.
    private static string Shortened(string message) => message.Length <= MessageLength ? message : $"{message[..(MessageLength / 2)]} ... {message[^(MessageLength / 2)..]}";

    private static long Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => element.GetArrayLength(),
        _ => 0,
    };
}
