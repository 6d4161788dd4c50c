using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>The text of a value that a property or a column contains.</summary>
internal static class TextValue
{
    /// <summary>Reads text, a number, a date, or a list of them, whose items are joined with line breaks.</summary>
    /// <param name="value">The value, not wrapped.</param>
    /// <param name="text">The text, in the invariant culture; empty if there is none.</param>
    /// <returns>False for an object with properties of its own.</returns>
    public static bool TryRead(object value, out string text)
    {
        text = string.Empty;
        switch (value)
        {
            case string whole:
                text = whole;
                return true;
            case IDictionary or PSCustomObject:
                return false;
            case DateTime date:
                text = date.ToString(date.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
                return true;
            case DateTimeOffset date:
                text = date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);
                return true;
            case IEnumerable list:
                var parts = new List<string>();
                foreach (object? item in list)
                {
                    if (!TryRead(PSValue.Unwrap(item) ?? string.Empty, out string part)) return false;
                    parts.Add(part);
                }

                text = string.Join('\n', parts);
                return true;
            default:
                text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
                return true;
        }
    }
}
