using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The columns of CSV files that are not features, and the names by which they are known.</summary>
internal static class CsvColumns
{
    public const string Document = "DocumentName";
    public const string KnownCluster = "KnownCluster";
    public const string Feature = "Feature";
    public const string Count = "Count";
    public const string Weight = "Weight";

    // Of quanteda, of tidytext, and of pandas, which names an index nothing.
    private static readonly string[] DocumentNames = [Document, "Document", "doc_id", "docname", "doc"];
    private static readonly string[] FeatureNames = [Feature, "term", "word", "token"];
    private static readonly string[] CountNames = [Count, "n", "freq", "frequency"];
    private static readonly string[] WeightNames = [Weight, "tf_idf", "tfidf"];

    /// <summary>The kinds of a long file's columns.</summary>
    internal sealed record Long(int Document, int Feature, int Value, int Known, bool HasWeights);

    /// <summary>The columns of a wide file that have the documents' names and the clusters; -1 for none.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The columns that were named.</param>
    /// <param name="path">The file.</param>
    public static (int Document, int Known) Wide(string[] header, DfmReadOptions options, string path)
    {
        int document = options.DocumentColumn is { } name ? Named(header, name, path)
            : header.Length > 0 && (header[0].Length == 0 || IsOneOf(header[0], DocumentNames)) ? 0 : -1;

        // Only beside the documents' names, as further on it may be a word.
        int known = options.KnownClusterColumn is { } cluster ? Named(header, cluster, path)
            : header.Length > document + 1 && header[document + 1] == KnownCluster ? document + 1 : -1;
        return (document, known);
    }

    /// <summary>The columns of a long file.</summary>
    /// <param name="header">The header.</param>
    /// <param name="options">The columns that were named.</param>
    /// <param name="path">The file.</param>
    public static Long OfLong(string[] header, DfmReadOptions options, string path)
    {
        int document = options.DocumentColumn is { } name ? Named(header, name, path) : Find(header, DocumentNames);
        int known = options.KnownClusterColumn is { } cluster ? Named(header, cluster, path) : Array.IndexOf(header, KnownCluster);
        int feature = Find(header, FeatureNames), count = Find(header, CountNames), weight = Find(header, WeightNames);
        if (document < 0) throw FileError.MissingColumn(path, "the document names", $"name it {Document}, or give its name with -DocumentColumn");
        if (feature < 0) throw FileError.MissingColumn(path, "the features", $"name it {Feature}");
        if (count < 0 && weight < 0) throw FileError.MissingColumn(path, "the counts", $"name it {Count}, or {Weight} if it contains weights");
        return new Long(document, feature, count >= 0 ? count : weight, known, HasWeights: count < 0);
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

    private static bool IsOneOf(string column, string[] names) => names.Contains(column, StringComparer.OrdinalIgnoreCase);

    private static int Named(string[] header, string name, string path)
    {
        int at = Array.IndexOf(header, name);
        return at >= 0 ? at : throw FileError.MissingColumn(path, $"'{name}'", "give a name that is in its header");
    }
}
