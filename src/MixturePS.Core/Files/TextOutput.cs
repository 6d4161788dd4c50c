using System.Globalization;
using System.IO.Compression;
using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Writes text, compressed if the file name ends in .gz. Invalid Unicode, and what the encoding lacks, is an error.</summary>
internal static class TextOutput
{
    public const char NewLine = '\n';
    public const char ByteOrderMark = '\uFEFF';

    /// <summary>Opens a file.</summary>
    /// <param name="files">The destination.</param>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding, whose byte order mark is written; null for UTF-8 without one.</param>
    public static StreamWriter Open(IFileSink files, string path, Encoding? encoding = null) =>
        new(OpenBytes(files, path), encoding ?? TextEncodings.Utf8, bufferSize: 1 << 15);

    /// <summary>Opens a file for a writer of UTF-8, whose text is converted to an encoding.</summary>
    /// <param name="files">The destination.</param>
    /// <param name="path">The file.</param>
    /// <param name="encoding">The encoding, whose byte order mark is written; null for UTF-8 without one.</param>
    public static Stream OpenUtf8(IFileSink files, string path, Encoding? encoding)
    {
        var stream = OpenBytes(files, path);
        if (encoding is null) return stream;
        stream.Write(encoding.Preamble);
        return Encoding.CreateTranscodingStream(stream, encoding, TextEncodings.Utf8);
    }

    private static Stream OpenBytes(IFileSink files, string path)
    {
        var file = files.Create(path);
        return DfmPaths.IsCompressed(path) ? new GZipStream(file, CompressionLevel.Optimal) : file;
    }

    /// <summary>The shortest text that parses to the same bits.</summary>
    public static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1L << 62
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
}
