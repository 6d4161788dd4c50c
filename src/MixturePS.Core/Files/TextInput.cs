using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The text of a file, unpacked if its name ends with .gz. Every fault of reading becomes an error with the file's name,
/// bytes that are not text are refused instead of replaced, and a limit can be set to what is read of one record.
/// </summary>
internal sealed class TextInput : TextReader
{
    /// <summary>The most that deflate can shrink data by: 258 bytes for two bits.</summary>
    private const long GreatestRatio = 1032;

    private readonly ReadContext _context;
    private readonly Stream _file;
    private readonly StreamReader _reader;
    private long _left = long.MaxValue;

    private TextInput(ReadContext context, string path)
    {
        _context = context;
        Path = path;
        _file = context.Store.OpenRead(path);
        bool packed = DfmPaths.IsPacked(path);
        Capacity = packed ? _file.Length * GreatestRatio : _file.Length;
        Stream bytes = packed ? new WholeGzip(_file) : _file;
        _reader = new StreamReader(bytes, new UTF8Encoding(true, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 15);
    }

    /// <summary>The file's name.</summary>
    public string Path { get; }

    /// <summary>A length in characters that the text can't exceed.</summary>
    public long Capacity { get; }

    /// <summary>Whether the end was read.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Opens a file.</summary>
    /// <exception cref="MixtureException">FileNotFound or FileNotReadable.</exception>
    public static TextInput Open(ReadContext context, string path) => new(context, path);

    /// <summary>Sets the most characters to read until the next call; <see cref="FieldTooLongException"/> where there are more.</summary>
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

/// <summary>More text than a record may have; the reader that knows the line says so.</summary>
internal sealed class FieldTooLongException : Exception;
