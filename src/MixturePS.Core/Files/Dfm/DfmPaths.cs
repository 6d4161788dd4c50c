namespace MixturePS.Core.Files;

/// <summary>File name conventions: the format for each extension, and the sidecar files of a matrix.</summary>
internal static class DfmPaths
{
    private const string GzipExtension = ".gz";

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

    /// <summary>The format of a file by its extension, or null.</summary>
    public static DfmFormat? Format(string path)
    {
        string name = WithoutGzip(path);
        foreach (var (extension, format) in Formats)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return format;
        return null;
    }

    /// <summary>Whether a file is compressed, by its extension.</summary>
    public static bool IsCompressed(string path) => path.EndsWith(GzipExtension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The default delimiter of a CSV file.</summary>
    public static char Delimiter(string path) => WithoutGzip(path).EndsWith(".tsv", StringComparison.OrdinalIgnoreCase) ? '\t' : ',';

    /// <summary>The sidecar file for what the format can't represent: <c>x.csv.meta.json</c> for x.csv and x.csv.gz.</summary>
    public static string Metadata(string path) => WithoutGzip(path) + ".meta.json";

    /// <summary>The file of feature names that is written with a matrix.</summary>
    public static string Features(string path, DfmFormat format) => Stem(path) + (format == DfmFormat.LdaC ? ".vocab.txt" : ".features.txt");

    /// <summary>The file of document names that is written with a matrix.</summary>
    public static string Documents(string path, DfmFormat format) => Stem(path) + (format == DfmFormat.LdaC ? ".titles.txt" : ".documents.txt");

    /// <summary>The possible files of feature names, in order of precedence.</summary>
    public static IEnumerable<string> FeatureFiles(string path, DfmFormat format) => format == DfmFormat.LdaC
        ? Candidates(path, format, Features, ".vocab", ".tokens", "vocab.txt")
        : Candidates(path, format, Features, ".features.tsv", "features.tsv", "genes.tsv");

    /// <summary>The possible files of document names, in order of precedence.</summary>
    public static IEnumerable<string> DocumentFiles(string path, DfmFormat format) => format == DfmFormat.LdaC
        ? Candidates(path, format, Documents, ".titles", "titles.txt")
        : Candidates(path, format, Documents, ".barcodes.tsv", "barcodes.tsv");

    private static IEnumerable<string> Candidates(string path, DfmFormat format, Func<string, DfmFormat, string> own, params string[] names)
    {
        yield return own(path, format);
        foreach (string name in names)
        {
            string candidate = name.StartsWith('.') ? Stem(path) + name : Path.Combine(Path.GetDirectoryName(path) ?? string.Empty, name);
            yield return candidate;
            yield return candidate + GzipExtension;
        }
    }

    private static string Stem(string path)
    {
        string name = WithoutGzip(path);
        string extension = Path.GetExtension(name);
        return extension.Length == 0 ? name : name[..^extension.Length];
    }

    private static string WithoutGzip(string path) => IsCompressed(path) ? path[..^GzipExtension.Length] : path;
}
