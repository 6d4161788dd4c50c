using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Numbers in rows that went through text, such as a CSV file.</summary>
internal static class NumberText
{
    /// <summary>
    /// Parses a number in the invariant culture or, failing that, in the current one, in which PowerShell writes CSV files.
    /// Digit grouping is not allowed, so no text has two different meanings.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="value">The number, if the text is one.</param>
    public static bool TryRead(string text, out double value) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value) || double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out value);
}
