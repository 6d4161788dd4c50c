using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Reads lines of limited length, without their ends (LF or CR LF).</summary>
internal sealed class LineReader : IDisposable
{
    private readonly TextInput _input;
    private readonly int _limit;
    private readonly string _cure;
    private char[] _buffer = new char[1 << 14];
    private int _start;
    private int _end;
    private bool _isAtEnd;

    /// <summary>Creates a reader before the first line.</summary>
    /// <param name="input">The text, which is disposed of with the reader.</param>
    /// <param name="limit">The maximum number of characters in a line.</param>
    /// <param name="cure">The advice in the error for longer lines.</param>
    public LineReader(TextInput input, int limit, string cure)
    {
        _input = input;
        _limit = limit;
        _cure = cure;
    }

    /// <summary>The number of the current line, from one.</summary>
    public long Line { get; private set; }

    /// <summary>The position of the current line, for errors.</summary>
    public Place At => new(_input.Path, Line);

    /// <summary>Reads the next line; false at the end.</summary>
    /// <param name="line">The line; valid until the next call.</param>
    public bool Next(out ReadOnlySpan<char> line)
    {
        int searched = 0;
        while (true)
        {
            int length = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOf('\n');
            if (length >= 0)
            {
                length += searched;
                line = Take(length, 1);
                return true;
            }

            searched = _end - _start;
            if (searched > _limit) throw TooLong();
            if (_isAtEnd)
            {
                line = Take(searched, 0);
                return searched > 0;
            }

            Fill();
        }
    }

    /// <summary>Removes the next word from a line and returns it; empty at the end.</summary>
    public static ReadOnlySpan<char> NextWord(scoped ref ReadOnlySpan<char> line)
    {
        line = line.TrimStart();
        int end = 0;
        while (end < line.Length && !char.IsWhiteSpace(line[end])) end++;
        var word = line[..end];
        line = line[end..];
        return word;
    }

    public void Dispose() => _input.Dispose();

    private ReadOnlySpan<char> Take(int length, int end)
    {
        if (length > _limit) throw TooLong();
        var line = _buffer.AsSpan(_start, length);
        _start += length + end;
        if (length + end > 0) Line++;
        return line.Length > 0 && line[^1] == '\r' ? line[..^1] : line;
    }

    private void Fill()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }

        if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
        int read = _input.Read(_buffer.AsSpan(_end));
        _end += read;
        _isAtEnd = read == 0;
    }

    private MixtureException TooLong() => FileError.FieldTooLong(new(_input.Path, Line + 1), _limit, _cure);
}
