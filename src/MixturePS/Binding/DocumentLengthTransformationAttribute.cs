using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Binding;

/// <summary>
/// Reads document lengths: a number, a list with one number per document, or a distribution such as
/// <c>'Poisson(10)'</c> or <c>@{ Poisson = 10 }</c>. Invalid values are kept, so that the cmdlet can report them with
/// its own error id.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class DocumentLengthTransformationAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object Transform(EngineIntrinsics engineIntrinsics, object inputData) =>
        new DocumentLengthArgument(PSValue.Unwrap(inputData));
}

/// <summary>Document lengths as given; they are parsed on demand.</summary>
public sealed partial class DocumentLengthArgument
{
    private const double LongestLength = 1e15;
    private readonly object? _value;

    internal DocumentLengthArgument(object? value) => _value = value;

    /// <inheritdoc/>
    public override string ToString() => Convert.ToString(_value, CultureInfo.InvariantCulture) ?? "null";

    /// <summary>The parsed lengths.</summary>
    /// <exception cref="MixtureException">NegativeDocumentLength, DocumentLengthCountMismatch or InvalidLengthDistribution.</exception>
    internal DocumentLength Read() => _value switch
    {
        DocumentLength length => length,
        IDictionary { Count: 1 } table => Distribution(table.Keys.Cast<object>().First().ToString()!, Numbers(table.Values.Cast<object>().First())),
        string text => Parse(text),
        IEnumerable list and not string => DocumentLength.PerDocument([.. list.Cast<object?>().Select(Whole)]),
        _ => DocumentLength.Fixed(Whole(_value)),
    };

    /// <summary>The lengths as separate cases: one per item of a list, otherwise a single one.</summary>
    /// <exception cref="MixtureException">As <see cref="Read"/>.</exception>
    internal IReadOnlyList<DocumentLength> ReadEach() => _value is IEnumerable list and not string and not IDictionary
        ? [.. list.Cast<object?>().Select(item => new DocumentLengthArgument(PSValue.Unwrap(item)).Read())]
        : [Read()];

    private static DocumentLength Parse(string text)
    {
        if (NumberText.TryInteger(text, out var whole)) return DocumentLength.Fixed(whole < (long)LongestLength && whole > -(long)LongestLength ? (long)whole : throw NotALength(text, text));
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
        PSValue.Number(value, text => MixtureError.InvalidLengthDistribution($"'{text}' is not a number", value));

    private static long Whole(object? value)
    {
        double number = value is null ? double.NaN : Number(value);
        return number == Math.Floor(number) && Math.Abs(number) < LongestLength ? (long)number : throw NotALength(PSValue.Text(value), value);
    }

    private static MixtureException NotALength(string text, object? value) =>
        MixtureError.InvalidLengthDistribution($"a length must be a whole number below 1e15, not '{text}'", value);

    [GeneratedRegex(@"^\s*(\w+)\s*\(([^()]*)\)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Call();
}
