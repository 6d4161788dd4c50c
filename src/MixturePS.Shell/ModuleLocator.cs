namespace MixturePS.Shell;

/// <summary>Finds the built module: out/MixturePS in the repository that the shell itself was built in.</summary>
internal static class ModuleLocator
{
    /// <summary>The manifest's full path, or null where no folder from the executable's up has a built module.</summary>
    public static string? FindManifest()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string manifest = Path.Combine(folder.FullName, "out", "MixturePS", "MixturePS.psd1");
            if (File.Exists(manifest)) return manifest;
        }

        return null;
    }
}
