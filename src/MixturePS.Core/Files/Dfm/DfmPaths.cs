using System.Security.Cryptography;
using System.Text;

namespace MixturePS.Core.Files;

/// <summary>File name conventions: compression, delimiters, and the sidecar files of a matrix.</summary>
internal static class DfmPaths
{
    private const string GzipExtension = ".gz";
    private const string Docword = "docword.";
    private const string TextExtension = ".txt";

    // What file systems allow, in bytes of UTF-8.
    private const int LongestName = 255;
    private const int MarkDigits = 8;

    /// <summary>Whether a file is compressed, by its extension.</summary>
    public static bool IsCompressed(string path) => path.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The default delimiter of a CSV file.</summary>
    public static char Delimiter(string path) => WithoutGzip(path).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

    /// <summary>The sidecar file for what the format can't represent: <c>x.csv.meta.json</c> for x.csv and x.csv.gz.</summary>
    public static string Metadata(string path) => Fitting(WithoutGzip(path), ".meta.json");

    /// <summary>The file of names that is written with a matrix.</summary>
    /// <param name="path">The matrix.</param>
    /// <param name="names">Its sidecar files, of which the first is written.</param>
    public static string Written(string path, IReadOnlyList<string> names) => Beside(path, names[0]);

    /// <summary>Whether a file has the name of a bag of words of the UCI repository: docword.x.txt.</summary>
    public static bool IsDocword(string path)
    {
        string name = Path.GetFileName(WithoutGzip(path));
        return name.StartsWith(Docword, StringComparison.OrdinalIgnoreCase) && name.EndsWith(TextExtension, StringComparison.OrdinalIgnoreCase) && name.Length > Docword.Length + TextExtension.Length;
    }

    /// <summary>The possible files of names of a matrix, in order of precedence: the one that is written, and others, also compressed.</summary>
    /// <param name="path">The matrix.</param>
    /// <param name="names">Its sidecar files: extensions, or names of files in the same folder.</param>
    public static IEnumerable<string> Candidates(string path, IReadOnlyList<string> names)
    {
        yield return Written(path, names);
        foreach (string name in names.Skip(1))
        {
            string candidate = name.StartsWith('.') ? Beside(path, name) : Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, name);
            yield return candidate;
            yield return candidate + GzipExtension;

            // gensim appends to the whole name: x.dat.vocab.
            if (!name.StartsWith('.')) continue;
            yield return WithoutGzip(path) + name;
            yield return WithoutGzip(path) + name + GzipExtension;
        }
    }

    /// <summary>The path without the extension of compressed files.</summary>
    public static string WithoutGzip(string path) => IsCompressed(path) ? path[..^GzipExtension.Length] : path;

    // docword.x.txt has vocab.x.txt instead of docword.x.vocab.txt.
    private static string Beside(string path, string name)
    {
        if (!IsDocword(path)) return Fitting(Stem(path), name);
        string file = Path.GetFileName(Stem(path))[Docword.Length..];
        string kind = Path.GetFileNameWithoutExtension(name) is { Length: > 0 } stem ? stem : name;
        return Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, $"{kind.TrimStart('.')}.{file}{TextExtension}");
    }

    // A name that would be too long for the file system is cut, and a hash of the whole name keeps it unique.
    private static string Fitting(string stem, string suffix)
    {
        byte[] name = Encoding.UTF8.GetBytes(Path.GetFileName(stem) + suffix);
        if (name.Length <= LongestName) return stem + suffix;
        string mark = "~" + Convert.ToHexString(SHA256.HashData(name))[..MarkDigits].ToLowerInvariant() + suffix;
        int room = LongestName - Encoding.UTF8.GetByteCount(mark);
        var kept = new StringBuilder();
        foreach (var rune in Path.GetFileName(stem).EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0) break;
            kept.Append(rune);
        }

        return Path.Combine(Path.GetDirectoryName(stem) ?? string.Empty, kept + mark);
    }

    private static string Stem(string path)
    {
        string name = WithoutGzip(path);
        string extension = Path.GetExtension(name);
        return extension.Length == 0 ? name : name[..^extension.Length];
    }
}
