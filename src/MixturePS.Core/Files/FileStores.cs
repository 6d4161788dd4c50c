using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>A source of files: the disk, or memory in tests.</summary>
internal interface IFileStore
{
    /// <summary>Whether a file exists.</summary>
    bool Exists(string path);

    /// <summary>Opens a file as a stream, which can't be rewound if the file is a pipe.</summary>
    Stream OpenRead(string path);
}

/// <summary>A destination for files that are written all together or not at all.</summary>
internal interface IFileSink
{
    /// <summary>Opens a stream for a new file, which the caller disposes of.</summary>
    Stream Create(string path);

    /// <summary>Removes a file, if it exists, when the others are committed.</summary>
    void Remove(string path);
}

/// <summary>The files on disk.</summary>
internal sealed class DiskStore : IFileStore
{
    private const int BufferSize = 1 << 16;

    public bool Exists(string path) => File.Exists(path);

    public Stream OpenRead(string path)
    {
        try
        {
            return new FileStream(path, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = BufferSize });
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw FileError.NotFound(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw FileError.NotReadable(path, error.Message);
        }
    }
}
