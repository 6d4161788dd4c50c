namespace MixturePS.Core.Files;

/// <summary>The file format of a document-feature matrix.</summary>
public enum DfmFormat
{
    /// <summary>Comma-separated values with one row per document and one column per feature.</summary>
    WideCsv,

    /// <summary>Comma-separated values with one row per non-zero cell: document, feature and count.</summary>
    LongCsv,

    /// <summary>Matrix Market coordinate format (Boisvert, Pozo and Remington 1996), with names in sidecar files.</summary>
    MatrixMarket,

    /// <summary>The format of Blei's LDA-C: <c>M term:count term:count ...</c>, one line per document, with names in sidecar files.</summary>
    LdaC,

    /// <summary>One JSON object per line, with the counts or the text of a document.</summary>
    JsonLines,
}
