using System.Text;

namespace MixturePS.Core.Foundation;

/// <summary>
/// Decodes a stream, which need not be seekable, in the encoding that <see cref="TextEncodings.Detect"/> finds. Bytes that
/// the encoding can't decode are an error with the line, never replaced.
/// </summary>
internal sealed class TextDecoder
{
    private const int BlockSize = 1 << 15;
    private readonly Stream _stream;
    private readonly string _path;
    private readonly byte[] _bytes = new byte[BlockSize];
    private readonly Decoder _decoder;
    private readonly char[] _chars;
    private int _byteCount;
    private int _from;
    private int _to;
    private bool _isAtEnd;
    private long _lines;

    /// <summary>Reads the first bytes of a stream and detects its encoding.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="path">The file, for errors.</param>
    /// <param name="given">The encoding unless there is a byte order mark; null for detection.</param>
    public TextDecoder(Stream stream, string path, Encoding? given)
    {
        (_stream, _path) = (stream, path);
        _byteCount = stream.ReadAtLeast(_bytes, TextEncodings.DetectionLength, throwOnEndOfStream: false);
        (Encoding, int mark) = TextEncodings.Detect(_bytes.AsSpan(0, _byteCount), given);
        _decoder = Encoding.GetDecoder();
        _chars = new char[Encoding.GetMaxCharCount(BlockSize)];
        Decode(_bytes.AsSpan(mark, _byteCount - mark));
    }

    /// <summary>The encoding.</summary>
    public Encoding Encoding { get; }

    /// <summary>Reads characters; zero at the end.</summary>
    /// <exception cref="MixtureException">InvalidEncoding.</exception>
    public int Read(Span<char> buffer)
    {
        while (_from == _to && !_isAtEnd)
        {
            _byteCount = _stream.Read(_bytes);
            _isAtEnd = _byteCount == 0;
            Decode(_bytes.AsSpan(0, _byteCount));
        }

        int count = Math.Min(buffer.Length, _to - _from);
        _chars.AsSpan(_from, count).CopyTo(buffer);
        _from += count;
        return count;
    }

    private void Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            (_from, _to) = (0, _decoder.GetChars(bytes, _chars, flush: _isAtEnd));
            _lines += _chars.AsSpan(0, _to).Count('\n');
        }
        catch (DecoderFallbackException error)
        {
            int valid = Math.Clamp(error.Index, 0, bytes.Length);
            var lenient = (Encoding)Encoding.Clone();
            lenient.DecoderFallback = DecoderFallback.ReplacementFallback;
            long line = 1 + _lines + lenient.GetString(bytes[..valid]).AsSpan().Count('\n');
            throw FileError.InvalidEncoding(new Place(_path, line), Convert.ToHexString(error.BytesUnknown ?? []), Encoding.WebName);
        }
    }
}
