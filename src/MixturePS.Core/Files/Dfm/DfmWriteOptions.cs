namespace MixturePS.Core.Files;

/// <summary>How a file is written. Numbers are in the invariant culture and read back to the same bits; text is UTF-8 with new lines as LF.</summary>
public sealed record DfmWriteOptions
{
    /// <summary>The layout; null to go by the file's extension.</summary>
    public DfmFormat? Format { get; init; }

    /// <summary>What separates the fields of a CSV file; null for a tab in .tsv files and a comma in others.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether a CSV file starts with the names of its columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Whether a Matrix Market file has a feature a row and a document a column, as R's and Cell Ranger's have.</summary>
    public bool Transposed { get; init; }

    /// <summary>Whether a word or a name of a CSV file that a spreadsheet would take for a formula is written with an apostrophe before it.</summary>
    public bool EscapeFormula { get; init; }

    /// <summary>Whether files that exist are replaced.</summary>
    public bool Overwrite { get; init; }
}
