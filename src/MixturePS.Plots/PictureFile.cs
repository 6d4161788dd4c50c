using MixturePS.Core.Files;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots;

/// <summary>Writes pictures to files: PNG, SVG or PDF, determined by the extension. The content of a file depends only on its data.</summary>
public static class PictureFile
{
    /// <summary>The minimum width and height.</summary>
    internal const int LeastSize = 200;

    /// <summary>The maximum width and height.</summary>
    internal const int GreatestSize = 8000;

    private const string Png = ".png";
    private const string Svg = ".svg";
    private const string Pdf = ".pdf";

    /// <summary>Validates a file path and a size before there is a picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="MixtureException">UnknownPictureFormat, InvalidPictureSize, FolderNotFound or FileExists.</exception>
    public static void Check(string path, int width, int height, bool overwrite)
    {
        if (!Is(path, Png) && !Is(path, Svg) && !Is(path, Pdf)) throw PlotError.UnknownFormat(path);
        if (width is < LeastSize or > GreatestSize) throw PlotError.InvalidSize("The width", width, LeastSize, GreatestSize);
        if (height is < LeastSize or > GreatestSize) throw PlotError.InvalidSize("The height", height, LeastSize, GreatestSize);
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path)))) throw PlotError.FolderNotFound(path);
        if (!overwrite && File.Exists(path)) throw FileError.Exists(path);
    }

    /// <summary>Draws a picture to a temporary file, which is renamed when complete.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="path">The file.</param>
    /// <param name="width">The width in pixels.</param>
    /// <param name="height">The height in pixels.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <param name="cancellation">Cancellation token. Nothing is written after it is cancelled; drawing that has begun ends in the background.</param>
    /// <exception cref="MixtureException">The errors of <see cref="Check"/>, of the data, and FileNotWritable.</exception>
    public static void Write(Picture picture, string path, int width, int height, bool overwrite, CancellationToken cancellation = default)
    {
        Check(path, width, height, overwrite);
        byte[] content = UncancellableWork.Run(() => Is(path, Svg) ? picture.ToSvg(width, height) : Is(path, Pdf) ? picture.ToPdf(width, height) : picture.ToPng(width, height), cancellation);
        using var files = new FileTransaction(overwrite);
        using (var stream = files.Create(path))
        {
            try
            {
                stream.Write(content);
                stream.Flush();
            }
            catch (Exception error) when (FileTransaction.IsFileError(error))
            {
                throw FileError.NotWritable(path, error.Message);
            }
        }

        files.Commit();
    }

    private static bool Is(string path, string extension) => string.Equals(Path.GetExtension(path), extension, StringComparison.OrdinalIgnoreCase);
}
