using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>Reads cells, in the invariant culture: counts, which are whole and not negative, or weights, which are finite.</summary>
internal readonly struct CellReader(bool areCounts)
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent
        | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;

    /// <summary>Reads one cell.</summary>
    /// <param name="text">The digits.</param>
    /// <param name="at">Where they stand.</param>
    /// <param name="hint">What to add to the message where they are none.</param>
    public double Read(ReadOnlySpan<char> text, Place at, string hint = "")
    {
        if (text.Length == 1 && char.IsAsciiDigit(text[0])) return text[0] - '0';
        if (!double.TryParse(text, Style, CultureInfo.InvariantCulture, out double value))
            throw FileError.InvalidNumber(at, text.ToString(), hint);
        return Check(value, text, at);
    }

    /// <summary>Holds a number to what cells may be.</summary>
    public double Check(double value, ReadOnlySpan<char> text, Place at)
    {
        if (!double.IsFinite(value)) throw FileError.NonFinite(at, text.ToString());
        if (!areCounts) return value;
        if (value < 0) throw FileError.NegativeCount(at, value);
        if (value != Math.Floor(value)) throw FileError.FractionalCount(at, value);
        return value;
    }
}
