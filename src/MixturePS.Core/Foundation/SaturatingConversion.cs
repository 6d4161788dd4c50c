namespace MixturePS.Core.Foundation;

/// <summary>Conversion of floating-point numbers to integers.</summary>
internal static class SaturatingConversion
{
    /// <summary>Converts to an integer and saturates at the maximum, where a plain conversion may overflow to a negative number.</summary>
    /// <param name="value">An integral value of zero or more.</param>
    public static long ToInt64(double value) => value < long.MaxValue ? (long)value : long.MaxValue;
}
