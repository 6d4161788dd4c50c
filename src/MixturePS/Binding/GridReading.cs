using System.Collections;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads the values of a grid from PowerShell objects: a list has one value per item, and a list in a list is one value.</summary>
internal static class GridReading
{
    /// <summary>Dirichlet parameters: a number applies to all words, a list has one number per word.</summary>
    /// <exception cref="MixtureException">InvalidEta.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> Etas(IEnumerable values) => [.. values.Cast<object?>().SelectMany(Cases)];

    /// <summary>Cluster probabilities: a list of numbers is one value; a list of such lists, of nulls or of 'even' has one value per item.</summary>
    /// <exception cref="MixtureException">InvalidAlpha.</exception>
    public static IReadOnlyList<IReadOnlyList<double>?> Alphas(object? value)
    {
        object? given = PSValue.Unwrap(value);
        if (IsEven(given)) return [null];
        if (!PSValue.IsList(given)) return [Shares(given)];
        var items = ((IEnumerable)given!).Cast<object?>().Select(PSValue.Unwrap).ToList();
        return items.Count > 0 && items.TrueForAll(item => IsEven(item) || PSValue.IsList(item)) ? [.. items.Select(item => IsEven(item) ? null : Shares(item))] : [Shares(given)];
    }

    // A range has one value of the factor per number.
    private static IEnumerable<IReadOnlyList<double>> Cases(object? value) => PSValue.Unwrap(value) is string text && NumberRange.IsMeant(text)
        ? (NumberRange.Read(text, out string? fault) ?? throw MixtureError.InvalidEta(fault!, value)).Numbers().Select(number => (IReadOnlyList<double>)[(double)number])
        : [Eta(value)];

    private static IReadOnlyList<double> Eta(object? value) =>
        Numbers(PSValue.Unwrap(value), text => MixtureError.InvalidEta($"'{text}' is not a number", value));

    private static IReadOnlyList<double> Shares(object? value) =>
        Numbers(value, text => MixtureError.InvalidAlpha($"'{text}' is not a number", value));

    private static IReadOnlyList<double> Numbers(object? value, Func<string, MixtureException> refuse) =>
        [.. PSValue.Items(value).Select(item => PSValue.Number(item, refuse))];

    private static bool IsEven(object? value) => value is null || (value is string text && text.Equals("even", StringComparison.OrdinalIgnoreCase));
}
