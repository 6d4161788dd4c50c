using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Values as PowerShell passes them: wrapped in a <see cref="PSObject"/> or not, numbers of any type or as text.</summary>
internal static class PSValue
{
    /// <summary>The value without its wrapper; of an object of the module that was deserialised, what it was.</summary>
    public static object? Unwrap(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom => LiveObjectConverter.Restore(custom) is { } live ? Unwrap(live) : custom.BaseObject,
        PSObject wrapped => wrapped.BaseObject,
        _ => value,
    };

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

    /// <summary>Whether a value is null or blank text, such as an empty cell of a table.</summary>
    public static bool IsBlank(object? value) => Unwrap(value) switch
    {
        null => true,
        string text => string.IsNullOrWhiteSpace(text),
        _ => false,
    };

    /// <summary>
    /// Converts the value of a parameter to a whole number: a number of any type without a fraction, or its digits as text.
    /// A double or its text must be at most 2^53, beyond which it doesn't determine a whole number.
    /// </summary>
    /// <param name="value">The value, wrapped or not.</param>
    /// <param name="number">The number.</param>
    /// <returns>False for null, booleans, characters, enumerations, fractions, and text that isn't a whole number.</returns>
    public static bool TryWhole(object? value, out long number)
    {
        const double MostExact = 9007199254740992;
        number = 0;
        value = Unwrap(value);
        if (value is string text && NumberText.TryInteger(text, out var digits)) value = digits;
        switch (value)
        {
            case null or bool or char or Enum or DateTime:
                return false;
            case System.Numerics.BigInteger big when big >= long.MinValue && big <= long.MaxValue:
                number = (long)big;
                return true;
            case decimal exact when exact == Math.Floor(exact) && exact is >= long.MinValue and <= long.MaxValue:
                number = (long)exact;
                return true;
            case sbyte or byte or short or ushort or int or uint or long:
                number = Convert.ToInt64(value, CultureInfo.InvariantCulture);
                return true;
            case ulong unsigned when unsigned <= long.MaxValue:
                number = (long)unsigned;
                return true;
            case double or float or string when TryReal(value, out double real) && real == Math.Floor(real) && Math.Abs(real) <= MostExact:
                number = (long)real;
                return true;
            default:
                return false;
        }
    }

    /// <summary>
    /// Converts the value of a parameter to a number: a number of any type, or its text in the invariant culture, without
    /// separators of thousands. The words NaN and Infinity are numbers.
    /// </summary>
    /// <param name="value">The value, wrapped or not.</param>
    /// <param name="number">The number.</param>
    /// <returns>False for null, booleans, characters, enumerations, dates, and text that isn't a number.</returns>
    public static bool TryReal(object? value, out double number)
    {
        value = Unwrap(value);
        number = 0;
        if (value is string text) return NumberText.TryRead(text, NumberText.Point, out number);
        return value is not DateTime && TryNumber(value, out number);
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
