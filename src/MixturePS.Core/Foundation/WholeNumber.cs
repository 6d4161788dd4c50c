namespace MixturePS.Core.Foundation;

/// <summary>Whole numbers that came as floating-point ones.</summary>
internal static class WholeNumber
{
    /// <summary>The number, or the nearest that there is; a conversion alone makes something negative of one beyond, on some machines.</summary>
    /// <param name="value">A whole number of zero or more.</param>
    public static long Clamp(double value) => value < long.MaxValue ? (long)value : long.MaxValue;
}
