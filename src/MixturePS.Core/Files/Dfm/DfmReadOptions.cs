using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>How a file is read. Numbers are always in the invariant culture, text in UTF-8.</summary>
public sealed record DfmReadOptions
{
    /// <summary>The most characters of one field where no other limit is set.</summary>
    public const int DefaultFieldLength = 1 << 20;

    private readonly int _maximumFieldLength = DefaultFieldLength;

    /// <summary>The layout; null to go by the file's extension.</summary>
    public DfmFormat? Format { get; init; }

    /// <summary>What separates the fields of a CSV file; null for a tab in .tsv files and a comma in others.</summary>
    public char? Delimiter { get; init; }

    /// <summary>Whether a CSV file starts with the names of its columns.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The CSV column with the documents' names; null for one of the usual names.</summary>
    public string? DocumentColumn { get; init; }

    /// <summary>The CSV column with the true clusters; null for <c>KnownCluster</c>.</summary>
    public string? KnownClusterColumn { get; init; }

    /// <summary>Whether a Matrix Market file has a feature a row and a document a column, as R's and Cell Ranger's have.</summary>
    public bool Transposed { get; init; }

    /// <summary>The file with the features' names, a name a line; null to look beside the matrix.</summary>
    public string? FeatureFile { get; init; }

    /// <summary>The file with the documents' names, a name a line; null to look beside the matrix.</summary>
    public string? DocumentFile { get; init; }

    /// <summary>What the cells are where they are weights and not counts, such as <c>TfIdf</c>; null to go by what travels with the file.</summary>
    public string? Weighting { get; init; }

    /// <summary>Whether to take off the apostrophes that <see cref="DfmWriteOptions.EscapeFormula"/> put before words.</summary>
    public bool EscapeFormula { get; init; }

    /// <summary>Whether the tokens of a text are put into lower case.</summary>
    public bool LowerCase { get; init; }

    /// <summary>The member of a JSON line that has the text.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>The member of a JSON line that has the true cluster.</summary>
    public string LabelField { get; init; } = "label";

    /// <summary>The member of a JSON line that has the document's name.</summary>
    public string NameField { get; init; } = "name";

    /// <summary>The most characters that a field of a CSV file, a name or a number may have.</summary>
    /// <exception cref="MixtureException">InvalidOption: not above zero.</exception>
    public int MaximumFieldLength
    {
        get => _maximumFieldLength;
        init => _maximumFieldLength = value > 0 ? value : throw MixtureError.InvalidOption(nameof(MaximumFieldLength), $"must be above zero; it is {value}", value);
    }

    /// <summary>Told of what was read in another way than it stands there, such as pairs that were added up.</summary>
    public Action<string>? Warn { get; init; }
}
