using System.Collections;
using System.ComponentModel;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Binding;

/// <summary>
/// Converts the value of a parameter to a <see cref="DocumentLengthArgument"/>, as its converter does. PowerShell refuses a
/// list for a parameter of a cmdlet that takes a single object before it asks the converter.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentLengthTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) => DocumentLengthArgument.Of(inputData);
}

/// <summary>
/// Document lengths as given: a number, a list with one number per document, a range such as 1..3, or a distribution such as
/// <c>'Poisson(10)'</c> or <c>@{ Poisson = 10 }</c>. They are parsed on demand; invalid values are kept, so that the cmdlet
/// can report them with its own error id.
/// </summary>
[TypeConverter(typeof(ArgumentConverter))]
public sealed partial class DocumentLengthArgument
{
    private readonly object? _value;

    internal DocumentLengthArgument(object? value) => _value = value;

    /// <summary>Whether there is no value: null or blank text, such as an empty cell of a table.</summary>
    internal bool IsBlank => PSValue.IsBlank(_value);

    /// <summary>Reads an argument.</summary>
    internal static DocumentLengthArgument Of(object? given) =>
        PSValue.Unwrap(given) is var value && value is DocumentLengthArgument same ? same : new DocumentLengthArgument(value);

    /// <inheritdoc/>
    public override string ToString() => _value switch
    {
        IDictionary table => string.Join(", ", table.Cast<DictionaryEntry>().Select(entry => $"{entry.Key}({string.Join(", ", PSValue.Items(entry.Value).Select(PSValue.Text))})")),
        IEnumerable list and not string => string.Join(", ", list.Cast<object?>().Select(PSValue.Text)),
        _ => PSValue.Text(_value),
    };

    /// <summary>Whether another value has the same text.</summary>
    /// <param name="obj">The other value.</param>
    public override bool Equals(object? obj) => obj is not null && ToString() == Of(obj).ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The parsed lengths.</summary>
    /// <exception cref="MixtureException">NegativeDocumentLength, DocumentLengthCountMismatch or InvalidLengthDistribution.</exception>
    internal DocumentLength Read() => _value switch
    {
        DocumentLength length => length,
        IDictionary { Count: 1 } table => Distribution(table.Keys.Cast<object>().First().ToString()!, Numbers(table.Values.Cast<object>().First())),
        string text when NumberRange.IsMeant(text) => DocumentLength.PerDocument([.. Range(text)]),
        string text => Parse(text),
        IEnumerable list and not string => DocumentLength.PerDocument([.. list.Cast<object?>().SelectMany(item => PSValue.Unwrap(item) is string text && NumberRange.IsMeant(text) ? Range(text) : [Whole(item)])]),
        _ => DocumentLength.Fixed(Whole(_value)),
    };

    /// <summary>The lengths as separate cases: one per item of a list, otherwise a single one.</summary>
    /// <exception cref="MixtureException">As <see cref="Read"/>.</exception>
    internal IReadOnlyList<DocumentLength> ReadEach() => _value is IEnumerable list and not string and not IDictionary
        ? [.. list.Cast<object?>().SelectMany(item => Cases(PSValue.Unwrap(item)))]
        : Cases(_value);

    private static IReadOnlyList<DocumentLength> Cases(object? value) => value is string text && NumberRange.IsMeant(text)
        ? [.. Range(text).Select(DocumentLength.Fixed)] : [new DocumentLengthArgument(value).Read()];

    private static IEnumerable<long> Range(string text) => NumberRange.Read(text, out string? fault)?.Numbers()
        ?? throw MixtureError.InvalidLengthDistribution(fault!, text);

    private static DocumentLength Parse(string text)
    {
        if (PSValue.TryWhole(text, out _)) return DocumentLength.Fixed(Whole(text));
        var match = Call().Match(text);
        if (!match.Success)
            throw MixtureError.InvalidLengthDistribution($"'{text}' is neither a number nor Poisson(mean) nor NegativeBinomial(size, probability)", text);
        return Distribution(match.Groups[1].Value, Numbers(match.Groups[2].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)));
    }

    private static DocumentLength Distribution(string name, double[] parameters)
    {
        string plain = name.Replace("_", string.Empty, StringComparison.Ordinal);
        if (plain.Equals("Poisson", StringComparison.OrdinalIgnoreCase) && parameters.Length == 1)
            return DocumentLength.Poisson(parameters[0]);
        if (plain.Equals("NegativeBinomial", StringComparison.OrdinalIgnoreCase) && parameters.Length == 2)
            return DocumentLength.NegativeBinomial(parameters[0], parameters[1]);
        throw MixtureError.InvalidLengthDistribution(
            $"'{name}' with {Counted.Of(parameters.Length, "parameter")} is neither Poisson(mean) nor NegativeBinomial(size, probability)", name);
    }

    private static double[] Numbers(object? value) => [.. PSValue.Items(value).Select(Number)];

    private static double Number(object? value) =>
        PSValue.TryReal(value, out double number) ? number : throw MixtureError.InvalidLengthDistribution($"{NumericArgument.Shown(value)} is not a number", value);

    private static long Whole(object? value) =>
        PSValue.TryWhole(value, out long number) && Math.Abs((double)number) < 1e15
            ? number
            : throw MixtureError.InvalidLengthDistribution($"a length must be a whole number below 1e15, not {NumericArgument.Shown(PSValue.Unwrap(value))}", value);

    [GeneratedRegex(@"^\s*(\w+)\s*\(([^()]*)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
