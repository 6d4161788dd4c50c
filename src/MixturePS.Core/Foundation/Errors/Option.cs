using System.Diagnostics.CodeAnalysis;

namespace MixturePS.Core.Foundation;

/// <summary>Validation of option values; each method returns the valid value.</summary>
internal static class Option
{
    /// <summary>Validates that an integer has at least a minimum value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">The minimum.</param>
    /// <param name="name">The name of the option, which starts the message.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static int AtLeast(int value, int least, string name) => value >= least ? value
        : throw MixtureError.InvalidOption(name, least == 0 ? $"must be zero or more; it is {value}" : $"must be at least {least}; it is {value}", value);

    /// <summary>Validates that an integer is null or has at least a minimum value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="least">The minimum.</param>
    /// <param name="name">The name of the option, which starts the message.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    [return: NotNullIfNotNull(nameof(value))]
    public static int? AtLeast(int? value, int least, string name) => value is null ? null : AtLeast(value.Value, least, name);

    /// <summary>Validates additive smoothing: from zero to 1e100, so that sums and products of it stay finite.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the option, which starts the message.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static double Smoothing(double value, string name) => value is >= 0 and <= 1e100 ? value
        : throw MixtureError.InvalidOption(name, FormattableString.Invariant($"must be from 0 to 1e100; it is {value:R}"), value);

    /// <summary>Validates a probability other than 0 and 1.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the option, which starts the message.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static double Probability(double value, string name) => value is > 0 and < 1 ? value
        : throw MixtureError.InvalidOption(name, FormattableString.Invariant($"must be above 0 and below 1; it is {value:R}"), value);

    /// <summary>Validates that a number is finite and not negative.</summary>
    /// <param name="value">The value.</param>
    /// <param name="name">The name of the option, which starts the message.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public static double NotNegative(double value, string name) => value >= 0 && double.IsFinite(value) ? value
        : throw MixtureError.InvalidOption(name, FormattableString.Invariant($"must be finite and zero or more; it is {value:R}"), value);
}
