using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Counts in messages, with the noun or verb that agrees with them.</summary>
internal static class Counted
{
    /// <summary>A count with its noun, as in "1 document" and "2 documents".</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="many">The noun in the plural, if it isn't the singular with an s.</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The word that agrees with a count, as in "is" and "are".</summary>
    public static string Agree(long count, string one, string many) => count == 1 ? one : many;
}
