using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Opens the file of a journal, either exclusively by one writer or by any number of readers. The operating system releases
/// the lock however a process ends.
/// </summary>
internal static class JournalFile
{
    /// <summary>Opens the file for reading without a lock, while another process may append to it. Windows doesn't allow that while one does.</summary>
    /// <exception cref="MixtureException">JournalInUse, FileNotFound or FileNotReadable.</exception>
    public static Stream OpenShared(string path) => Opened(path, isWritable: false, () => UnlockedFile.Open(path));

    /// <summary>Opens the file; a writer creates it if it doesn't exist.</summary>
    /// <exception cref="MixtureException">JournalInUse; FileNotWritable for a writer; FileNotFound or FileNotReadable for a reader.</exception>
    public static Stream Open(string path, bool isWritable) => Opened(path, isWritable, () =>
    {
        if (isWritable && SpecialFiles.IsSpecial(path)) throw FileError.NotWritable(path, "a journal can't be a device or a pipe.");
        if (!isWritable && SpecialFiles.IsSpecial(path)) return Copied(path);

        // Unbuffered: the journal buffers lines itself, and lines of a failed write must not be written later.
        return isWritable
            ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
    });

    private static Stream Opened(string path, bool isWritable, Func<Stream> open)
    {
        try
        {
            return open();
        }
        catch (FileNotFoundException) when (!isWritable)
        {
            throw FileError.NotFound(path);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && IsInUse(error))
        {
            throw FileError.JournalInUse(path);
        }
        catch (Exception error) when (FileTransaction.IsFileError(error))
        {
            throw isWritable ? FileError.NotWritable(path, error.Message) : FileError.NotReadable(path, error.Message);
        }
    }

    // Rows are read at their places, in any order, which a pipe doesn't allow.
    private static MemoryStream Copied(string path)
    {
        using var pipe = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var copy = new MemoryStream();
        pipe.CopyTo(copy);
        copy.Position = 0;
        return copy;
    }

    // A sharing violation on Windows, or EWOULDBLOCK for a lock on Linux (11) and macOS (35).
    private static bool IsInUse(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;
}
