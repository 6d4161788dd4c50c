namespace MixturePS.Core.Files;

/// <summary>The lines of a stream as bytes, one after the other, in memory for one line and a chunk.</summary>
internal sealed class ByteLines : IDisposable
{
    private readonly Stream _stream;
    private readonly byte[] _chunk = new byte[1 << 16];
    private readonly MemoryStream _line = new();
    private int _from;
    private int _to;
    private long _position;

    /// <summary>Lines from the stream's beginning, wherever others put its position between them.</summary>
    public ByteLines(Stream stream) => _stream = stream;

    /// <summary>Whether the line that was read last has an end.</summary>
    public bool IsEnded { get; private set; }

    /// <summary>Whether there is no more after the line that was read last.</summary>
    public bool IsAtEnd => _from == _to && !Fill();

    /// <summary>The next line without its end, or null where there is none.</summary>
    public byte[]? Next()
    {
        _line.SetLength(0);
        IsEnded = false;
        while (_from < _to || Fill())
        {
            int length = _chunk.AsSpan(_from, _to - _from).IndexOf((byte)'\n');
            if (length >= 0)
            {
                _line.Write(_chunk, _from, length);
                _from += length + 1;
                IsEnded = true;
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
