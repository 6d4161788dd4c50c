using System.ComponentModel;
using System.Globalization;

namespace MixturePS.Binding;

/// <summary>
/// A whole number as a parameter receives it: a number of any type, or its digits as text. In a list it may also be a range
/// such as 2..4. Null, blank text, fractions, separators of thousands and numbers in hexadecimal text are not converted;
/// the cmdlet reports them with the name of the parameter.
/// </summary>
[TypeConverter(typeof(ArgumentConverter))]
public sealed class WholeNumber : NumericArgument
{
    private readonly long _value;

    private WholeNumber(object? given, long value)
        : base(given) => _value = value;

    private WholeNumber(object? given, NumberRange? range, string? fault)
        : base(given, range, fault)
    {
    }

    /// <summary>Converts a number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator WholeNumber(int value) => new(value, value);

    /// <summary>Converts a number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator WholeNumber(long value) => new(value, value);

    /// <summary>The number.</summary>
    /// <param name="value">The argument.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single whole number of 32 bits.</exception>
    public static implicit operator int(WholeNumber value) =>
        value.Number is >= int.MinValue and <= int.MaxValue ? (int)value._value : throw value.Refused("is beyond 32 bits");

    /// <summary>The number.</summary>
    /// <param name="value">The argument.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single whole number of 64 bits.</exception>
    public static implicit operator long(WholeNumber value) => value.Number;

    /// <summary>The number, or null if there is none.</summary>
    /// <param name="value">The argument, or null.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single whole number of 32 bits.</exception>
    public static implicit operator int?(WholeNumber? value) => value is null ? null : (int)value;

    /// <summary>The number, or null if there is none.</summary>
    /// <param name="value">The argument, or null.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single whole number of 64 bits.</exception>
    public static implicit operator long?(WholeNumber? value) => value is null ? null : (long)value;

    /// <summary>Reads an argument; a value that isn't a whole number is kept with the reason.</summary>
    internal static WholeNumber Of(object? given)
    {
        object? value = PSValue.Unwrap(given);
        if (value is WholeNumber same) return same;
        if (value is NumericArgument other) value = other.Given;
        if (PSValue.TryWhole(value, out long number)) return new WholeNumber(value, number);
        var range = NumberRange.Read(value as string, out string? fault);
        return new WholeNumber(value, range, range is null ? fault ?? $"{Shown(value)} is not a whole number" : null);
    }

    /// <summary>The numbers of a list, with its ranges expanded.</summary>
    internal static int[] List(WholeNumber[]? values) =>
        [.. (values ?? []).SelectMany(item => item.Range is { } range ? range.Numbers().Select(number => (int)number) : [(int)item])];

    /// <inheritdoc cref="List"/>
    internal static long[] LongList(WholeNumber[]? values) =>
        [.. (values ?? []).SelectMany(item => item.Range is { } range ? range.Numbers() : [(long)item])];

    /// <summary>Whether another argument, or a number of any type, is the same number or range.</summary>
    /// <param name="obj">The other value.</param>
    public override bool Equals(object? obj)
    {
        var other = Of(obj);
        return Fault is null && other.Fault is null && Range == other.Range && _value == other._value;
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, Range);

    /// <summary>The number or the range in the invariant culture.</summary>
    public override string ToString() => Fault is null && Range is null ? _value.ToString(CultureInfo.InvariantCulture) : PSValue.Text(Given);

    internal override bool Fits(bool isLong) => isLong || (Range is { } range ? range.FitsInt : _value is >= int.MinValue and <= int.MaxValue);

    internal override object Single => Number;

    private long Number => Fault is null && Range is null ? _value : throw Refused("is not a single number");
}
