using System.Text.Json;

namespace MixturePS.Notices;

/// <summary>The package that each file of a built project comes from.</summary>
/// <param name="Own">The names of the files built by the solution's own projects.</param>
/// <param name="Packages">The id and version of the package by file: by its name, or by its path if it is for one platform.</param>
internal sealed record PackageFiles(IReadOnlySet<string> Own, IReadOnlyDictionary<string, (string Id, string Version)> Packages)
{
    /// <summary>Reads the list that the SDK writes for an assembly (.deps.json).</summary>
    public static PackageFiles Read(string path)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        var libraries = document.RootElement.GetProperty("libraries");
        var own = new HashSet<string>(StringComparer.Ordinal);
        var packages = new Dictionary<string, (string, string)>(StringComparer.Ordinal);
        foreach (var library in document.RootElement.GetProperty("targets").EnumerateObject().SelectMany(target => target.Value.EnumerateObject()))
        {
            bool isPackage = libraries.GetProperty(library.Name).GetProperty("type").GetString() == "package";
            string[] name = library.Name.Split('/');
            foreach (string file in Names(library.Value, "runtime").Select(file => Path.GetFileName(file)).Concat(Names(library.Value, "runtimeTargets")))
            {
                if (isPackage) packages[file] = (name[0], name[1]);
                else own.Add(file);
            }
        }

        return new PackageFiles(own, packages);
    }

    private static IEnumerable<string> Names(JsonElement library, string kind) =>
        library.TryGetProperty(kind, out var files) ? files.EnumerateObject().Select(file => file.Name) : [];
}
