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

    /// <summary>One JSON object per line, with the counts, the tokens or the text of a document.</summary>
    JsonLines,

    /// <summary>A JSON array of objects, each with the counts, the tokens or the text of a document.</summary>
    Json,

    /// <summary>The format of SVMlight and LIBSVM: <c>label feature:value ...</c>, one line per document, with names in sidecar files.</summary>
    SvmLight,

    /// <summary>The bags of words of the UCI Machine Learning Repository: docword.x.txt, with the words in vocab.x.txt.</summary>
    Uci,

    /// <summary>Apache Arrow's IPC file, also known as Feather: one row per document, with lists of its features and counts.</summary>
    Arrow,

    /// <summary>Apache Parquet, with the columns of Arrow.</summary>
    Parquet,
}
