using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The columns of CSV files other than features, with their recognised names.</summary>
internal static class CsvColumns
{
    public const string Document = "DocumentName";
    public const string KnownCluster = "KnownCluster";
    public const string KnownClusterName = "KnownClusterName";
    public const string Feature = "Feature";
    public const string Count = "Count";
    public const string Weight = "Weight";

    // The names used by quanteda, tidytext and pandas, where an index has an empty name.
    private static readonly string[] DocumentNames = [Document, "Document", "doc_id", "docname", "doc", "docid", "document_id", "document_name"];
    private static readonly string[] FeatureNames = [Feature, "term", "word", "token"];
    private static readonly string[] CountNames = [Count, "n", "freq", "frequency"];
    private static readonly string[] WeightNames = [Weight, "tf_idf", "tfidf"];

    /// <summary>The column indices of a long file.</summary>
    internal sealed record Long(int Document, int Feature, int Value, int Known, int KnownName, bool HasWeights);

    // Names that the ids of documents often have, but that may also be words.
    private static readonly string[] DoubtfulNames = ["id", "name", "title", "key", "index", "file", "filename", "url"];

    /// <summary>Finds the columns of document names, known clusters, their names, and row names in a wide file; -1 if there is none.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The options, which may name the columns.</param>
    /// <param name="path">The file, for errors.</param>
    public static (int Document, int Known, int KnownName, int RowName) FindWide(string[] header, DfmReadOptions options, string path)
    {
        // R's write.csv puts row names, in a column without a name, before a column of document names.
        bool hasRowNames = header.Length > 0 && string.IsNullOrWhiteSpace(header[0]);
        int document = options.DocumentColumn is { } name ? Named(header, name, path)
            : hasRowNames && header.Length > 1 && IsOneOf(header[1], DocumentNames) ? 1
            : header.Length > 0 && (hasRowNames || IsOneOf(header[0], DocumentNames)) ? 0 : -1;

        // Only next to the document names, because elsewhere it may be a word.
        int known = options.KnownClusterColumn is { } cluster ? Named(header, cluster, path)
            : header.Length > document + 1 && header[document + 1] == KnownCluster ? document + 1 : -1;
        int knownName = known >= 0 && header.Length > known + 1 && header[known + 1] == KnownClusterName ? known + 1 : -1;
        return (document, known, knownName, hasRowNames && document != 0 && known != 0 ? 0 : -1);
    }

    /// <summary>A feature of a wide file that, by its name and place, may be the ids of the documents; or null.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The options, which may name the column of the documents.</param>
    public static string? Doubtful(string[] header, DfmReadOptions options)
    {
        if (options.DocumentColumn is not null || header.Length == 0 || IsOneOf(header[0], DocumentNames)) return null;
        string? first = string.IsNullOrWhiteSpace(header[0]) ? header.ElementAtOrDefault(1) : header[0];
        return first is not null && IsOneOf(first, DoubtfulNames) ? first : null;
    }

    /// <summary>The index of the column of features if a header has all columns of a long file, or -1.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The options, which may name the columns.</param>
    public static int FeatureOfLong(string[] header, DfmReadOptions options)
    {
        bool hasDocuments = options.DocumentColumn is { } name ? header.Contains(name) : Find(header, DocumentNames) >= 0;
        return hasDocuments && (Find(header, CountNames) >= 0 || Find(header, WeightNames) >= 0) ? Find(header, FeatureNames) : -1;
    }

    /// <summary>Finds the columns of a long file.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The options, which may name the columns.</param>
    /// <param name="path">The file, for errors.</param>
    public static Long FindLong(string[] header, DfmReadOptions options, string path)
    {
        int document = options.DocumentColumn is { } name ? Named(header, name, path) : Find(header, DocumentNames);
        int known = options.KnownClusterColumn is { } cluster ? Named(header, cluster, path) : Array.IndexOf(header, KnownCluster);
        int feature = Find(header, FeatureNames), count = Find(header, CountNames), weight = Find(header, WeightNames);
        if (document < 0) throw FileError.MissingColumn(path, "the document names", $"name it {Document}, or give its name with -DocumentColumn");
        if (feature < 0) throw FileError.MissingColumn(path, "the features", $"name it {Feature}; its columns are {Some(header)}");
        if (count < 0 && weight < 0) throw FileError.MissingColumn(path, "the counts", $"name it {Count}, or {Weight} if it contains weights");
        return new Long(document, feature, count >= 0 ? count : weight, known, Array.IndexOf(header, KnownClusterName), HasWeights: count < 0);
    }

    private static int Find(string[] header, string[] names)
    {
        foreach (string name in names)
        {
            int at = Array.FindIndex(header, column => column.Equals(name, StringComparison.OrdinalIgnoreCase));
            if (at >= 0) return at;
        }

        return -1;
    }

    private static string Some(string[] header)
    {
        const int Most = 10;
        string names = string.Join(", ", header.Take(Most).Select(column => column.Length <= 40 ? column : column[..40] + "..."));
        return header.Length <= Most ? names : names + ", ...";
    }

    private static bool IsOneOf(string column, string[] names) => names.Contains(column, StringComparer.OrdinalIgnoreCase);

    /// <summary>Finds the columns of document variables.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The options, which name the columns.</param>
    /// <param name="path">The file, for errors.</param>
    public static int[] FindVariables(string[] header, DfmReadOptions options, string path) => [.. options.VariableColumns.Select(name => Named(header, name, path)).Distinct()];

    /// <summary>The index of a column that the user names.</summary>
    /// <exception cref="MixtureException">MissingColumn.</exception>
    public static int Named(string[] header, string name, string path)
    {
        int at = Array.IndexOf(header, name);
        return at >= 0 ? at : throw FileError.MissingColumn(path, $"'{name}'", $"give a name that is in its header: {Some(header)}");
    }
}
