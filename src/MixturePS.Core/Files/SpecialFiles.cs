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
    private const int OwnerAt = 20;
    private const int GroupAt = 24;
    private const uint TypeWanted = 1;
    private const uint OwnerWanted = 0x18;

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

    /// <summary>Gives a file the owner and group of another, as far as the system allows it; does nothing on Windows.</summary>
    /// <param name="from">The other file, following links.</param>
    /// <param name="to">The file.</param>
    public static void CopyOwner(string from, string to)
    {
        if (!OperatingSystem.IsLinux()) return;
        try
        {
            byte* status = stackalloc byte[Size];
            if (Statx(CurrentFolder, from, 0, OwnerWanted, status) != 0) return;
            uint owner = *(uint*)(status + OwnerAt), group = *(uint*)(status + GroupAt);

            // Only the superuser may give a file away, but members of a group may give it to the group.
            if (Chown(to, owner, group) != 0) _ = Chown(to, uint.MaxValue, group);
        }
        catch (EntryPointNotFoundException)
        {
            // The owner is then the user, as for a new file.
        }
    }

    [LibraryImport("libc", EntryPoint = "chown", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Statx(int folder, string path, int flags, uint mask, byte* status);
}
