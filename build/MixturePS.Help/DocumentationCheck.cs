namespace MixturePS.Help;

/// <summary>A fault in the documentation, which the build reports as an error.</summary>
/// <param name="Code">The code of the rule.</param>
/// <param name="Subject">The cmdlet, or the cmdlet and its parameter.</param>
/// <param name="Message">The fault and its remedy.</param>
internal sealed record DocumentationFault(string Code, string Subject, string Message)
{
    /// <summary>The line in the format of a build error.</summary>
    public override string ToString() => $"MixturePS.Help : error {Code}: {Subject}: {Message}";
}

/// <summary>Checks the cmdlets' documentation against the rules in README.md.</summary>
internal static class DocumentationCheck
{
    private const int LeastExamples = 2;

    /// <summary>All faults of a module's help.</summary>
    public static IEnumerable<DocumentationFault> Check(IReadOnlyList<CmdletHelp> topics)
    {
        if (topics.Count == 0) yield return new DocumentationFault("MPH001", "the module", "it has no public cmdlet.");
        foreach (var fault in topics.SelectMany(Check)) yield return fault;
    }

    /// <summary>The cmdlets that the index of the pages lacks.</summary>
    public static IEnumerable<DocumentationFault> CheckIndex(IReadOnlyList<CmdletHelp> topics) =>
        topics.Where(topic => !CommandIndex.Has(topic.Cmdlet.Name))
            .Select(topic => new DocumentationFault("MPH010", topic.Cmdlet.Name, "it is in no group of the index; add it to CommandIndex.cs."));

    /// <summary>The faults of a cmdlet's help.</summary>
    public static IEnumerable<DocumentationFault> Check(CmdletHelp help)
    {
        string name = help.Cmdlet.Name;
        if (help.Synopsis.Length == 0) yield return new DocumentationFault("MPH002", name, "no synopsis; write a <summary> on its class.");
        if (help.Description.Count == 0) yield return new DocumentationFault("MPH003", name, "no description; write <remarks> on its class.");
        if (help.Examples.Count < LeastExamples)
            yield return new DocumentationFault("MPH004", name, $"{help.Examples.Count} of at least {LeastExamples} examples; write <example> blocks on its class.");

        foreach (var (example, number) in help.Examples.Select((example, index) => (example, index + 1)))
        {
            if (example.Title.Length == 0) yield return new DocumentationFault("MPH005", name, $"example {number} has no title; write a <summary> in it.");
            if (example.Code.Length == 0) yield return new DocumentationFault("MPH006", name, $"example {number} has no code; write a <code> block in it.");
            if (example.Output.StartsWith(' '))
                yield return new DocumentationFault("MPH007", name, $"the first line of the output of example {number} is indented; Get-Help would drop the indentation and misalign the line.");
        }

        foreach (var fault in help.Parameters.SelectMany(parameter => Check(name, parameter))) yield return fault;
    }

    private static IEnumerable<DocumentationFault> Check(string cmdlet, ParameterHelp help)
    {
        var parameter = help.Parameter;
        string subject = $"{cmdlet} -{parameter.Name}";
        if (help.Description.Count == 0) yield return new DocumentationFault("MPH008", subject, "no description; write a <summary> on its property.");
        if (parameter is { IsValueType: true, IsSwitch: false, IsRequired: false, Default: null })
            yield return new DocumentationFault("MPH009", subject, "it has a default that the help can't show; declare it with [PSDefaultValue(Value = ...)].");
    }
}
