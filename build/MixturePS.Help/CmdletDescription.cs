namespace MixturePS.Help;

/// <summary>What reflection says of a cmdlet.</summary>
/// <param name="Name">The name: verb, hyphen, noun.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Noun">The noun.</param>
/// <param name="ClassId">The documentation id of its class.</param>
/// <param name="HelpUri">The address of its help on the web, or null.</param>
/// <param name="ParameterSets">The names of the parameter sets, the default one first; never empty.</param>
/// <param name="Parameters">The parameters in the order in which the engine lists them.</param>
/// <param name="Outputs">The types that it writes.</param>
internal sealed record CmdletDescription(
    string Name,
    string Verb,
    string Noun,
    string ClassId,
    string? HelpUri,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<TypeDescription> Outputs);

/// <summary>A type, named in the three ways that help needs.</summary>
/// <param name="ShortName">As the engine's syntax shows it: <c>double[]</c>, <c>MixtureModel</c>.</param>
/// <param name="FullName">With its namespace.</param>
/// <param name="DocumentationId">The id of the type, or of an array's element type, or null.</param>
internal sealed record TypeDescription(string ShortName, string FullName, string? DocumentationId);

/// <summary>A parameter.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="IsValueType">Whether it has a value even where none is given and none is declared.</param>
/// <param name="DocumentationIds">The ids under which its documentation may stand: the property's, then those that it overrides or hides.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Values">The values that it takes, or none if it takes any.</param>
/// <param name="Default">The value that it has where it isn't given, as declared, or null.</param>
/// <param name="Wildcards">Whether it takes wildcard patterns.</param>
/// <param name="Uses">How each parameter set takes it; never empty.</param>
/// <param name="Text">The text of a parameter that the engine adds, or null.</param>
internal sealed record ParameterDescription(
    string Name,
    TypeDescription Type,
    bool IsSwitch,
    bool IsValueType,
    IReadOnlyList<string> DocumentationIds,
    IReadOnlyList<string> Aliases,
    IReadOnlyList<ValueDescription> Values,
    string? Default,
    bool Wildcards,
    IReadOnlyList<ParameterUse> Uses,
    string? Text = null)
{
    /// <summary>Whether every parameter set that has it asks for it.</summary>
    public bool IsRequired => Uses.All(use => use.Mandatory);

    /// <summary>Whether a set takes it from the pipeline as a whole object.</summary>
    public bool TakesPipelineObject => Uses.Any(use => use.ByValue);

    /// <summary>How a set takes the parameter, or null where it doesn't.</summary>
    public ParameterUse? In(string parameterSet) =>
        Uses.FirstOrDefault(use => use.ParameterSet == parameterSet) ?? Uses.FirstOrDefault(use => use.ParameterSet == ParameterUse.AllSets);
}

/// <summary>A value that a parameter takes.</summary>
/// <param name="Name">What the user types.</param>
/// <param name="DocumentationId">The id of the enumeration's member, or null for a plain string.</param>
internal sealed record ValueDescription(string Name, string? DocumentationId);

/// <summary>How one parameter set, or all of them, takes a parameter.</summary>
/// <param name="ParameterSet">The set's name, or <see cref="AllSets"/>.</param>
/// <param name="Mandatory">Whether it must be given.</param>
/// <param name="Position">The zero-based position, or null where it is given by name only.</param>
/// <param name="ByValue">Whether it takes the pipeline's object.</param>
/// <param name="ByPropertyName">Whether it takes a property of the pipeline's object.</param>
/// <param name="RemainingArguments">Whether it takes what no other parameter took.</param>
internal sealed record ParameterUse(string ParameterSet, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName, bool RemainingArguments)
{
    /// <summary>The engine's name for all sets.</summary>
    public const string AllSets = "__AllParameterSets";
}
