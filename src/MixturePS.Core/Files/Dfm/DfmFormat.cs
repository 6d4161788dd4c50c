namespace MixturePS.Core.Files;

/// <summary>How a document-feature matrix is laid out in a file.</summary>
public enum DfmFormat
{
    /// <summary>Comma-separated values with a document a row and a feature a column.</summary>
    WideCsv,

    /// <summary>Comma-separated values with a document, a feature and its count a row.</summary>
    LongCsv,

    /// <summary>Matrix Market coordinates (Boisvert, Pozo and Remington 1996), with the names in files beside it.</summary>
    MatrixMarket,

    /// <summary>The format of Blei's LDA-C: <c>M term:count term:count ...</c>, a document a line, with the names in files beside it.</summary>
    LdaC,

    /// <summary>A JSON object a line, with the counts or the text of a document.</summary>
    JsonLines,
}
