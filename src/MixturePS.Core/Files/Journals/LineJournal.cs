using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// A file that only grows: JSON Lines, the first of which says what the others are of. Each ends with a checksum
/// (<see cref="LineSeal"/>). What is flushed is on the disk. A last line that is cut off or damaged is the mark of a
/// process that died while it wrote, and is left out; other damage is an error. One process at a time has the file
/// (<see cref="JournalFile"/>).
/// </summary>
internal sealed class LineJournal : IDisposable
{
    private const int LargePart = 1 << 22;
    private readonly Stream _file;
    private readonly string _path;
    private readonly ModelSource _source;
    private readonly string _start;
    private readonly Action<string>? _warn;
    private readonly bool _isWritten;
    private readonly MemoryStream _pending = new();
    private long _end;

    internal LineJournal(Stream file, string path, string format, Action<string>? warn, bool isWritten)
    {
        (_file, _path, _warn, _isWritten) = (file, path, warn, isWritten);
        _source = new ModelSource(path);
        _start = $"{{\"format\":{JsonSerializer.Serialize(format)}";
    }

    /// <summary>What is hashed with each line after the first, so that no line of another journal passes for one of this.</summary>
    public string Salt { get; set; } = string.Empty;

    /// <summary>Opens a journal to go on with it; it is made where there is none.</summary>
    /// <exception cref="MixtureException">JournalInUse or FileNotWritable.</exception>
    public static LineJournal Open(string path, string format, Action<string>? warn) =>
        new(JournalFile.Open(path, isWritten: true), path, format, warn, isWritten: true);

    /// <summary>Opens a journal to read it.</summary>
    /// <exception cref="MixtureException">JournalInUse, FileNotFound or FileNotReadable.</exception>
    public static LineJournal OpenRead(string path, string format, Action<string>? warn) =>
        new(JournalFile.Open(path, isWritten: false), path, format, warn, isWritten: false);

    /// <summary>
    /// The lines, each checked when it is reached; to be read to the end before anything is added. A torn last one ends
    /// them, with a warning, and is cut off where the journal is written.
    /// </summary>
    /// <param name="cancellation">Ends reading early.</param>
    /// <param name="progress">Told how far reading has come, or null.</param>
    /// <exception cref="MixtureException">MalformedFile, JournalMismatch where something else is in the file that is to be gone on with, or an error of files.</exception>
    public IEnumerable<JournalLine> Lines(CancellationToken cancellation = default, IProgress<ProgressReport>? progress = null)
    {
        _end = 0;
        int number = 0;
        using var lines = new ByteLines(_file);
        while (Read(lines) is { } bytes)
        {
            if ((++number & 0xFF) == 0)
            {
                cancellation.Check();
                progress?.Report(new ProgressReport("reading the journal", (double)_end / _file.Length));
            }

            if (number == 1 && !IsOfFormat(bytes, lines.IsEnded))
                throw _isWritten ? FileError.JournalMismatch(_path, "it is not a journal of this kind") : FileError.Malformed(new Place(_path, 1), "the file is not a journal of this kind");
            if (!lines.IsEnded || !LineSeal.IsWhole(bytes, number == 1 ? string.Empty : Salt))
            {
                bool isLast = !lines.IsEnded || (number > 1 && lines.IsAtEnd);
                if (!isLast) throw FileError.Malformed(new Place(_path, number), "the checksum is wrong, because the line was changed or damaged");
                CutOff();
                yield break;
            }

            var line = new JournalLine(number, _end, bytes);
            _end += bytes.Length + 1;
            yield return line;
        }
    }

    /// <summary>The line at a place where one was.</summary>
    public JournalLine ReadAt(long offset, int length, int number = 0)
    {
        try
        {
            var bytes = new byte[length];
            _file.Position = offset;
            _file.ReadExactly(bytes);
            return new JournalLine(number, offset, bytes);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw FileError.NotReadable(_path, error.Message);
        }
    }

    /// <summary>Reads the JSON of a line; what is wrong with it is told with its number.</summary>
    public T Parse<T>(JournalLine line, Func<ModelNode, T> read)
    {
        try
        {
            using var document = JsonDocument.Parse(line.Bytes);
            return read(new ModelNode(document.RootElement, "the file", _source));
        }
        catch (JsonException error)
        {
            throw FileError.Malformed(new Place(_path, line.Number), $"it is not valid JSON ({error.Message.TrimEnd('.')})");
        }
        catch (MixtureException error) when (error.Id == "InvalidModelFile")
        {
            throw FileError.Malformed(new Place(_path, line.Number), error.Message.TrimEnd('.'));
        }
    }

    /// <summary>Adds a line, which is in the file once it is flushed.</summary>
    /// <returns>The place of the line.</returns>
    public (long Offset, int Length) Append(Action<ModelWriter> write, bool isHeader = false)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            write(new ModelWriter(json, withDocuments: false, CancellationToken.None));
            json.WriteEndObject();
        }

        LineSeal.Close(line, isHeader ? string.Empty : Salt);
        long offset = _end + _pending.Length;
        Append(line.GetBuffer().AsSpan(0, (int)line.Length));
        return (offset, (int)line.Length);
    }

    /// <summary>Adds a line of another journal with the same salt as it is.</summary>
    public void Append(ReadOnlySpan<byte> line)
    {
        _pending.Write(line);
        _pending.WriteByte((byte)'\n');
    }

    /// <summary>Writes what was added to the disk. Where that fails the file is left as it was before.</summary>
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
            _pending.SetLength(0);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            _pending.SetLength(0);
            TryCutBack();
            throw FileError.NotWritable(_path, error.Message);
        }
    }

    /// <summary>Writes what was added where it has become much.</summary>
    /// <exception cref="MixtureException">FileNotWritable.</exception>
    public void FlushLarge()
    {
        if (_pending.Length > LargePart) Flush();
    }

    public void Dispose() => _file.Dispose();

    private byte[]? Read(ByteLines lines)
    {
        try
        {
            return lines.Next();
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw FileError.NotReadable(_path, error.Message);
        }
    }

    private bool IsOfFormat(byte[] line, bool isEnded)
    {
        byte[] start = Encoding.UTF8.GetBytes(_start);
        return isEnded || line.Length >= start.Length ? line.AsSpan().StartsWith(start) : start.AsSpan().StartsWith(line);
    }

    private void CutOff()
    {
        _warn?.Invoke($"The last line of '{_path}' is incomplete, because writing it was interrupted; it was ignored.");
        if (!_isWritten) return;
        try
        {
            _file.SetLength(_end);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw FileError.NotWritable(_path, error.Message);
        }
    }

    private void TryCutBack()
    {
        try
        {
            _file.SetLength(_end);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            // What stays is a torn last line, which the next to open the journal leaves out.
        }
    }
}
