using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Numbers in rows that were text in between, as those of a CSV file are.</summary>
internal static class NumberText
{
    /// <summary>
    /// Reads a number in the invariant culture, and else in the current one, which is what PowerShell writes CSV files in.
    /// Neither may have groups of digits, so that no text is one number in the one and another number in the other.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, if it is one.</param>
    public static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out value);
}
