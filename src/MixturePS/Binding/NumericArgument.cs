using MixturePS.Core.Foundation;

namespace MixturePS.Binding;

/// <summary>A number as a parameter receives it: parsed when it is bound, and reported by the cmdlet if it is invalid.</summary>
public abstract class NumericArgument
{
    private protected NumericArgument(object? given, NumberRange? range = null, string? fault = null)
    {
        Given = given;
        Range = range;
        Fault = fault;
    }

    /// <summary>The value as given.</summary>
    internal object? Given { get; }

    /// <summary>The range, or null if the argument isn't one.</summary>
    internal NumberRange? Range { get; }

    /// <summary>The reason why the value was refused, or null.</summary>
    internal string? Fault { get; }

    /// <summary>Whether there is no value: null or blank text, such as an empty cell of a table.</summary>
    internal bool IsBlank => PSValue.IsBlank(Given);

    /// <summary>The number, boxed.</summary>
    /// <exception cref="MixtureException">InvalidOption: the argument isn't a single number.</exception>
    internal abstract object Single { get; }

    /// <summary>Whether the number fits the parameter.</summary>
    /// <param name="isLong">Whether the parameter takes 64 bits.</param>
    internal abstract bool Fits(bool isLong);

    /// <summary>A value in a message.</summary>
    internal static string Shown(object? value) => value switch
    {
        null => "null",
        string text when PSValue.IsBlank(text) => "blank text",
        string text => $"'{VisibleText.Of(text)}'",
        _ => $"'{VisibleText.Of(PSValue.Text(value))}'",
    };

    private protected MixtureException Refused(string why) => MixtureError.InvalidOption("The value", $"{PSValue.Text(Given)} {why}", Given);
}
