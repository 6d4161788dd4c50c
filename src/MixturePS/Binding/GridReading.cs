using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>Reads the values of a grid from PowerShell objects: a list has one value per item, and a list in a list is one value.</summary>
internal static class GridReading
{
    /// <summary>Dirichlet parameters: a number applies to all words, a list has one number per word.</summary>
    /// <exception cref="MixtureException">InvalidEta.</exception>
    public static IReadOnlyList<IReadOnlyList<double>> Etas(IEnumerable values) => [.. values.Cast<object?>().Select(Eta)];

    /// <summary>Cluster probabilities: a list of numbers is one value; a list of such lists, of nulls or of 'even' has one value per item.</summary>
    /// <exception cref="MixtureException">InvalidAlpha.</exception>
    public static IReadOnlyList<IReadOnlyList<double>?> Alphas(object? value)
    {
        object? given = Unwrap(value);
        if (IsEven(given)) return [null];
        if (!IsList(given)) return [Shares(given)];
        var items = ((IEnumerable)given!).Cast<object?>().Select(Unwrap).ToList();
        return items.Count > 0 && items.TrueForAll(item => IsEven(item) || IsList(item)) ? [.. items.Select(item => IsEven(item) ? null : Shares(item))] : [Shares(given)];
    }

    private static IReadOnlyList<double> Eta(object? value) =>
        Numbers(Unwrap(value), text => MixtureError.InvalidEta($"'{text}' is not a number", value));

    private static IReadOnlyList<double> Shares(object? value) =>
        Numbers(value, text => MixtureError.InvalidAlpha($"'{text}' is not a number", value));

    private static IReadOnlyList<double> Numbers(object? value, Func<string, MixtureException> refuse) =>
        IsList(value) ? [.. ((IEnumerable)value!).Cast<object?>().Select(item => Number(Unwrap(item), refuse))] : [Number(value, refuse)];

    private static double Number(object? value, Func<string, MixtureException> refuse)
    {
        try
        {
            return value is null or bool ? throw refuse(value?.ToString() ?? "null") : Convert.ToDouble(value, CultureInfo.InvariantCulture);
        }
        catch (Exception error) when (error is InvalidCastException or FormatException or OverflowException)
        {
            throw refuse(value?.ToString() ?? "null");
        }
    }

    private static bool IsEven(object? value) => value is null || (value is string text && text.Equals("even", StringComparison.OrdinalIgnoreCase));

    private static bool IsList(object? value) => value is IEnumerable and not string;

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
