using MixturePS.Specs.Engine;

namespace MixturePS.Specs;

/// <summary>Where the spec files are.</summary>
internal static class SpecFolder
{
    /// <summary>The folder <c>tests</c> of the source tree.</summary>
    public static string Path { get; } = System.IO.Path.Combine(Root(), "tests");

    /// <summary>The paths of the spec files.</summary>
    public static IReadOnlyList<string> Files { get; } =
        Directory.GetFiles(Path, "*.Tests.ps1").Order(StringComparer.Ordinal).ToArray();

    private static string Root()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "MixturePS.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} has MixturePS.sln.");
    }
}
