using System.Text;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The options for reading a file. Unless they say otherwise, numbers are in the invariant culture and text is UTF-8.</summary>
internal sealed record DfmReadOptions
{
    /// <summary>The default of <see cref="MaximumFieldLength"/>.</summary>
    public const int DefaultFieldLength = 1 << 20;

    private readonly int _maximumFieldLength = DefaultFieldLength;

    /// <summary>The format; null to choose it by the extension.</summary>
    public DfmFormat? Format { get; init; }

    /// <summary>The delimiter of a CSV file; null for a tab in .tsv files and a comma in others.</summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// The decimal separator; null for a point, and for weights in a CSV file also for that of the current culture, in which
    /// PowerShell writes CSV files.
    /// </summary>
    public char? DecimalSeparator { get; init; }

    /// <summary>The encoding of a file without a byte order mark; null for UTF-8, or UTF-16 or UTF-32 if its zero bytes show it.</summary>
    public Encoding? Encoding { get; init; }

    /// <summary>Whether a CSV file has a header.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>The CSV column of the document names; null to recognise the usual names.</summary>
    public string? DocumentColumn { get; init; }

    /// <summary>The CSV column of the true clusters; null for <c>KnownCluster</c>.</summary>
    public string? KnownClusterColumn { get; init; }

    /// <summary>The CSV columns of document variables, which aren't features.</summary>
    public IReadOnlyList<string> VariableColumns { get; init; } = [];

    /// <summary>Whether a Matrix Market file has one row per feature and one column per document, as files of R and Cell Ranger do.</summary>
    public bool Transposed { get; init; }

    /// <summary>The file of feature names, one per line; null for a sidecar file.</summary>
    public string? FeatureFile { get; init; }

    /// <summary>The file of document names, one per line; null for a sidecar file.</summary>
    public string? DocumentFile { get; init; }

    /// <summary>The weighting of the cells if they aren't counts, such as <c>TfIdf</c>; null to take it from the sidecar file, if there is one.</summary>
    public string? Weighting { get; init; }

    /// <summary>Whether to remove the apostrophes that <see cref="DfmWriteOptions.EscapeFormula"/> added to words.</summary>
    public bool EscapeFormula { get; init; }

    /// <summary>Whether to lower-case the tokens of a text.</summary>
    public bool LowerCase { get; init; }

    /// <summary>The JSON property with the text of a document.</summary>
    public string TextField { get; init; } = "text";

    /// <summary>The JSON property with the true cluster of a document.</summary>
    public string LabelField { get; init; } = "label";

    /// <summary>The JSON property with the name of a document.</summary>
    public string NameField { get; init; } = "name";

    /// <summary>The maximum number of characters in a field of a CSV file, a name or a number.</summary>
    /// <exception cref="MixtureException">InvalidOption: the value isn't positive.</exception>
    public int MaximumFieldLength
    {
        get => _maximumFieldLength;
        init => _maximumFieldLength = value > 0 ? value : throw MixtureError.InvalidOption(nameof(MaximumFieldLength), $"must be above zero; it is {value}", value);
    }

    /// <summary>Receives warnings, such as about duplicate entries that were added.</summary>
    public Action<string>? Warn { get; init; }
}
