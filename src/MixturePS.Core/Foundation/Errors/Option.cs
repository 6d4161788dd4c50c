using System.Diagnostics.CodeAnalysis;

namespace MixturePS.Core.Foundation;

/// <summary>Values of options, checked where they are set; they come back as they are.</summary>
internal static class Option
{
    /// <summary>A whole number with a least value.</summary>
    /// <param name="value">The number.</param>
    /// <param name="least">The smallest that will do.</param>
    /// <param name="name">The option, as a sentence begins with it.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least ? value
        : throw MixtureError.InvalidOption(name, least == 0 ? $"must be zero or more; it is {value}" : $"must be at least {least}; it is {value}", value);

    /// <summary>A whole number with a least value, or null.</summary>
    /// <param name="value">The number.</param>
    /// <param name="least">The smallest that will do.</param>
    /// <param name="name">The option, as a sentence begins with it.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static int? AtLeast(int? value, int least, string name) => value is null ? null : AtLeast(value.Value, least, name);

    /// <summary>What is added to counts: a number from zero to 1e100, so that sums and products of it stay finite.</summary>
    /// <param name="value">The number.</param>
    /// <param name="name">The option, as a sentence begins with it.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static double Smoothing(double value, string name) => value is >= 0 and <= 1e100 ? value
        : throw MixtureError.InvalidOption(name, FormattableString.Invariant($"must be from 0 to 1e100; it is {value:R}"), value);

    /// <summary>A finite number that isn't negative.</summary>
    /// <param name="value">The number.</param>
    /// <param name="name">The option, as a sentence begins with it.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static double NotNegative(double value, string name) => value >= 0 && double.IsFinite(value) ? value
        : throw MixtureError.InvalidOption(name, FormattableString.Invariant($"must be zero or more; it is {value:R}"), value);
}
