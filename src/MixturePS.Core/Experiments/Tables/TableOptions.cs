using MixturePS.Core.Foundation;

namespace MixturePS.Core.Experiments;

/// <summary>How the rows of a table are written.</summary>
internal sealed record TableOptions
{
    private const int MostDigits = 15;
    private const string Punctuation = ":.-_/+";

    /// <summary>The number of significant digits, of standard errors where they are known; null for 2 of these, or 3 of other values.</summary>
    public int? Digits
    {
        get;
        init => field = value is null or (>= 1 and <= MostDigits) ? value : throw MixtureError.InvalidOption("Digit", $"must be from 1 to {MostDigits}; it is {value}", value);
    }

    /// <summary>Whether intervals are shown instead of standard errors.</summary>
    public bool UseIntervals { get; init; }

    /// <summary>The values in bold, or null for none.</summary>
    public TableBest? Best { get; init; }

    /// <summary>The columns within whose values the best one is sought; null for the whole column, or for the row of a cross table.</summary>
    public IReadOnlyList<string>? BestBy { get; init; }

    /// <summary>Whether the table may be longer than a page; for LaTeX only.</summary>
    public bool IsLong { get; init; }

    /// <summary>The caption, or null.</summary>
    public string? Caption { get; init; }

    /// <summary>The name by which a document refers to the table, or null.</summary>
    public string? Label
    {
        get;
        init => field = value is null || (value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || Punctuation.Contains(c, StringComparison.Ordinal))) ? value
            : throw MixtureError.InvalidOption("Label", $"must have letters, digits and {Punctuation} only, as in tab:accuracy; it is '{value}'", value);
    }
}
