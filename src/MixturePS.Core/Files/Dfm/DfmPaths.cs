namespace MixturePS.Core.Files;

/// <summary>What files are called: the format behind an extension, and the files beside a matrix.</summary>
internal static class DfmPaths
{
    private const string Packed = ".gz";

    private static readonly (string Extension, DfmFormat Format)[] Formats =
    [
        (".long.csv", DfmFormat.LongCsv),
        (".long.tsv", DfmFormat.LongCsv),
        (".csv", DfmFormat.WideCsv),
        (".tsv", DfmFormat.WideCsv),
        (".mtx", DfmFormat.MatrixMarket),
        (".dat", DfmFormat.LdaC),
        (".ldac", DfmFormat.LdaC),
        (".jsonl", DfmFormat.JsonLines),
        (".ndjson", DfmFormat.JsonLines),
    ];

    /// <summary>The format that a file's extension stands for, or null.</summary>
    public static DfmFormat? Format(string path)
    {
        string name = Unpacked(path);
        foreach (var (extension, format) in Formats)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return format;
        return null;
    }

    /// <summary>Whether a file is compressed, by its extension.</summary>
    public static bool IsPacked(string path) => path.EndsWith(Packed, StringComparison.OrdinalIgnoreCase);

    /// <summary>The character between the fields of a CSV file where none is given.</summary>
    public static char Delimiter(string path) => Unpacked(path).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

    /// <summary>The file with what the format has no place for: <c>x.csv.meta.json</c> for x.csv and x.csv.gz.</summary>
    public static string Metadata(string path) => Unpacked(path) + ".meta.json";

    /// <summary>The file with the features' names that is written with a matrix.</summary>
    public static string Features(string path, DfmFormat format) => Stem(path) + (format == DfmFormat.LdaC ? ".vocab.txt" : ".features.txt");

    /// <summary>The file with the documents' names that is written with a matrix.</summary>
    public static string Documents(string path, DfmFormat format) => Stem(path) + (format == DfmFormat.LdaC ? ".titles.txt" : ".documents.txt");

    /// <summary>The files that may have the features' names, in the order that they are looked for.</summary>
    public static IEnumerable<string> FeatureFiles(string path, DfmFormat format) => format == DfmFormat.LdaC
        ? Beside(path, format, Features, ".vocab", ".tokens", "vocab.txt")
        : Beside(path, format, Features, ".features.tsv", "features.tsv", "genes.tsv");

    /// <summary>The files that may have the documents' names, in the order that they are looked for.</summary>
    public static IEnumerable<string> DocumentFiles(string path, DfmFormat format) => format == DfmFormat.LdaC
        ? Beside(path, format, Documents, ".titles", "titles.txt")
        : Beside(path, format, Documents, ".barcodes.tsv", "barcodes.tsv");

    private static IEnumerable<string> Beside(string path, DfmFormat format, Func<string, DfmFormat, string> own, params string[] names)
    {
        yield return own(path, format);
        foreach (string name in names)
        {
            string candidate = name.StartsWith('.') ? Stem(path) + name : Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, name);
            yield return candidate;
            yield return candidate + Packed;
        }
    }

    private static string Stem(string path)
    {
        string name = Unpacked(path);
        string extension = Path.GetExtension(name);
        return extension.Length == 0 ? name : name[..^extension.Length];
    }

    private static string Unpacked(string path) => IsPacked(path) ? path[..^Packed.Length] : path;
}
