using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Reads text files. A byte order mark determines the encoding (UTF-8, UTF-16 or UTF-32); without one it is UTF-8, UTF-16 or
/// UTF-32 if the zero bytes of Latin letters show it, or Windows-1252 if the bytes aren't valid UTF-8. A pipe, which can be
/// read only once, is copied to memory first.
/// </summary>
internal sealed class TextFile
{
    private const int BlockSize = 1 << 15;

    private static readonly UTF8Encoding Utf8WithMark = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);

    private readonly Encoding? _given;
    private readonly CancellationToken _cancellation;
    private readonly Func<Stream, Stream>? _decompress;
    private byte[]? _copy;

    /// <summary>Refers to a file without opening it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="encoding">The encoding, or null to detect it. A byte order mark takes precedence.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="decompress">Decompresses the content of a file; null if it isn't compressed.</param>
    public TextFile(string path, Encoding? encoding = null, CancellationToken cancellation = default, Func<Stream, Stream>? decompress = null)
    {
        _decompress = decompress;
        _cancellation = cancellation;
        Path = path;
        _given = encoding;
    }

    public string Path { get; }

    /// <summary>Whether the file that was read isn't UTF-8 and was decoded as <see cref="FallbackName"/>.</summary>
    public bool FellBack { get; private set; }

    /// <summary>The encoding of files that aren't UTF-8.</summary>
    public const string FallbackName = "windows-1252";

    /// <summary>Reads the whole text.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, BinaryFile, or InvalidEncoding if an encoding is given or marked.</exception>
    public string ReadAll() => WithFileErrors(() =>
    {
        var encoding = Detect(out bool canFallBack);
        string text;
        try
        {
            text = ReadToEnd(encoding);
        }
        catch (DecoderFallbackException) when (canFallBack)
        {
            FellBack = true;
            text = ReadToEnd(Fallback);
        }

        var detector = default(BinaryDetector);
        detector.Scan(text);
        if (detector.IsFound(FellBack)) throw FileError.Binary(Path);
        return text;
    });

    /// <summary>Reads the lines lazily, after scanning the whole file to detect its encoding.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or BinaryFile; also during enumeration.</exception>
    public IEnumerable<string> ReadLines()
    {
        var encoding = WithFileErrors(FindEncoding);
        using var reader = WithFileErrors(() => Open(encoding));
        while (WithFileErrors(reader.ReadLine) is { } line) yield return line;
    }

    /// <summary>Opens the text, after scanning the whole file to detect its encoding.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable, DamagedGzip or BinaryFile.</exception>
    public TextReader OpenReader()
    {
        var encoding = WithFileErrors(FindEncoding);
        return WithFileErrors(() => Open(encoding));
    }

    private static Encoding Fallback => CodePagesEncodingProvider.Instance.GetEncoding(FallbackName)!;

    // Only plain UTF-8 is a guess.
    private Encoding Detect(out bool canFallBack)
    {
        using var bytes = OpenBytes();
        var start = new byte[TextEncodings.DetectionLength];
        int read = bytes.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var (encoding, mark) = TextEncodings.Detect(start.AsSpan(0, read), _given);
        canFallBack = _given is null && mark == 0 && encoding == TextEncodings.Utf8;
        return encoding;
    }

    private Encoding FindEncoding()
    {
        var encoding = Detect(out bool canFallBack);
        try
        {
            ScanFile(encoding);
        }
        catch (DecoderFallbackException) when (canFallBack)
        {
            FellBack = true;
            ScanFile(encoding = Fallback);
        }

        return encoding;
    }

    private string ReadToEnd(Encoding encoding)
    {
        using var reader = Open(encoding);
        var text = new StringBuilder();
        char[] block = new char[BlockSize];
        while (reader.Read(block) is > 0 and var count)
        {
            _cancellation.Check();
            text.Append(block, 0, count);
        }

        return text.ToString();
    }

    private void ScanFile(Encoding encoding)
    {
        var detector = default(BinaryDetector);
        using var reader = Open(encoding);
        char[] block = new char[BlockSize];
        while (reader.Read(block) is > 0 and var count)
        {
            _cancellation.Check();
            detector.Scan(block.AsSpan(0, count));
        }

        if (detector.IsFound(FellBack)) throw FileError.Binary(Path);
    }

    // The reader skips the mark of its own encoding; that of UTF-8 has none in writing.
    private StreamReader Open(Encoding encoding) => new(OpenBytes(), encoding == TextEncodings.Utf8 ? Utf8WithMark : encoding, detectEncodingFromByteOrderMarks: false);

    private Stream OpenBytes() => _decompress is null ? OpenFile() : _decompress(OpenFile());

    private Stream OpenFile()
    {
        if (_copy is not null) return new MemoryStream(_copy, writable: false);
        var file = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: BlockSize, FileOptions.SequentialScan);
        if (file.CanSeek) return file;
        using (file)
        {
            using var copy = new MemoryStream();
            var block = new byte[BlockSize];
            while (file.Read(block) is > 0 and var count)
            {
                _cancellation.Check();
                copy.Write(block, 0, count);
            }

            _copy = copy.ToArray();
        }

        return new MemoryStream(_copy, writable: false);
    }

    // Decodes the file again, by a reader that counts its lines.
    private MixtureException Undecodable()
    {
        try
        {
            using var bytes = OpenBytes();
            var decoder = new TextDecoder(bytes, Path, _given);
            var block = new char[BlockSize];
            while (decoder.Read(block) > 0) _cancellation.Check();
        }
        catch (MixtureException error)
        {
            return error;
        }

        return FileError.NotReadable(Path, "it changed while it was read");
    }

    private T WithFileErrors<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DecoderFallbackException)
        {
            throw Undecodable();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileError.NotFound(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException)
        {
            throw FileError.NotReadable(Path, error.Message);
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(Path);
        }
        catch (OutOfMemoryException)
        {
            throw FileError.NotReadable(Path, "it is too large for one document.");
        }
    }

    /// <summary>Detects binary content by control characters that don't occur in text.</summary>
    private struct BinaryDetector
    {
        private long _units;
        private long _controls;
        private bool _hasNull;

        public void Scan(ReadOnlySpan<char> text)
        {
            _units += text.Length;
            _hasNull |= text.Contains('\0');
            for (int at; (at = text.IndexOfAnyInRange('\u0001', '\u001f')) >= 0; text = text[(at + 1)..])
                if (!WhiteSpace.Is(text[at]) && text[at] is not ('\b' or '\u001a' or '\u001b')) _controls++;
        }

        /// <summary>One null is enough; with an encoding that decodes any bytes, more than 1% control characters is enough, too.</summary>
        public readonly bool IsFound(bool anyBytesDecode) => _hasNull || (anyBytesDecode && _controls * 100 > _units);
    }
}
