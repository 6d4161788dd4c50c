using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Values as PowerShell passes them: wrapped in a <see cref="PSObject"/> or not, numbers of any type or as text.</summary>
internal static class PSValue
{
    /// <summary>The value without its wrapper.</summary>
    public static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;

    /// <summary>Whether the value, which is not wrapped, is a list and not a single value.</summary>
    public static bool IsList(object? value) => value is IEnumerable and not string;

    /// <summary>The items of a list, or the value as the only item; none of them is wrapped.</summary>
    public static IEnumerable<object?> Items(object? value) =>
        Unwrap(value) is IEnumerable list and not string ? list.Cast<object?>().Select(Unwrap) : [Unwrap(value)];

    /// <summary>Converts a number of any type, or its text in the invariant culture.</summary>
    /// <param name="value">The value, wrapped or not.</param>
    /// <param name="number">The number.</param>
    /// <returns>False for null, booleans, characters, enumerations, and text that isn't a number.</returns>
    public static bool TryNumber(object? value, out double number)
    {
        number = 0;
        switch (Unwrap(value))
        {
            case null or bool or char or Enum:
                return false;
            case string text:
                return NumberText.TryRead(text, out number);
            case System.Numerics.BigInteger big:
                number = (double)big;
                return true;
            case IConvertible plain:
                try
                {
                    number = plain.ToDouble(CultureInfo.InvariantCulture);
                    return true;
                }
                catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException)
                {
                    return false;
                }

            default:
                return false;
        }
    }

    /// <summary>Whether a number is exactly the whole number from which it was converted.</summary>
    /// <param name="value">The value, wrapped or not.</param>
    /// <param name="number">The number, as <see cref="TryNumber"/> returned it.</param>
    public static bool IsExact(object? value, double number) => Unwrap(value) switch
    {
        long or ulong or decimal or System.Numerics.BigInteger when double.IsFinite(number) && number == Math.Floor(number) =>
            new System.Numerics.BigInteger(number).ToString(CultureInfo.InvariantCulture) == Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture)!.Split('.')[0],
        string text when NumberText.TryInteger(text, out var whole) => double.IsFinite(number) && whole == new System.Numerics.BigInteger(number),
        _ => true,
    };

    /// <summary>Converts a number, or throws.</summary>
    /// <param name="value">The value, wrapped or not.</param>
    /// <param name="refuse">The error for a value, given its text.</param>
    public static double Number(object? value, Func<string, Exception> refuse) =>
        TryNumber(value, out double number) ? number : throw refuse(Text(value));

    /// <summary>The value as text for a message; "null" for null.</summary>
    public static string Text(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? "null";
}
