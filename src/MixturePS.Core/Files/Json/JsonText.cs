using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Parses JSON texts.</summary>
internal static class JsonText
{
    private const int ChunkSize = 1 << 20;
    private const int MessageLength = 200;

    /// <summary>Parses and reads a short text, such as a line.</summary>
    /// <param name="utf8">The text in UTF-8.</param>
    /// <param name="source">How errors and progress are reported.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="MixtureException">The text is not valid JSON, or <paramref name="read"/> rejects it.</exception>
    public static T Read<T>(ReadOnlyMemory<byte> utf8, JsonSource source, Func<JsonNodeReader, T> read)
    {
        using var document = Parse(source, () => JsonDocument.Parse(utf8));
        return read(new JsonNodeReader(document.RootElement, source));
    }

    /// <summary>Parses and reads a long text; cancellation also interrupts parsing.</summary>
    /// <inheritdoc cref="Read{T}"/>
    public static T ReadLong<T>(ReadOnlyMemory<byte> utf8, JsonSource source, Func<JsonNodeReader, T> read)
    {
        using var document = Parse(source, () => UncancellableWork.Run(() => JsonDocument.Parse(utf8), source.Cancellation, source.ReportParsing));
        source.Expect(Count(document.RootElement));
        return read(new JsonNodeReader(document.RootElement, source));
    }

    /// <summary>Parses and reads the rest of a stream; cancellation also interrupts parsing.</summary>
    /// <param name="stream">The text in UTF-8.</param>
    /// <param name="expectedBytes">The length of the text, or zero if unknown.</param>
    /// <param name="source">How errors and progress are reported.</param>
    /// <param name="read">Reads the root.</param>
    /// <exception cref="MixtureException">The text is not valid JSON, or <paramref name="read"/> rejects it.</exception>
    public static T ReadLong<T>(Stream stream, long expectedBytes, JsonSource source, Func<JsonNodeReader, T> read)
    {
        ReadOnlyMemory<byte> text = Text(stream, expectedBytes, source);
        return ReadLong(text.Span.StartsWith("\uFEFF"u8) ? text[3..] : text, source, read);
    }

    private static JsonDocument Parse(JsonSource source, Func<JsonDocument> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException error)
        {
            throw source.Fault($"it is not valid JSON ({Shortened(error.Message.TrimEnd('.'))})");
        }
    }

    private static byte[] Text(Stream stream, long expectedBytes, JsonSource source)
    {
        // Read in chunks, because growing one array would copy more and more between checks of the cancellation token.
        var chunks = new List<byte[]>();
        long length = 0;
        while (true)
        {
            source.Cancellation.Check();
            var chunk = new byte[ChunkSize];
            int read = stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false);
            chunks.Add(chunk);
            length += read;
            if (read < chunk.Length) break;
            if (expectedBytes > 0) source.ReportText((double)length / expectedBytes);
        }

        if (length > Array.MaxLength) throw new InsufficientMemoryException("The file has more text than an array can hold.");
        var text = LargeArray.Uninitialized<byte>(length);
        int at = 0;
        foreach (var chunk in chunks)
        {
            source.Cancellation.Check();
            int count = Math.Min(chunk.Length, text.Length - at);
            chunk.AsSpan(0, count).CopyTo(text.AsSpan(at));
            at += count;
        }

        return text;
    }

    // The library may quote the rest of the text; the position comes last.
    private static string Shortened(string message) => message.Length <= MessageLength ? message : $"{message[..(MessageLength / 2)]} ... {message[^(MessageLength / 2)..]}";

    private static long Count(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Sum(member => Count(member.Value)),
        JsonValueKind.Array => element.GetArrayLength(),
        _ => 0,
    };
}
