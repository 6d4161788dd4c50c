using System.Globalization;

namespace MixturePS.Core.Foundation;

/// <summary>Counts in messages, with a noun or verb in the right number.</summary>
internal static class Counted
{
    /// <summary>A count and its noun: "1 document", "2 documents".</summary>
    /// <param name="count">The count.</param>
    /// <param name="one">The noun in the singular.</param>
    /// <param name="many">The plural; by default the singular plus "s".</param>
    public static string Of(long count, string one, string? many = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many ?? one + "s")}");

    /// <summary>The word that agrees with a count: "is" or "are".</summary>
    public static string Agree(long count, string one, string many) => count == 1 ? one : many;
}
