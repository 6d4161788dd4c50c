using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Parses cells in the invariant culture: counts, which must be integers of zero or more, or weights, which must be finite.</summary>
internal readonly struct CellReader(bool areCounts)
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Parses a cell.</summary>
    /// <param name="text">The text of the cell.</param>
    /// <param name="at">Its position, for errors.</param>
    /// <param name="hint">A text to append to the error if it isn't a number.</param>
    public double Read(ReadOnlySpan<char> text, Place at, string hint = "")
    {
        if (text.Length == 1 && char.IsAsciiDigit(text[0])) return text[0] - '0';
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value))
            throw FileError.InvalidNumber(at, text.ToString(), hint);
        return double.IsFinite(value) ? Check(value, at) : throw FileError.NonFinite(at, text.ToString());
    }

    /// <summary>Validates the finite value of a cell.</summary>
    public double Check(double value, Place at)
    {
        if (!areCounts) return value;
        if (value < 0) throw FileError.NegativeCount(at, value);
        if (value != Math.Floor(value)) throw FileError.FractionalCount(at, value);
        return value;
    }
}
