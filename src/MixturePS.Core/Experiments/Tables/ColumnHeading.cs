using System.Text.RegularExpressions;

namespace MixturePS.Core.Experiments;

/// <summary>The headings of columns in tables.</summary>
internal static partial class ColumnHeading
{
    // Names that are abbreviations.
    private static readonly string[] Abbreviations = ["AIC", "BIC", "ICL"];

    /// <summary>The heading of a column: that of <see cref="ExperimentRow.Columns"/> with the unit of a parameter, or the words of its name.</summary>
    /// <param name="name">The name of the column.</param>
    public static string Of(string name) => ExperimentRow.Find(name) is not { } column ? Words(name)
        : column.Heading ?? (column is { Kind: ExperimentColumnKind.Documents, Unit: { } unit } ? $"{Name(name)} ({unit})" : Name(name));

    /// <summary>The name of a column without its unit, as before a value.</summary>
    /// <param name="name">The name of the column.</param>
    public static string Name(string name) => ExperimentRow.Find(name) is { } column ? column.Heading ?? column.Label ?? Words(column.Name) : Words(name);

    private static string Words(string name)
    {
        if (Array.Find(Abbreviations, known => known.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } abbreviation) return abbreviation;
        string[] words = Boundary().Split(name);

        // A single letter is a symbol, such as K.
        return string.Join(' ', words.Select((word, w) => w == 0 || word.Length == 1 ? word : word.ToLowerInvariant()));
    }

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Boundary();
}
