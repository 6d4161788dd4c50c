using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The file formats with their extensions. The formats and what they share don't refer to it.</summary>
internal static class DfmFormats
{
    private static readonly Dictionary<DfmFormat, DfmFileFormat> Formats = new()
    {
        [DfmFormat.WideCsv] = new WideCsvFormat(),
        [DfmFormat.LongCsv] = new LongCsvFormat(),
        [DfmFormat.MatrixMarket] = new MatrixMarketFormat(),
        [DfmFormat.LdaC] = new LdaCFormat(),
        [DfmFormat.JsonLines] = new JsonLinesFormat(isArray: false),
        [DfmFormat.Json] = new JsonLinesFormat(isArray: true),
        [DfmFormat.SvmLight] = new SvmLightFormat(),
        [DfmFormat.Uci] = new UciFormat(),
        [DfmFormat.Arrow] = new ArrowFormat(),
        [DfmFormat.Parquet] = new ParquetFormat(),
    };

    // The first match counts.
    private static readonly (string Extension, DfmFormat Format)[] Extensions =
    [
        (".long.csv", DfmFormat.LongCsv),
        (".long.tsv", DfmFormat.LongCsv),
        (".csv", DfmFormat.WideCsv),
        (".tsv", DfmFormat.WideCsv),
        (".mtx", DfmFormat.MatrixMarket),
        (".mm", DfmFormat.MatrixMarket),
        (".dat", DfmFormat.LdaC),
        (".ldac", DfmFormat.LdaC),
        (".svmlight", DfmFormat.SvmLight),
        (".libsvm", DfmFormat.SvmLight),
        (".uci", DfmFormat.Uci),
        (".json", DfmFormat.Json),
        (".jsonl", DfmFormat.JsonLines),
        (".ndjson", DfmFormat.JsonLines),
        (".arrow", DfmFormat.Arrow),
        (".feather", DfmFormat.Arrow),
        (".parquet", DfmFormat.Parquet),
    ];

    /// <summary>The format of a file by its name, or null.</summary>
    public static DfmFormat? Of(string path)
    {
        string name = DfmPaths.WithoutGzip(path);
        foreach (var (extension, format) in Extensions)
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) return format;
        return DfmPaths.IsDocword(name) ? DfmFormat.Uci : null;
    }

    /// <summary>The reader and writer of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format; null to choose it by the extension.</param>
    /// <exception cref="MixtureException">UnknownFileFormat.</exception>
    public static DfmFileFormat For(string path, DfmFormat? format) =>
        (format ?? Of(path)) is { } known && Formats.TryGetValue(known, out var found) ? found : throw FileError.UnknownFormat(path);
}
