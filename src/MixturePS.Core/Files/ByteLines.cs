namespace MixturePS.Core.Files;

/// <summary>Reads the lines of a stream as bytes, with memory for one line and one chunk.</summary>
internal sealed class ByteLines : IDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _chunk = new byte[1 << 16];
    private readonly MemoryStream _line = new();
    private int _from;
    private int _to;
    private long _position;

    /// <summary>Starts at the beginning of the stream. Others may change the stream's position between calls.</summary>
    public ByteLines(Stream stream) => _stream = stream;

    /// <summary>Whether the last line read was terminated.</summary>
    public bool IsTerminated { get; private set; }

    /// <summary>Whether the last line read was the last one of the stream.</summary>
    public bool IsAtEnd => _from == _to && !Fill();

    /// <summary>Reads the next line without its terminator; null at the end.</summary>
    public byte[]? Next()
    {
        _line.SetLength(0);
        IsTerminated = false;
        while (_from < _to || Fill())
        {
            int length = _chunk.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                _line.Write(_chunk, _from, length);
                _from += length + 1;
                IsTerminated = true;
                return _line.ToArray();
            }

            _line.Write(_chunk, _from, _to - _from);
            _from = _to;
        }

        return _line.Length > 0 ? _line.ToArray() : null;
    }

    public void Dispose() => _line.Dispose();

    private bool Fill()
    {
        _from = 0;
        _stream.Position = _position;
        _to = _stream.Read(_chunk);
        _position += _to;
        return _to > 0;
    }
}
