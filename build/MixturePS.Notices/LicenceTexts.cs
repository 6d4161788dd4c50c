namespace MixturePS.Notices;

/// <summary>The texts of licences by SPDX name, for packages that name a licence but don't contain its text.</summary>
/// <param name="folder">A folder with one file per licence, such as MIT.txt.</param>
internal sealed class LicenceTexts(string folder)
{
    // Long enough to distinguish licences, and short enough to end before copies differ (names, addresses, appendices).
    private const int Telling = 400;

    /// <summary>The name and the text of the first licence of an expression (MS-PL OR Apache-2.0) whose text is available.</summary>
    public (string Name, string Text)? First(string expression)
    {
        foreach (string name in expression.Split(" OR ", StringSplitOptions.TrimEntries))
        {
            string path = Path.Combine(folder, name + ".txt");
            if (File.Exists(path)) return (name, Read(path));
        }

        return null;
    }

    /// <summary>The licence of a package that doesn't name it, as its project publishes it; or null.</summary>
    /// <param name="id">The package: it has the name of a file in the folder packages, or that and a point before more.</param>
    public string? OfPackage(string id)
    {
        string packages = Path.Combine(folder, "packages");
        return !Directory.Exists(packages) ? null : Directory.GetFiles(packages, "*.txt").Order(StringComparer.Ordinal)
            .Where(path => $"{id}.".StartsWith(Path.GetFileNameWithoutExtension(path) + ".", StringComparison.OrdinalIgnoreCase))
            .Select(Read).FirstOrDefault();
    }

    /// <summary>The name of the licence that a text contains, or null if it contains the beginning of none of the folder's texts.</summary>
    public string? NameOf(string text)
    {
        string words = Words(text);
        return Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal)
            .Where(path => words.Contains(Words(Read(path))[..Telling], StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).FirstOrDefault();
    }

    /// <summary>A file's text, with line feeds and without a byte order mark.</summary>
    public static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n").Trim('\n');

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
