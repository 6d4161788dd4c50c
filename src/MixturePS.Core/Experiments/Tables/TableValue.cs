using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>A value of a row: a number, with the digits that it was written in, or text.</summary>
/// <param name="Number">The number; null for text.</param>
/// <param name="Text">The text, or the number in the invariant culture.</param>
internal sealed record TableValue(double? Number, string Text)
{
    private const double ExactBelow = 1e15;

    /// <summary>A number.</summary>
    public static TableValue Of(double number) => new(number, number.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Whether the value is a number without a fraction.</summary>
    public bool IsWhole => Number is { } number && double.IsFinite(number) && number == Math.Floor(number);

    /// <summary>The number with all its digits and no more: whole numbers in full, others in their shortest form.</summary>
    public string Exact
    {
        get
        {
            if (Number is not { } number) return Text;
            if (!IsWhole) return number.ToString("R", CultureInfo.InvariantCulture);

            // A double doesn't hold the last digits of a long number such as a seed.
            return Math.Abs(number) < ExactBelow || !IsDigits(Text) ? number.ToString("F0", CultureInfo.InvariantCulture) : Text;
        }
    }

    private static bool IsDigits(string text) => text.Length > 0 && text.AsSpan(text[0] == '-' ? 1 : 0) is { Length: > 0 } digits && !digits.ContainsAnyExceptInRange('0', '9');
}
