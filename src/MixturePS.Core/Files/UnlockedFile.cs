using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MixturePS.Core.Files;

/// <summary>
/// Opens files for reading while another process holds them exclusively. On Unix, .NET opens every file with an advisory lock,
/// which fails then, and which would make another process fail that opens the file exclusively at the same moment.
/// </summary>
internal static partial class UnlockedFile
{
    // O_RDONLY | O_CLOEXEC.
    private const int LinuxFlags = 0x80000, MacFlags = 0x1000000;

    /// <summary>Opens a file. Windows refuses it while another process holds it.</summary>
    /// <exception cref="IOException">The file doesn't exist or can't be opened.</exception>
    public static FileStream Open(string path)
    {
        if (OperatingSystem.IsWindows()) return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        if (!File.Exists(path)) throw new FileNotFoundException($"Could not find file '{path}'.", path);
        int descriptor = OpenFile(path, OperatingSystem.IsMacOS() ? MacFlags : LinuxFlags);
        return descriptor >= 0 ? new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Read, bufferSize: 0) : throw new IOException(Marshal.GetLastPInvokeErrorMessage());
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int OpenFile(string path, int flags);
}
