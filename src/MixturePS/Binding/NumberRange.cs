using System.Globalization;
using System.Text.RegularExpressions;

namespace MixturePS.Binding;

/// <summary>
/// A range of whole numbers. PowerShell passes 2..4 as text to a command unless it is in parentheses; like PowerShell's own,
/// a range includes both ends and may descend.
/// </summary>
/// <param name="First">The first number.</param>
/// <param name="Last">The last number.</param>
internal sealed partial record NumberRange(long First, long Last)
{
    private const int Most = 100_000;

    /// <summary>Whether both ends fit into 32 bits.</summary>
    public bool FitsInt => First is >= int.MinValue and <= int.MaxValue && Last is >= int.MinValue and <= int.MaxValue;

    /// <summary>Whether a text contains two dots in a row, and so is meant as a range.</summary>
    public static bool IsMeant(string? text) => text is not null && text.Contains("..", StringComparison.Ordinal);

    /// <summary>Reads a range.</summary>
    /// <param name="text">The text.</param>
    /// <param name="fault">The reason why a text that is meant as a range isn't one; otherwise null.</param>
    /// <returns>The range, or null.</returns>
    public static NumberRange? Read(string? text, out string? fault)
    {
        fault = null;
        if (!IsMeant(text)) return null;
        var match = Ends().Match(text!);
        if (!match.Success || !TryEnd(match.Groups[1].Value, out long first) || !TryEnd(match.Groups[2].Value, out long last))
        {
            fault = $"{NumericArgument.Shown(text)} is not a range; write its first and last whole number, as in 2..4";
            return null;
        }

        Int128 count = Int128.Abs((Int128)last - first) + 1;
        if (count <= Most) return new NumberRange(first, last);
        fault = string.Create(CultureInfo.InvariantCulture, $"the range {text!.Trim()} has {count} numbers; give at most {Most}");
        return null;
    }

    /// <summary>All numbers, in order.</summary>
    public IEnumerable<long> Numbers()
    {
        long count = Math.Abs(Last - First) + 1;
        for (long i = 0; i < count; i++) yield return First <= Last ? First + i : First - i;
    }

    private static bool TryEnd(string digits, out long number) => long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"\A\s*([+-]?[0-9]+)\.\.([+-]?[0-9]+)\s*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ends();
}
