using MixturePS.Core.Foundation;

namespace MixturePS.Core.Data;

/// <summary>
/// How the text of a document-feature matrix was tokenised: the kind of token, case, stop words, stems, n-grams and so on,
/// but not the limits on features. New texts that are tokenised in the same way can be compared with the matrix. It is
/// immutable.
/// </summary>
public sealed class TextRecipe
{
    private readonly string _description;

    internal TextRecipe(IReadOnlyList<TextOption> options, string description) => (Options, _description) = (ReadOnlyValues.Of(options), description);

    /// <summary>The options by name, in the order of the processing steps.</summary>
    public IReadOnlyList<TextOption> Options { get; }

    /// <summary>The value of an option as text, or null if the recipe doesn't have it.</summary>
    /// <param name="name">The name, ignoring case.</param>
    public string? this[string name] => Options.FirstOrDefault(option => option.Name.Equals(name, StringComparison.OrdinalIgnoreCase))?.Value;

    /// <summary>The recipe in words, as in <c>words, lower case, 174 stop words dropped, English stems</c>.</summary>
    public override string ToString() => _description;
}

/// <summary>An option of a <see cref="TextRecipe"/>, with the name of the parameter of ConvertTo-Dfm.</summary>
public sealed class TextOption
{
    internal TextOption(string name, IReadOnlyList<string> values) => (Name, Values) = (name, values);

    /// <summary>The name of the parameter.</summary>
    public string Name { get; }

    /// <summary>The value as text: the values of a list, separated by commas; empty if there are none.</summary>
    public string Value => string.Join(", ", Values);

    /// <summary>The values: one, or those of a list.</summary>
    internal IReadOnlyList<string> Values { get; }

    /// <summary>The name and the value.</summary>
    public override string ToString() => $"{Name}: {Value}";
}
