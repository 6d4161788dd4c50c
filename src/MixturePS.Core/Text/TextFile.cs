using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Reads files of text. The encoding is that of the byte order mark (UTF-8, UTF-16, UTF-32); without one it is UTF-8, and
/// where the bytes aren't that it is Windows-1252.
/// </summary>
internal sealed class TextFile
{
    private const int BlockSize = 1 << 15;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Encoding? _given;
    private readonly CancellationToken _cancellation;

    /// <summary>Names a file without opening it.</summary>
    /// <param name="path">The full path.</param>
    /// <param name="encoding">The encoding, or null to find it out. A byte order mark goes before it.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public TextFile(string path, Encoding? encoding = null, CancellationToken cancellation = default)
    {
        _cancellation = cancellation;
        Path = path;
        _given = encoding;
    }

    public string Path { get; }

    /// <summary>Whether the file that was read turned out to be no UTF-8 and was taken for <see cref="FallbackName"/>.</summary>
    public bool FellBack { get; private set; }

    /// <summary>What files that aren't UTF-8 are taken for.</summary>
    public const string FallbackName = "windows-1252";

    /// <summary>An encoding by its name or the number of a code page, those of Windows included.</summary>
    /// <exception cref="MixtureException">UnknownEncoding.</exception>
    public static Encoding EncodingOf(string name)
    {
        if (name.Equals("utf8", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8;
        if (name.Equals("unicode", StringComparison.OrdinalIgnoreCase)) return Encoding.Unicode;
        try
        {
            return int.TryParse(name, out int page)
                ? CodePagesEncodingProvider.Instance.GetEncoding(page) ?? Encoding.GetEncoding(page)
                : CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw MixtureError.UnknownEncoding(name);
        }
    }

    /// <summary>The whole text.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or BinaryFile.</exception>
    public string ReadAll() => Reading(() =>
    {
        string text;
        try
        {
            text = ReadToEnd(_given ?? Strict);
        }
        catch (DecoderFallbackException) when (_given is null)
        {
            FellBack = true;
            text = ReadToEnd(Fallback);
        }

        var junk = default(Junk);
        junk.Look(text);
        if (junk.IsFound(FellBack)) throw FileError.Binary(Path);
        return text;
    });

    /// <summary>The lines, read as they are asked for, once the whole file was looked through to find out its encoding.</summary>
    /// <exception cref="MixtureException">FileNotFound, FileNotReadable or BinaryFile; while it is enumerated too.</exception>
    public IEnumerable<string> ReadLines()
    {
        var encoding = Reading(FindEncoding);
        using var reader = Reading(() => Open(encoding));
        while (Reading(reader.ReadLine) is { } line) yield return line;
    }

    private static Encoding Fallback => CodePagesEncodingProvider.Instance.GetEncoding(FallbackName)!;

    private Encoding FindEncoding()
    {
        var encoding = _given ?? Strict;
        try
        {
            LookThrough(encoding);
        }
        catch (DecoderFallbackException) when (_given is null)
        {
            FellBack = true;
            LookThrough(encoding = Fallback);
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

    private void LookThrough(Encoding encoding)
    {
        var junk = default(Junk);
        using var reader = Open(encoding);
        char[] block = new char[BlockSize];
        while (reader.Read(block) is > 0 and var count)
        {
            _cancellation.Check();
            junk.Look(block.AsSpan(0, count));
        }

        if (junk.IsFound(FellBack)) throw FileError.Binary(Path);
    }

    private StreamReader Open(Encoding encoding) => new(
        new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: BlockSize, FileOptions.SequentialScan),
        encoding,
        detectEncodingFromByteOrderMarks: true);

    private T Reading<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileError.NotFound(Path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException)
        {
            throw FileError.NotReadable(Path, error.Message);
        }
        catch (OutOfMemoryException)
        {
            throw FileError.NotReadable(Path, "it is too large for one document.");
        }
    }

    /// <summary>Counts control characters that text hasn't.</summary>
    private struct Junk
    {
        private long _units;
        private long _controls;
        private bool _hasNull;

        public void Look(ReadOnlySpan<char> text)
        {
            _units += text.Length;
            _hasNull |= text.Contains('\0');
            for (int at; (at = text.IndexOfAnyInRange('\u0001', '\u001f')) >= 0; text = text[(at + 1)..])
                if (!WhiteSpace.Is(text[at]) && text[at] is not ('\b' or '\u001a' or '\u001b')) _controls++;
        }

        /// <summary>A null is enough; where any bytes make characters, so is one control character in a hundred.</summary>
        public readonly bool IsFound(bool anyBytesDecode) => _hasNull || (anyBytesDecode && _controls * 100 > _units);
    }
}
