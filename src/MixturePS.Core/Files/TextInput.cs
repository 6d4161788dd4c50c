using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The text of a file, decompressed if its name ends in .gz. Read errors are reported with the file name, invalid bytes are
/// an error instead of being replaced, and the length of a record can be limited.
/// </summary>
internal sealed class TextInput : TextReader
{
    /// <summary>The maximum compression ratio of deflate: 258 bytes in two bits.</summary>
    private const long MaxCompressionRatio = 1032;

    private readonly ReadContext _context;
    private readonly Stream _file;
    private readonly StreamReader _reader;
    private long _left = long.MaxValue;

    private TextInput(ReadContext context, string path)
    {
        _context = context;
        Path = path;
        _file = context.Store.OpenRead(path);
        bool compressed = DfmPaths.IsCompressed(path);
        Capacity = compressed ? _file.Length * MaxCompressionRatio : _file.Length;
        Stream bytes = compressed ? new VerifiedGzipStream(_file) : _file;
        _reader = new StreamReader(bytes, new UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 15);
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>An upper bound on the number of characters.</summary>
    public long Capacity { get; }

    /// <summary>Whether the end was reached.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="MixtureException">FileNotFound or FileNotReadable.</exception>
    public static TextInput Open(ReadContext context, string path) => new(context, path);

    /// <summary>Limits the number of characters to read until the next call; more cause a <see cref="FieldTooLongException"/>.</summary>
    public void StartRecord(long limit) => _left = limit;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        _context.Cancellation.Check();
        if (_left < 0) throw new FieldTooLongException();
        try
        {
            int read = _reader.Read(buffer);
            _left -= read;
            IsAtEnd |= read == 0 && buffer.Length > 0;
            _context.Progress?.Report(new("reading", _file.Length == 0 ? 1 : (double)_file.Position / _file.Length));
            return read;
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(Path);
        }
        catch (DecoderFallbackException)
        {
            throw FileError.InvalidEncoding(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(Path, error.Message);
        }
    }

    public override int Read()
    {
        char c = default;
        return Read(new Span<char>(ref c)) == 0 ? -1 : c;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _reader.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>A record exceeds its maximum length; the reader, which knows the line, reports it.</summary>
internal sealed class FieldTooLongException : Exception;
