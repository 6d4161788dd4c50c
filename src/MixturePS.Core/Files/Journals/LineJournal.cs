using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// An append-only JSON Lines file. The first line describes the rest, and each line ends with a checksum
/// (<see cref="LineChecksum"/>). Flushed lines are on disk. An incomplete or damaged last line results from a process that
/// died during writing, and is ignored; any other damage is an error. What editors and transfers change is none: a byte order
/// mark, lines that end with CR LF, and blank lines. Only one process can write the file at a time (<see cref="JournalFile"/>).
/// </summary>
internal sealed class LineJournal : IDisposable
{
    private const int FlushThreshold = 1 << 22;
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];
    private static readonly byte[] WhiteSpaceBytes = " \t\r"u8.ToArray();
    private readonly Stream _file;
    private readonly string _path;
    private readonly string _start;
    private readonly Action<string>? _warn;
    private readonly bool _isWritable;
    private readonly MemoryStream _pending = new();
    private bool _lacksLineEnd;
    private long _end;

    internal LineJournal(Stream file, string path, string format, Action<string>? warn, bool isWritable)
    {
        (_file, _path, _warn, _isWritable) = (file, path, warn, isWritable);
        _start = $"{{\"format\":\"{format}\"";
    }

    /// <summary>The salt of the checksums after the first line, so that lines of other journals are rejected.</summary>
    public string Salt { get; set; } = string.Empty;

    /// <summary>Opens a journal for writing; creates it if it doesn't exist.</summary>
    /// <exception cref="MixtureException">JournalInUse or FileNotWritable.</exception>
    public static LineJournal Open(string path, string format, Action<string>? warn) =>
        new(JournalFile.Open(path, isWritable: true), path, format, warn, isWritable: true);

    /// <summary>Opens a journal for reading.</summary>
    /// <exception cref="MixtureException">JournalInUse, FileNotFound or FileNotReadable.</exception>
    public static LineJournal OpenRead(string path, string format, Action<string>? warn) =>
        new(JournalFile.Open(path, isWritable: false), path, format, warn, isWritable: false);

    /// <summary>Opens a journal for reading while another process may append to it.</summary>
    /// <exception cref="MixtureException">JournalInUse, FileNotFound or FileNotReadable.</exception>
    public static LineJournal OpenShared(string path, string format) => new(JournalFile.OpenShared(path), path, format, warn: null, isWritable: false);

    /// <summary>
    /// Reads the lines and verifies each; all must be read before anything is appended. An incomplete last line is skipped with a
    /// warning, and truncated if the journal is open for writing.
    /// </summary>
    /// <param name="cancellation">The cancellation token.</param>
    /// <param name="progress">Receives progress, or null.</param>
    /// <exception cref="MixtureException">MalformedFile; JournalMismatch if a file to be written isn't such a journal; or a file error.</exception>
    public IEnumerable<JournalLine> Lines(CancellationToken cancellation = default, IProgress<ProgressReport>? progress = null)
    {
        _end = 0;
        _lacksLineEnd = false;
        int number = 0;
        bool isFirst = true;
        using var lines = new ByteLines(_file);
        while (Read(lines) is { } read)
        {
            int mark = number == 0 && read.AsSpan().StartsWith(ByteOrderMark) ? ByteOrderMark.Length : 0;
            byte[] bytes = Content(read, mark);
            if (bytes.Length == 0)
            {
                _end += read.Length + (lines.IsTerminated ? 1 : 0);
                _lacksLineEnd = !lines.IsTerminated;
                number++;
                continue;
            }

            if ((++number & 0xFF) == 0)
            {
                cancellation.Check();
                progress?.Report(new ProgressReport("reading the journal", (double)_end / _file.Length));
            }

            if (isFirst && !IsOfFormat(bytes, lines.IsTerminated))
                throw _isWritable ? FileError.JournalMismatch(_path, "it is not a journal of this kind") : FileError.Malformed(new Place(_path, 1), "the file is not a journal of this kind");
            if (!LineChecksum.IsValid(bytes, isFirst ? string.Empty : Salt))
            {
                bool isLast = !lines.IsTerminated || (!isFirst && IsRestBlank(lines));
                if (!isLast) throw FileError.Malformed(new Place(_path, number), "the checksum is wrong, because the line was changed or damaged");
                Truncate();
                yield break;
            }

            isFirst = false;
            var line = new JournalLine(number, _end + mark, bytes);
            _end += read.Length + (lines.IsTerminated ? 1 : 0);
            _lacksLineEnd = !lines.IsTerminated;
            yield return line;
        }

        if (!_isWritable) yield break;
        EndLastLine();
        Flush();
    }

    /// <summary>Reads a line again, by its offset and length.</summary>
    public JournalLine ReadAt(long offset, int length, int number = 0)
    {
        try
        {
            var bytes = new byte[length];
            _file.Position = offset;
            _file.ReadExactly(bytes);
            return new JournalLine(number, offset, bytes);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(_path, error.Message);
        }
    }

    /// <summary>Parses the JSON of a line; errors state its number.</summary>
    /// <exception cref="MixtureException">MalformedFile.</exception>
    public T Parse<T>(JournalLine line, Func<JsonNodeReader, T> read) =>
        JsonText.Read(line.Bytes, new JsonSource(what => FileError.Malformed(new Place(_path, line.Number), what)), read);

    /// <summary>Appends a line, which is written at the next flush.</summary>
    /// <returns>The offset and length of the line.</returns>
    public (long Offset, int Length) Append(Action<JsonObjectWriter> write, bool isHeader = false)
    {
        using var line = new MemoryStream();
        using (var json = new JsonObjectWriter(line)) json.Root(() => write(json));

        LineChecksum.Append(line, isHeader ? string.Empty : Salt);
        EndLastLine();
        long offset = _end + _pending.Length;
        Append(line.GetBuffer().AsSpan(0, (int)line.Length));
        return (offset, (int)line.Length);
    }

    /// <summary>Appends an unchanged line of another journal with the same salt.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        EndLastLine();
        _pending.Write(line);
        _pending.WriteByte((byte)'\n');
    }

    /// <summary>Writes the appended lines to disk. If this fails, the file is truncated to its previous length.</summary>
    /// <exception cref="MixtureException">FileNotWritable.</exception>
    public void Flush()
    {
        if (_pending.Length == 0) return;
        try
        {
            _file.Position = _end;
            _file.Write(_pending.GetBuffer(), 0, (int)_pending.Length);
            if (_file is FileStream file) file.Flush(flushToDisk: true);
            else _file.Flush();
            _end += _pending.Length;
            _lacksLineEnd = false;
            _pending.SetLength(0);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            _pending.SetLength(0);
            TryTruncate();
            throw FileError.NotWritable(_path, error.Message);
        }
    }

    /// <summary>Flushes if many appended lines are pending.</summary>
    /// <exception cref="MixtureException">FileNotWritable.</exception>
    public void FlushIfLarge()
    {
        if (_pending.Length > FlushThreshold) Flush();
    }

    public void Dispose() => _file.Dispose();

    private static byte[] Content(byte[] line, int mark)
    {
        var content = line.AsSpan(mark).TrimEnd(WhiteSpaceBytes);
        return content.Length == line.Length ? line : content.ToArray();
    }

    private bool IsRestBlank(ByteLines lines)
    {
        while (Read(lines) is { } rest)
            if (Content(rest, 0).Length > 0) return false;
        return true;
    }

    private byte[]? Read(ByteLines lines)
    {
        try
        {
            return lines.Next();
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotReadable(_path, error.Message);
        }
    }

    private bool IsOfFormat(byte[] line, bool isTerminated)
    {
        byte[] start = Encoding.UTF8.GetBytes(_start);
        return isTerminated || line.Length >= start.Length ? line.AsSpan().StartsWith(start) : start.AsSpan().StartsWith(line);
    }

    // An editor may have removed the end of the last line.
    private void EndLastLine()
    {
        if (_lacksLineEnd && _pending.Length == 0) _pending.WriteByte((byte)'\n');
    }

    private void Truncate()
    {
        _warn?.Invoke($"The last line of '{_path}' is incomplete, because writing it was interrupted; it was ignored.");
        if (!_isWritable) return;
        try
        {
            _file.SetLength(_end);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw FileError.NotWritable(_path, error.Message);
        }
    }

    private void TryTruncate()
    {
        try
        {
            _file.SetLength(_end);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            // An incomplete last line may remain, which the next reader ignores.
        }
    }
}
