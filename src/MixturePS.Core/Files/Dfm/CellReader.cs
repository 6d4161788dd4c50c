using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Parses cells: counts, which must be integers of zero or more, or weights, which must be finite.</summary>
/// <param name="areCounts">Whether the cells are counts.</param>
/// <param name="separator">The decimal separator.</param>
/// <param name="other">Another decimal separator, for cells that are no numbers with the first.</param>
/// <param name="orShortest">Whether a great count may be written as the shortest text that identifies it, as JSON libraries do.</param>
internal readonly struct CellReader(bool areCounts, char separator = NumberText.Point, char other = NumberText.Point, bool orShortest = false)
{
    /// <summary>A reader of the cells of a CSV file.</summary>
    /// <param name="areCounts">Whether the cells are counts.</param>
    /// <param name="options">The options, with the decimal separator.</param>
    public static CellReader OfCsv(bool areCounts, DfmReadOptions options)
    {
        // Counts have no decimals, so a comma in one is a thousands separator or a mistake.
        if (options.DecimalSeparator is { } given) return new CellReader(areCounts, given, given);
        return new CellReader(areCounts, NumberText.Point, areCounts ? NumberText.Point : NumberText.CultureSeparator);
    }

    /// <summary>Parses a cell.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="at">Its position, for errors.</param>
    /// <param name="hint">A text to append to the error if it isn't a number.</param>
    public double Read(ReadOnlySpan<char> text, Place at, string hint = "")
    {
        if (text.Length == 1 && char.IsAsciiDigit(text[0])) return text[0] - '0';
        if (!NumberText.TryRead(text, separator, out double value) && (other == separator || !NumberText.TryRead(text, other, out value)))
            throw FileError.InvalidNumber(at, text.ToString(), hint);
        if (!double.IsFinite(value)) throw FileError.NonFinite(at, text.ToString());
        Check(value, at);
        return !areCounts || NumberText.IsExact(text, value, separator, orShortest) ? value : throw FileError.InexactCount(at, text.ToString());
    }

    /// <summary>Validates the finite value of a cell.</summary>
    public double Check(double value, Place at)
    {
        if (!areCounts) return value;
        if (value < 0) throw FileError.NegativeCount(at, value);
        if (value != Math.Floor(value)) throw FileError.FractionalCount(at, value);
        return value;
    }

    /// <summary>Whether a text is a number.</summary>
    public bool IsNumber(ReadOnlySpan<char> text) => NumberText.TryRead(text, separator, out _) || NumberText.TryRead(text, other, out _);
}
