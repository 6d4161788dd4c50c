using System.Text.RegularExpressions;
using SkiaSharp;

namespace MixturePS.Plots.Typesetting;

/// <summary>
/// Finds fonts of the machine for characters that the included font lacks. The choice depends only on the character and
/// the installed fonts, not on what was drawn before.
/// </summary>
/// <remarks>
/// Windows and macOS are asked for a font. The drawing library for Linux is built without fontconfig, so that it runs on
/// a machine without it; there, font files are searched, those whose names suggest the script first.
/// </remarks>
internal sealed partial class MachineFonts
{
    private const int MostFaces = 64;

    private readonly Lazy<List<Family>>? _families;
    private readonly Dictionary<(string File, int Face), SKTypeface?> _opened = [];
    private readonly Dictionary<(string Text, string Language, bool Bold), SKTypeface?> _found = [];
    private readonly Dictionary<(string Family, int Weight, int Width, SKFontStyleSlant Slant), SKTypeface> _named = [];

    private MachineFonts(Func<IEnumerable<string>>? folders) => _families = folders is null ? null : new Lazy<List<Family>>(() => Families(folders()));

    /// <summary>The fonts of this machine.</summary>
    public static MachineFonts Installed { get; } = new(OperatingSystem.IsLinux() ? Folders : null);

    /// <summary>The fonts in folders.</summary>
    public static MachineFonts In(params string[] folders) => new(() => folders);

    /// <summary>A font that has all characters of a text, or null.</summary>
    /// <param name="text">One character with its marks, or a sequence that makes one emoji.</param>
    /// <param name="language">The language whose shapes of Chinese characters are wanted.</param>
    /// <param name="bold">Whether a bold font is preferred.</param>
    public SKTypeface? Find(string text, string language, bool bold)
    {
        lock (_found)
        {
            if (_found.TryGetValue((text, language, bold), out var known)) return known;
            return _found[(text, language, bold)] = _families is null ? Same(Ask(text, language, bold)) : Search(text, language, bold);
        }
    }

    private static SKTypeface? Ask(string text, string language, bool bold)
    {
        var style = bold ? SKFontStyle.Bold : SKFontStyle.Normal;
        foreach (var rune in text.EnumerateRunes())
        {
            if (TextCleaning.IsIgnorable(rune.Value)) continue;
            var found = SKFontManager.Default.MatchCharacter(null, style, [language], rune.Value);

            // macOS has a font whose boxes name the block of any character.
            if (found is not null && !found.FamilyName.Contains("LastResort", StringComparison.Ordinal) && HasAll(found, text)) return found;
        }

        return null;
    }

    /// <summary>The first object for a font, so that adjoining characters of one font are shaped together.</summary>
    private SKTypeface? Same(SKTypeface? found)
    {
        if (found is null) return null;
        var key = (found.FamilyName, found.FontWeight, found.FontWidth, found.FontSlant);
        if (!_named.TryGetValue(key, out var first)) _named[key] = first = found;
        return first;
    }

    private SKTypeface? Search(string text, string language, bool bold)
    {
        // The variation selector asks for an emoji, even of a digit.
        string script = text.Contains('\uFE0F', StringComparison.Ordinal) ? Scripts.Emoji : Scripts.Of(char.ConvertToUtf32(text, 0));
        string[] words = Scripts.FontWords(script, language), ends = Scripts.EastAsian(language);
        foreach (var family in _families!.Value.OrderBy(family => family.Rank(words)).ThenBy(family => family.Name, StringComparer.Ordinal))
        {
            var regular = Faces(family.Regular).Where(face => HasAll(face, text)).MinBy(face => Rank(face.FamilyName, ends));
            if (regular is null) continue;
            return (bold && family.Bold is { } file ? Faces(file).Where(face => HasAll(face, text)).MinBy(face => Rank(face.FamilyName, ends)) : null) ?? regular;
        }

        return null;

        // Of a collection for East Asia, the face for the language that isn't monospaced.
        static int Rank(string name, string[] ends)
        {
            int at = Array.FindIndex(ends, end => name.EndsWith(end, StringComparison.Ordinal));
            return (at < 0 ? ends.Length : at) + (name.Contains("Mono", StringComparison.Ordinal) ? 100 : 0);
        }
    }

    private static bool HasAll(SKTypeface typeface, string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!TextCleaning.IsIgnorable(rune.Value) && !typeface.ContainsGlyph(rune.Value)) return false;
        return true;
    }

    private IEnumerable<SKTypeface> Faces(string file)
    {
        int count = FaceCount(file);
        for (int face = 0; face < count; face++)
        {
            if (!_opened.TryGetValue((file, face), out var typeface)) _opened[(file, face)] = typeface = SKTypeface.FromFile(file, face);
            if (typeface is not null) yield return typeface;
        }
    }

    /// <summary>The number of faces in a font file: a collection begins with 'ttcf' and states it in its bytes 8 to 11.</summary>
    private static int FaceCount(string file)
    {
        if (!file.EndsWith('c') && !file.EndsWith('C')) return 1;
        try
        {
            using var stream = File.OpenRead(file);
            var header = new byte[12];
            return stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false) == header.Length && header.AsSpan(0, 4).SequenceEqual("ttcf"u8)
                ? Math.Min(MostFaces, (header[8] << 24) | (header[9] << 16) | (header[10] << 8) | header[11])
                : 0;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>The folders of fonts: those of fontconfig's own file, and the usual ones.</summary>
    private static IEnumerable<string> Folders()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string data = Variable("XDG_DATA_HOME", Path.Combine(home, ".local", "share"));
        var folders = new List<string> { Path.Combine(data, "fonts"), Path.Combine(home, ".fonts") };
        folders.AddRange(Variable("XDG_DATA_DIRS", "/usr/local/share:/usr/share").Split(':', StringSplitOptions.RemoveEmptyEntries).Select(folder => Path.Combine(folder, "fonts")));
        try
        {
            string configuration = File.ReadAllText(Variable("FONTCONFIG_FILE", "/etc/fonts/fonts.conf"));
            folders.AddRange(ConfiguredFolder().Matches(configuration).Select(match => match.Groups[1].Value.Trim()).Where(Path.IsPathRooted));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            // Without fontconfig, the usual folders have to do.
        }

        return folders;

        static string Variable(string name, string other) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : other;
    }

    private static List<Family> Families(IEnumerable<string> folders)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, MaxRecursionDepth = 8 };
        string[] extensions = [".ttf", ".otf", ".ttc", ".otc"];
        var files = folders.Where(Directory.Exists).SelectMany(folder => Directory.EnumerateFiles(folder, "*", options))
            .Where(file => extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal);
        return [.. files.GroupBy(file => FamilyName(file), StringComparer.Ordinal).Select(group => Family.Of(group.Key, group))];
    }

    private static string FamilyName(string file) => StyleSuffix().Replace(Path.GetFileNameWithoutExtension(file), string.Empty);

    private static string Style(string file) => StyleSuffix().Match(Path.GetFileNameWithoutExtension(file)).Groups[1].Value;

    [GeneratedRegex("<dir[^>]*>([^<]+)</dir>")]
    private static partial Regex ConfiguredFolder();

    // By convention, the name of a font's file is that of the family, a dash and the style. Other words after a dash, such as
    // that for a script, belong to the family.
    [GeneratedRegex("-((?:Thin|Extra|Ultra|Semi|Demi|Light|Regular|Normal|Book|Roman|Medium|Bold|Black|Heavy|Italic|Oblique|It|Condensed|VF)+)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StyleSuffix();

    /// <summary>The files of a font in its styles.</summary>
    private sealed record Family(string Name, string Regular, string? Bold)
    {
        // Fonts that have many characters, but poor shapes, and those with special shapes.
        private static readonly string[] Last = ["LastResort", "Unifont", "Mono", "Nastaliq", "Display", "Looped", "Rashi", "Kufi", "Condensed"];

        public static Family Of(string name, IEnumerable<string> files)
        {
            string[] sorted = [.. files.OrderBy(file => StyleRank(Style(file))).ThenBy(file => file, StringComparer.Ordinal)];
            return new Family(name, sorted[0], Array.Find(sorted, file => Style(file).Equals("Bold", StringComparison.OrdinalIgnoreCase)));
        }

        /// <summary>The rank among fonts for a script whose names contain certain words; the least is best.</summary>
        public int Rank(string[] words)
        {
            int word = Array.FindIndex(words, word => Name.Contains(word, StringComparison.OrdinalIgnoreCase));
            int rank = (word < 0 ? words.Length : word) * 4;
            if (!Name.Contains("Sans", StringComparison.OrdinalIgnoreCase)) rank++;
            if (Array.Exists(Last, last => Name.Contains(last, StringComparison.OrdinalIgnoreCase))) rank += 2;
            return rank;
        }

        private static int StyleRank(string style) => style.ToUpperInvariant() switch
        {
            "REGULAR" or "NORMAL" => 0,
            "" or "BOOK" or "ROMAN" => 1,
            "MEDIUM" => 2,
            "SEMIBOLD" or "DEMIBOLD" or "LIGHT" => 3,
            _ => 4,
        };
    }
}
