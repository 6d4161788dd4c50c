using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// The text of a file, which may be a pipe, decompressed if its name ends in .gz or its bytes start like those of a gzip
/// file. Read errors are reported with the file name, invalid bytes are an error instead of being replaced, and the length
/// of a record can be limited.
/// </summary>
internal sealed class TextInput : TextReader
{
    /// <summary>The maximum compression ratio of deflate: 258 bytes in two bits.</summary>
    private const long MaxCompressionRatio = 1032;

    private const int AheadLength = 1 << 15;

    private readonly ReadContext _context;
    private readonly Stream _file;
    private readonly Stream _bytes;
    private readonly Encoding? _encoding;
    private readonly long? _length;
    private TextDecoder? _decoder;
    private char[] _ahead = [];
    private int _aheadFrom;
    private int _aheadTo;
    private long _left = long.MaxValue;

    private TextInput(ReadContext context, string path, Encoding? encoding)
    {
        _context = context;
        _encoding = encoding;
        Path = path;
        _file = context.Store.OpenRead(path);

        // Pipes have no length, and files of the kernel state zero.
        _length = _file.CanSeek && _file.Length > 0 ? _file.Length : null;
        bool isCompressed;
        try
        {
            isCompressed = Gzip.IsCompressed(path, ref _file);
        }
        catch (IOException error)
        {
            _file.Dispose();
            throw FileError.NotReadable(path, error.Message);
        }

        Capacity = _length is not { } length ? long.MaxValue : isCompressed ? length * MaxCompressionRatio : length;
        _bytes = isCompressed ? new VerifiedGzipStream(_file) : _file;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>An upper bound on the number of characters; of a pipe, the greatest number.</summary>
    public long Capacity { get; }

    /// <summary>Whether the end was reached.</summary>
    public bool IsAtEnd { get; private set; }

    /// <summary>Opens a file in the encoding that the options give.</summary>
    /// <exception cref="MixtureException">FileNotFound or FileNotReadable.</exception>
    public static TextInput Open(ReadContext context, string path) => new(context, path, context.Options.Encoding);

    /// <summary>Opens a file that is always UTF-8, such as JSON.</summary>
    /// <exception cref="MixtureException">FileNotFound or FileNotReadable.</exception>
    public static TextInput OpenUtf8(ReadContext context, string path) => new(context, path, null);

    /// <summary>The next characters without reading them: those of the first line, or as many as the limit.</summary>
    public ReadOnlySpan<char> PeekLine(int limit)
    {
        int length;
        while ((length = _ahead.AsSpan(_aheadFrom, _aheadTo - _aheadFrom).IndexOf('\n')) < 0 && _aheadTo - _aheadFrom < limit)
        {
            if (!Extend()) break;
        }

        var next = _ahead.AsSpan(_aheadFrom, length < 0 ? _aheadTo - _aheadFrom : length + 1);
        return next[..Math.Min(limit, next.Length)];
    }

    /// <summary>The first character that isn't white space, without reading it; null if there is none among the next ones up to the limit.</summary>
    public char? PeekPastBlank(int limit)
    {
        ReadOnlySpan<char> text;
        while ((text = Ahead.TrimStart()).IsEmpty)
            if (_aheadTo - _aheadFrom >= limit || !Extend()) return null;
        return text[0];
    }

    /// <summary>The characters that were decoded but not read.</summary>
    public ReadOnlySpan<char> Ahead => _ahead.AsSpan(_aheadFrom, _aheadTo - _aheadFrom);

    /// <summary>Decodes more characters to <see cref="Ahead"/>; false at the end.</summary>
    public bool Extend()
    {
        _context.Cancellation.Check();
        if (_aheadTo == _ahead.Length)
        {
            int length = _aheadTo - _aheadFrom;
            var buffer = 2 * length > _ahead.Length || _ahead.Length < AheadLength ? new char[Math.Max(AheadLength, 2 * length)] : _ahead;
            _ahead.AsSpan(_aheadFrom, length).CopyTo(buffer);
            (_ahead, _aheadFrom, _aheadTo) = (buffer, 0, length);
        }

        int read = Decode(_ahead.AsSpan(_aheadTo));
        _aheadTo += read;
        return read > 0;
    }

    /// <summary>Skips characters of <see cref="Ahead"/>.</summary>
    public void Skip(int count) => _aheadFrom += count;

    /// <summary>Limits the number of characters to read until the next call; more cause a <see cref="FieldTooLongException"/>.</summary>
    public void StartRecord(long limit) => _left = limit;

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public override int Read(Span<char> buffer)
    {
        _context.Cancellation.Check();
        if (_left < 0) throw new FieldTooLongException();
        int read = Math.Min(buffer.Length, _aheadTo - _aheadFrom);
        if (read > 0)
        {
            _ahead.AsSpan(_aheadFrom, read).CopyTo(buffer);
            _aheadFrom += read;
        }
        else
        {
            read = Decode(buffer);
        }

        _left -= read;
        IsAtEnd |= read == 0 && buffer.Length > 0;
        return read;
    }

    public override int Peek() => PeekLine(1) is [var c, ..] ? c : -1;

    public override int Read()
    {
        char c = default;
        return Read(new Span<char>(ref c)) == 0 ? -1 : c;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _bytes.Dispose();
            _file.Dispose();
        }

        base.Dispose(disposing);
    }

    private int Decode(Span<char> buffer)
    {
        try
        {
            _decoder ??= new TextDecoder(_bytes, Path, _encoding);
            int read = _decoder.Read(buffer);
            if (_length is { } length) _context.Progress?.Report(new("reading", Math.Min(1, (double)_file.Position / length)));
            return read;
        }
        catch (InvalidDataException)
        {
            throw FileError.DamagedGzip(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw FileError.NotReadable(Path, error.Message);
        }
    }
}

/// <summary>A record exceeds its maximum length; the reader, which knows the line, reports it.</summary>
internal sealed class FieldTooLongException : Exception;
