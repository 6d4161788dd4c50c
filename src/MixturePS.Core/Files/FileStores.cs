using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Where files are read from: a disk, or the memory of a test.</summary>
internal interface IFileStore
{
    /// <summary>Whether there is such a file.</summary>
    bool Exists(string path);

    /// <summary>Opens a file whose length is known.</summary>
    Stream OpenRead(string path);
}

/// <summary>Where files are written to, all of them or none.</summary>
internal interface IFileSink
{
    /// <summary>Opens what will become a file; the caller disposes it.</summary>
    Stream Create(string path);

    /// <summary>Takes a file away, if there is one, when the others are put into place.</summary>
    void Remove(string path);
}

/// <summary>The files of the machine.</summary>
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
