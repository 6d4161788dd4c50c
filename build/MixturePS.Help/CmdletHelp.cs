using System.Xml.Linq;

namespace MixturePS.Help;

/// <summary>A cmdlet with the content of its documentation comments.</summary>
/// <param name="Cmdlet">The cmdlet.</param>
/// <param name="Synopsis">The synopsis, in one or two sentences; may be empty.</param>
/// <param name="Description">The description.</param>
/// <param name="Parameters">The parameters in the cmdlet's order.</param>
/// <param name="Inputs">The types of its pipeline input.</param>
/// <param name="Outputs">The types of its output.</param>
/// <param name="Examples">The examples.</param>
/// <param name="Links">The related links.</param>
internal sealed record CmdletHelp(
    CmdletDescription Cmdlet,
    string Synopsis,
    IReadOnlyList<string> Description,
    IReadOnlyList<ParameterHelp> Parameters,
    IReadOnlyList<TypeHelp> Inputs,
    IReadOnlyList<TypeHelp> Outputs,
    IReadOnlyList<ExampleHelp> Examples,
    IReadOnlyList<LinkHelp> Links)
{
    /// <summary>Combines cmdlets with their documentation as plain text.</summary>
    public static IReadOnlyList<CmdletHelp> Build(IReadOnlyList<CmdletDescription> cmdlets, XmlDocumentation documentation) =>
        Build(cmdlets, documentation, new Prose(cmdlets));

    /// <summary>Combines cmdlets with their documentation.</summary>
    public static IReadOnlyList<CmdletHelp> Build(IReadOnlyList<CmdletDescription> cmdlets, XmlDocumentation documentation, Prose prose) =>
        [.. cmdlets.Select(cmdlet => Build(cmdlet, documentation, prose))];

    /// <summary>The parameters of a set in the engine's order: by position, then the other mandatory ones, then the rest.</summary>
    public IEnumerable<(ParameterDescription Parameter, ParameterUse Use)> InSyntaxOrder(string parameterSet) =>
        Parameters.Select(help => (help.Parameter, Use: help.Parameter.In(parameterSet)))
            .Where(pair => pair.Use is not null)
            .Select(pair => (pair.Parameter, Use: pair.Use!))
            .OrderBy(pair => pair.Use.Position ?? int.MaxValue)
            .ThenBy(pair => pair.Use.Mandatory ? 0 : 1);

    private static CmdletHelp Build(CmdletDescription cmdlet, XmlDocumentation documentation, Prose prose)
    {
        var comment = documentation.Find(cmdlet.ClassId);
        ParameterHelp[] parameters = [.. cmdlet.Parameters.Select(parameter => Parameter(parameter, documentation, prose))];
        return new CmdletHelp(
            cmdlet,
            prose.Line(comment?.Element("summary")),
            prose.Paragraphs(comment?.Element("remarks")),
            parameters,
            [.. parameters.Where(help => help.Parameter.TakesPipelineObject).DistinctBy(help => help.Parameter.Type).Select(help => Input(help, documentation, prose))],
            [.. cmdlet.Outputs.Select(type => new TypeHelp(type, TypeText(type, documentation, prose)))],
            [.. (comment?.Elements("example") ?? []).Select(example => Example(example, prose))],
            [.. Related(cmdlet, comment, prose)]);
    }

    private static ParameterHelp Parameter(ParameterDescription parameter, XmlDocumentation documentation, Prose prose)
    {
        var comment = documentation.FindInherited(parameter.DocumentationIds);
        var text = parameter.Text is { } given ? [prose.Words(given)] : prose.Paragraphs(comment?.Element("summary"), comment?.Element("remarks"));
        return new ParameterHelp(parameter, text, [.. parameter.Values.Select(value => prose.Line(documentation.Find(value.DocumentationId)?.Element("summary")))]);
    }

    private static TypeHelp Input(ParameterHelp help, XmlDocumentation documentation, Prose prose)
    {
        // An external type, such as string, has no comment here; the parameter's text is used instead.
        var text = TypeText(help.Parameter.Type, documentation, prose);
        return new TypeHelp(help.Parameter.Type, text.Count > 0 ? text : help.Description);
    }

    private static IReadOnlyList<string> TypeText(TypeDescription type, XmlDocumentation documentation, Prose prose) =>
        prose.Paragraphs(documentation.Find(type.DocumentationId)?.Element("summary"));

    private static ExampleHelp Example(XElement example, Prose prose)
    {
        string title = example.Attribute("title")?.Value ?? prose.Line(example.Element("summary"));
        var rest = example.Nodes().Where(node => node is not XElement { Name.LocalName: "summary" or "code" or "output" });
        return new ExampleHelp(title.TrimEnd('.'), Joined(example.Elements("code")), Joined(example.Elements("output")), prose.Paragraphs(rest));
    }

    private static string Joined(IEnumerable<XElement> blocks) => string.Join("\n\n", blocks.Select(Prose.Code));

    private static IEnumerable<LinkHelp> Related(CmdletDescription cmdlet, XElement? comment, Prose prose)
    {
        if (cmdlet.HelpUri is { Length: > 0 } address) yield return new LinkHelp("Online version:", address);
        foreach (var link in comment?.Elements("seealso") ?? [])
        {
            string text = prose.Line(link);
            if (link.Attribute("href") is { } target) yield return new LinkHelp(text, target.Value);
            else if (link.Attribute("cref") is { } cref) yield return new LinkHelp(text.Length > 0 ? text : prose.Referred(cref.Value), "");
        }
    }
}

/// <summary>A parameter with its text.</summary>
/// <param name="Parameter">The parameter.</param>
/// <param name="Description">The text; may be empty.</param>
/// <param name="ValueTexts">The description of each allowed value, or an empty string; same length as the parameter's values.</param>
internal sealed record ParameterHelp(ParameterDescription Parameter, IReadOnlyList<string> Description, IReadOnlyList<string> ValueTexts);

/// <summary>The type of a cmdlet's input or output.</summary>
/// <param name="Type">The type.</param>
/// <param name="Description">Its description; may be empty.</param>
internal sealed record TypeHelp(TypeDescription Type, IReadOnlyList<string> Description);

/// <summary>An example.</summary>
/// <param name="Title">The title; may be empty.</param>
/// <param name="Code">The PowerShell code.</param>
/// <param name="Output">The output of the code; may be empty.</param>
/// <param name="Remarks">The remarks.</param>
internal sealed record ExampleHelp(string Title, string Code, string Output, IReadOnlyList<string> Remarks);

/// <summary>A link.</summary>
/// <param name="Text">The text.</param>
/// <param name="Address">The address, or an empty string for another help topic.</param>
internal sealed record LinkHelp(string Text, string Address);
