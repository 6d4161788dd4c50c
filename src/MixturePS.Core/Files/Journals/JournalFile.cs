using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>
/// Opens the file of a journal: one process writes it and no other has it then, or any number read it. The operating
/// system lets go of it however a process ends.
/// </summary>
internal static class JournalFile
{
    /// <summary>Opens the file; one to write is made where there is none.</summary>
    /// <exception cref="MixtureException">JournalInUse; FileNotWritable of one to write, FileNotFound or FileNotReadable of one to read.</exception>
    public static FileStream Open(string path, bool isWritten)
    {
        try
        {
            if (isWritten && SpecialFiles.IsSpecial(path)) throw FileError.NotWritable(path, "a journal can't be a device or a pipe.");

            // No buffer: a journal gathers lines itself, and none of one that failed may be written after all.
            return isWritten
                ? new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0)
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        }
        catch (FileNotFoundException) when (!isWritten)
        {
            throw FileError.NotFound(path);
        }
        catch (IOException error) when (error is not DirectoryNotFoundException && IsInUse(error))
        {
            throw FileError.JournalInUse(path);
        }
        catch (Exception error) when (AtomicFiles.IsOfFiles(error))
        {
            throw isWritten ? FileError.NotWritable(path, error.Message) : FileError.NotReadable(path, error.Message);
        }
    }

    // The sharing violation of Windows, and what Unix says of a lock that another has (EWOULDBLOCK of Linux and of macOS).
    private static bool IsInUse(IOException error) => OperatingSystem.IsWindows() ? (error.HResult & 0xFFFF) is 32 or 33 : error.HResult is 11 or 35;
}
