using System.Management.Automation;

namespace MixturePS.Specs.Engine;

/// <summary>
/// A temporary folder for a spec file, as <c>$TestDrive</c> and the drive <c>TestDrive:</c>.
/// What a block leaves there goes when the block ends, and the folder when the file does.
/// </summary>
internal sealed class TestDrive : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("MixturePS.Specs.");

    /// <summary>Makes the folder and publishes it in the session of a command.</summary>
    public TestDrive(PSCmdlet host)
    {
        ProviderInfo files = host.SessionState.Provider.GetOne("FileSystem");
        host.SessionState.Drive.New(new PSDriveInfo("TestDrive", files, _folder.FullName, "", null), "global");
        host.SessionState.PSVariable.Set("global:TestDrive", _folder.FullName);
    }

    /// <summary>What is in the folder now.</summary>
    public Content Snapshot() => new(Entries().Select(entry => entry.FullName).ToHashSet());

    /// <summary>Removes what wasn't there when the snapshot was taken.</summary>
    public void Restore(Content before)
    {
        foreach (FileSystemInfo entry in Entries().Where(entry => !before.Paths.Contains(entry.FullName)).ToArray())
        {
            // It may have gone with the folder that it was in.
            entry.Refresh();
            if (entry is DirectoryInfo { Exists: true } folder && folder.LinkTarget is null)
                folder.Delete(recursive: true);
            else if (entry.Exists)
                entry.Delete();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A file that is still open stays in the system's folder of temporary files.
        }
    }

    private IEnumerable<FileSystemInfo> Entries() =>
        _folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories);

    /// <summary>The paths in the folder at one moment.</summary>
    public sealed record Content(IReadOnlySet<string> Paths);
}
