namespace MixturePS.Help;

/// <summary>A cmdlet as described by reflection.</summary>
/// <param name="Name">The name: verb, hyphen, noun.</param>
/// <param name="Verb">The verb.</param>
/// <param name="Noun">The noun.</param>
/// <param name="ClassId">The documentation id of its class.</param>
/// <param name="HelpUri">The address of its online help, or null.</param>
/// <param name="ParameterSets">The names of the parameter sets, the default one first; never empty.</param>
/// <param name="Parameters">The parameters in the order of the engine.</param>
/// <param name="Outputs">The types of its output.</param>
internal sealed record CmdletDescription(
    string Name,
    string Verb,
    string Noun,
    string ClassId,
    string? HelpUri,
    IReadOnlyList<string> ParameterSets,
    IReadOnlyList<ParameterDescription> Parameters,
    IReadOnlyList<TypeDescription> Outputs);

/// <summary>A type with the three names that the help needs.</summary>
/// <param name="ShortName">The name in the engine's syntax: <c>double[]</c>, <c>MixtureModel</c>.</param>
/// <param name="FullName">The name with its namespace.</param>
/// <param name="DocumentationId">The documentation id of the type, or of an array's element type, or null.</param>
internal sealed record TypeDescription(string ShortName, string FullName, string? DocumentationId);

/// <summary>A parameter.</summary>
/// <param name="Name">The name.</param>
/// <param name="Type">The type.</param>
/// <param name="IsSwitch">Whether it takes no value.</param>
/// <param name="IsValueType">Whether it has a value even if none is given and none is declared.</param>
/// <param name="DocumentationIds">The possible ids of its documentation: the property's own, then those of the properties that it overrides or hides.</param>
/// <param name="Aliases">The aliases.</param>
/// <param name="Values">The allowed values, or none if there is no restriction.</param>
/// <param name="Default">The declared default value, or null.</param>
/// <param name="Wildcards">Whether it accepts wildcard patterns.</param>
/// <param name="Uses">Its use in each parameter set; never empty.</param>
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
    /// <summary>Whether it is mandatory in every parameter set that contains it.</summary>
    public bool IsRequired => Uses.All(use => use.Mandatory);

    /// <summary>Whether a set binds it to the whole pipeline object.</summary>
    public bool TakesPipelineObject => Uses.Any(use => use.ByValue);

    /// <summary>The use of the parameter in a set, or null if the set doesn't contain it.</summary>
    public ParameterUse? In(string parameterSet) =>
        Uses.FirstOrDefault(use => use.ParameterSet == parameterSet) ?? Uses.FirstOrDefault(use => use.ParameterSet == ParameterUse.AllSets);
}

/// <summary>An allowed value of a parameter.</summary>
/// <param name="Name">The text that the user types.</param>
/// <param name="DocumentationId">The documentation id of the enumeration's member, or null for a plain string.</param>
internal sealed record ValueDescription(string Name, string? DocumentationId);

/// <summary>The use of a parameter in one parameter set, or in all.</summary>
/// <param name="ParameterSet">The name of the set, or <see cref="AllSets"/>.</param>
/// <param name="Mandatory">Whether it is mandatory.</param>
/// <param name="Position">The zero-based position, or null if it can only be given by name.</param>
/// <param name="ByValue">Whether it is bound to the pipeline object.</param>
/// <param name="ByPropertyName">Whether it is bound to a property of the pipeline object.</param>
/// <param name="RemainingArguments">Whether it is bound to the remaining arguments.</param>
internal sealed record ParameterUse(string ParameterSet, bool Mandatory, int? Position, bool ByValue, bool ByPropertyName, bool RemainingArguments)
{
    /// <summary>The engine's name for all sets.</summary>
    public const string AllSets = "__AllParameterSets";
}
