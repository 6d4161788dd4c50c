using System.ComponentModel;
using System.Globalization;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>
/// A number as a parameter receives it: a number of any type, or its text with a decimal point. In a list it may also be a
/// range of whole numbers such as 1..3. Null, blank text, decimal commas and separators of thousands are not converted; the
/// cmdlet reports them with the name of the parameter.
/// </summary>
[TypeConverter(typeof(ArgumentConverter))]
public sealed class Number : NumericArgument
{
    private readonly double _value;

    private Number(object? given, double value)
        : base(given) => _value = value;

    private Number(object? given, NumberRange? range, string? fault)
        : base(given, range, fault)
    {
    }

    /// <summary>Converts a number.</summary>
    /// <param name="value">The number.</param>
    public static implicit operator Number(double value) => new(value, value);

    /// <summary>The number.</summary>
    /// <param name="value">The argument.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single number.</exception>
    public static implicit operator double(Number value) => value.Real;

    /// <summary>The number, or null if there is none.</summary>
    /// <param name="value">The argument, or null.</param>
    /// <exception cref="Core.Foundation.MixtureException">InvalidOption: the argument isn't a single number.</exception>
    public static implicit operator double?(Number? value) => value?.Real;

    /// <summary>Reads an argument; a value that isn't a number is kept with the reason.</summary>
    internal static Number Of(object? given)
    {
        object? value = PSValue.Unwrap(given);
        if (value is Number same) return same;
        if (value is NumericArgument other) value = other.Given;
        if (PSValue.TryReal(value, out double number)) return new Number(value, number);
        var range = NumberRange.Read(value as string, out string? fault);
        return new Number(value, range, range is null ? fault ?? $"{Shown(value)} is not a number" : null);
    }

    /// <summary>The numbers of a list, with its ranges expanded, or null if there is no list.</summary>
    internal static double[]? List(Number[]? values) =>
        values is null ? null : [.. values.SelectMany(item => item.Range is { } range ? range.Numbers().Select(number => (double)number) : [item.Real])];

    /// <summary>A refused text as a number in the current culture, if it is one; otherwise the argument itself.</summary>
    internal static Number InCulture(Number argument) =>
        argument is { Fault: not null, Given: string text } && !text.Any(char.IsControl) && NumberText.TryRead(text, out double number) ? new Number(text, number) : argument;

    /// <summary>A list whose items are the parts of a text between white space, if the list is that text; otherwise the list itself.</summary>
    internal static Number[]? SplitCell(Number[]? values) => values is [{ Given: string text }] && text.Trim().Any(char.IsWhiteSpace)
        ? [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Of)] : values;

    /// <summary>Whether another argument, or a number of any type, is the same number or range.</summary>
    /// <param name="obj">The other value.</param>
    public override bool Equals(object? obj)
    {
        var other = Of(obj);
        return Fault is null && other.Fault is null && Range == other.Range && _value.Equals(other._value);
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_value, Range);

    /// <summary>The number or the range in the invariant culture.</summary>
    public override string ToString() => Fault is null && Range is null ? _value.ToString("R", CultureInfo.InvariantCulture) : PSValue.Text(Given);

    internal override bool Fits(bool isLong) => true;

    internal override object Single => Real;

    private double Real => Fault is null && Range is null ? _value : throw Refused("is not a single number");
}
