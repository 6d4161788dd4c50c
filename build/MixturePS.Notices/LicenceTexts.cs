namespace MixturePS.Notices;

/// <summary>Texts of licences by their SPDX names, for packages that name one and don't have its text.</summary>
/// <param name="folder">A folder with a file a licence, such as MIT.txt.</param>
internal sealed class LicenceTexts(string folder)
{
    // Enough to tell one licence from another, and short of where copies differ (names, addresses, appendices).
    private const int Telling = 400;

    /// <summary>The name and the text of the first licence of a choice (MS-PL OR Apache-2.0) whose text there is.</summary>
    public (string Name, string Text)? First(string expression)
    {
        foreach (string name in expression.Split(" OR ", StringSplitOptions.TrimEntries))
        {
            string path = Path.Combine(folder, name + ".txt");
            if (File.Exists(path)) return (name, Read(path));
        }

        return null;
    }

    /// <summary>The name of the licence that a text is of, or null where none of the folder's texts begins as part of it.</summary>
    public string? NameOf(string text)
    {
        string words = Words(text);
        return Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal)
            .Where(path => words.Contains(Words(Read(path))[..Telling], StringComparison.Ordinal))
            .Select(Path.GetFileNameWithoutExtension).FirstOrDefault();
    }

    /// <summary>A file's text as it stands, with line feeds and without a byte order mark.</summary>
    public static string Read(string path) => File.ReadAllText(path).ReplaceLineEndings("\n").Trim('\n');

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
