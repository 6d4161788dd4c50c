using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace MixturePS.Core.Files;

/// <summary>Writes text as UTF-8, compressed if the file name ends in .gz. Invalid Unicode is an error.</summary>
internal static class TextOutput
{
    public const char NewLine = '\n';
    public const char ByteOrderMark = '\uFEFF';

    public static StreamWriter Open(IFileSink files, string path)
    {
        var file = files.Create(path);
        Stream stream = DfmPaths.IsCompressed(path) ? new GZipStream(file, CompressionLevel.Optimal) : file;
        return new StreamWriter(stream, new UTF8Encoding(false, throwOnInvalidBytes: true), bufferSize: 1 << 15);
    }

    /// <summary>The shortest text that parses to the same bits.</summary>
    public static string Number(double value) =>
        value == Math.Floor(value) && Math.Abs(value) < 1L << 62
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);
}
