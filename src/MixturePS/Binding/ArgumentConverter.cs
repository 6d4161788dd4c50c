using System.Globalization;
using System.Management.Automation;

namespace MixturePS.Binding;

/// <summary>
/// Converts values to the parameter types of this module and back: numbers, ranges, seeds and document lengths. Unlike an
/// attribute of a parameter, a converter also serves casts, typed parameters of functions, proxy functions and mocks.
/// </summary>
public sealed class ArgumentConverter : PSTypeConverter
{
    /// <inheritdoc/>
    public override bool CanConvertFrom(object sourceValue, Type destinationType) => Creator(destinationType) is not null;

    /// <inheritdoc/>
    public override object ConvertFrom(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        Creator(destinationType)?.Invoke(sourceValue) ?? throw new PSInvalidCastException($"There is no conversion to {destinationType?.Name}.");

    /// <inheritdoc/>
    public override bool CanConvertTo(object sourceValue, Type destinationType) =>
        Single(sourceValue) is { } number && (destinationType == number.GetType() || IsNumeric(destinationType));

    /// <inheritdoc/>
    public override object ConvertTo(object sourceValue, Type destinationType, IFormatProvider formatProvider, bool ignoreCase) =>
        LanguagePrimitives.ConvertTo(Single(sourceValue), destinationType, CultureInfo.InvariantCulture);

    private static object? Single(object? value)
    {
        try
        {
            return PSValue.Unwrap(value) switch
            {
                NumericArgument number => number.Single,
                SeedArgument seed => seed.ToSingle("A number"),
                _ => null,
            };
        }
        catch (Core.Foundation.MixtureException)
        {
            return null;
        }
    }

    private static Func<object?, object>? Creator(Type? type) =>
        type == typeof(WholeNumber) ? WholeNumber.Of
        : type == typeof(Number) ? Number.Of
        : type == typeof(SeedArgument) ? SeedArgument.Of
        : type == typeof(DocumentLengthArgument) ? DocumentLengthArgument.Of
        : null;

    private static bool IsNumeric(Type? type) => type == typeof(System.Numerics.BigInteger) || (type is { IsPrimitive: true } && type != typeof(bool) && type != typeof(char)) || type == typeof(decimal);
}
