using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A model file during reading: its path, progress and cancellation.</summary>
/// <param name="path">The file.</param>
/// <param name="progress">Receives progress on the calling thread; or null.</param>
/// <param name="cancellation">The cancellation token.</param>
internal sealed class ModelSource(string path, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
{
    // The approximate shares of the time for reading and parsing the text; the rest is for converting the values.
    private const double TextShare = 0.1, ParsingShare = 0.4;
    private const int ChunkSize = 1 << 20;
    private long _values;
    private long _read;

    /// <summary>The cancellation token.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>The path of the file.</summary>
    public string Path => path;

    /// <summary>Reads and parses the text.</summary>
    /// <param name="stream">The text in UTF-8.</param>
    /// <param name="expectedBytes">The length of the text, or zero if unknown.</param>
    /// <exception cref="JsonException">The text is not valid JSON.</exception>
    public JsonDocument Parse(Stream stream, long expectedBytes)
    {
        ReadOnlyMemory<byte> text = Text(stream, expectedBytes);
        if (text.Span.StartsWith("\uFEFF"u8)) text = text[3..];

        var document = UncancellableWork.Run(() => JsonDocument.Parse(text), cancellation, () => Report("parsing", TextShare));
        _values = Count(document.RootElement);
        return document;
    }

    /// <summary>Counts converted values, checks the cancellation token and reports progress.</summary>
    public void Pass(int values)
    {
        cancellation.Check();
        _read += values;
        Report("reading values", TextShare + ParsingShare + ((1 - TextShare - ParsingShare) * Math.Min(1, (double)_read / Math.Max(1, _values))));
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

    private static long Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => element.GetArrayLength(),
        _ => 0,
    };
}
