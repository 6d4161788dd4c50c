using System.Text;

namespace MixturePS.Core.Files;

/// <summary>The options for writing a file. Numbers are in the invariant culture and read back to the same bits; text has LF line ends.</summary>
internal sealed record DfmWriteOptions
{
    /// <summary>The format; null to choose it by the extension.</summary>
    public DfmFormat? Format { get; init; }

    /// <summary>The delimiter of a CSV file; null for a tab in .tsv files and a comma in others.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The encoding of the text, whose byte order mark is written; null for UTF-8 without one.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether to write a header to a CSV file.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether to write a Matrix Market file with one row per feature and one column per document, as R and Cell Ranger do.</summary>
    public bool Transposed { get; init; }

    /// <summary>Whether to add an apostrophe before words and names in a CSV file that a spreadsheet would interpret as formulas.</summary>
    public bool EscapeFormula { get; init; }

    /// <summary>Whether to replace existing files.</summary>
    public bool Overwrite { get; init; }
}
