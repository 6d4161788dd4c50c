using System.Runtime.InteropServices;

namespace MixturePS.Core.Files;

/// <summary>Recognises devices and pipes, which have a path but can't be replaced or read back like files.</summary>
internal static unsafe partial class SpecialFiles
{
    // Linux's struct statx, which is the same on every architecture: 256 bytes, with the mode at offset 28.
    private const int Size = 256;
    private const int ModeAt = 28;
    private const int TypeMask = 0xF000;
    private const int Directory = 0x4000;
    private const int Regular = 0x8000;
    private const int CurrentFolder = -100;
    private const uint TypeWanted = 1;

    /// <summary>Whether a path refers to a device, pipe or socket, following links; false if it doesn't exist or can't be determined.</summary>
    /// <param name="path">The path.</param>
    public static bool IsSpecial(string path)
    {
        if (OperatingSystem.IsWindows()) return false;
        if (!OperatingSystem.IsLinux()) return path.StartsWith("/dev/", StringComparison.Ordinal) && File.Exists(path);
        try
        {
            byte* status = stackalloc byte[Size];
            if (Statx(CurrentFolder, path, 0, TypeWanted, status) != 0) return false;
            int type = *(ushort*)(status + ModeAt) & TypeMask;
            return type is not Regular and not Directory;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);
}
