using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace MixturePS.Help;

/// <summary>Writes help in PowerShell's MAML dialect, arranged for the engine's views.</summary>
internal static class MamlWriter
{
    private const int TitleWidth = 70;
    private static readonly XNamespace Help = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    /// <summary>Writes the help file: UTF-8 without a byte order mark, with line feeds. The same help gives the same bytes.</summary>
    public static void Write(IReadOnlyList<CmdletHelp> topics, Stream stream)
    {
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" };
        using var writer = XmlWriter.Create(stream, settings);
        Document(topics).Save(writer);
    }

    /// <summary>The help as a document.</summary>
    public static XDocument Document(IReadOnlyList<CmdletHelp> topics) =>
        new(new XElement(Help + "helpItems", new XAttribute("schema", "maml"), topics.Select(Topic)));

    private static XElement Topic(CmdletHelp help)
    {
        var cmdlet = help.Cmdlet;
        return new XElement(
            Command + "command",
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Command),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            new XElement(
                Command + "details",
                new XElement(Command + "name", cmdlet.Name),
                new XElement(Command + "verb", cmdlet.Verb),
                new XElement(Command + "noun", cmdlet.Noun),
                Description([help.Synopsis])),
            Description(help.Description),
            new XElement(Command + "syntax", cmdlet.ParameterSets.Select(set => SyntaxItem(help, set))),
            new XElement(Command + "parameters", help.Parameters.OrderBy(parameter => parameter.Parameter.Name, StringComparer.OrdinalIgnoreCase).Select(parameter => FullParameter(parameter, cmdlet.ParameterSets))),
            new XElement(Command + "inputTypes", OrNone(help.Inputs, "The cmdlet takes no pipeline input.").Select(type => TypeItem("inputType", type))),
            new XElement(Command + "returnValues", OrNone(help.Outputs, "The cmdlet has no output.").Select(type => TypeItem("returnValue", type))),
            new XElement(Command + "examples", help.Examples.Select((example, index) => Example(example, index + 1))),
            new XElement(Command + "relatedLinks", help.Links.Select(Link)));
    }

    private static XElement SyntaxItem(CmdletHelp help, string set) =>
        new(Command + "syntaxItem",
            new XElement(Maml + "name", help.Cmdlet.Name),
            help.InSyntaxOrder(set).Select(pair => SyntaxParameter(pair.Parameter, pair.Use)));

    private static XElement SyntaxParameter(ParameterDescription parameter, ParameterUse use)
    {
        var element = Parameter(parameter, use.Mandatory, use.Position, [use]);
        if (parameter.Values.Count > 0)
            element.Add(new XElement(Command + "parameterValueGroup", parameter.Values.Select(value => Value(value.Name, required: false))));
        if (!parameter.IsSwitch) element.Add(Value(parameter.Type.ShortName, required: true));
        return element;
    }

    private static XElement FullParameter(ParameterHelp help, IReadOnlyList<string> sets)
    {
        var parameter = help.Parameter;
        // If sets differ, the position is that in the first set with the parameter, which is the default set if it has it.
        var first = sets.Select(parameter.In).First(use => use is not null)!;
        var element = Parameter(parameter, parameter.IsRequired, first.Position, parameter.Uses);
        element.Add(
            Description(help.Description),
            Value(parameter.Type.ShortName, required: !parameter.IsSwitch),
            new XElement(Dev + "type", new XElement(Maml + "name", parameter.Type.FullName), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", parameter.Default ?? (parameter.IsSwitch ? "False" : "None")));
        if (parameter.Values.Count > 0) element.Add(new XElement(Dev + "possibleValues", parameter.Values.Zip(help.ValueTexts, PossibleValue)));
        return element;
    }

    private static XElement Parameter(ParameterDescription parameter, bool required, int? position, IReadOnlyList<ParameterUse> uses) =>
        new(Command + "parameter",
            new XAttribute("required", required),
            new XAttribute("variableLength", parameter.Type.ShortName.EndsWith(']')),
            new XAttribute("globbing", parameter.Wildcards),
            new XAttribute("pipelineInput", PipelineInput(uses)),
            new XAttribute("position", position is { } place ? XmlConvert.ToString(place) : "named"),
            new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
            new XElement(Maml + "name", parameter.Name));

    private static string PipelineInput(IReadOnlyList<ParameterUse> uses)
    {
        var ways = new List<string>();
        if (uses.Any(use => use.ByValue)) ways.Add("ByValue");
        if (uses.Any(use => use.ByPropertyName)) ways.Add("ByPropertyName");
        if (uses.Any(use => use.RemainingArguments)) ways.Add("FromRemainingArguments");
        return ways.Count > 0 ? $"true ({string.Join(", ", ways)})" : "false";
    }

    private static XElement Value(string text, bool required) =>
        new(Command + "parameterValue", new XAttribute("required", required), new XAttribute("variableLength", text.EndsWith(']')), text);

    private static XElement PossibleValue(ValueDescription value, string text) =>
        new(Dev + "possibleValue", new XElement(Dev + "value", value.Name), text.Length > 0 ? Description([text]) : null);

    private static IReadOnlyList<TypeHelp> OrNone(IReadOnlyList<TypeHelp> types, string text) =>
        types.Count > 0 ? types : [new TypeHelp(new TypeDescription("None", "None", null), [text])];

    private static XElement TypeItem(string name, TypeHelp type) =>
        new(Command + name,
            new XElement(Dev + "type", new XElement(Maml + "name", type.Type.FullName), new XElement(Maml + "uri")),
            Description(type.Description));

    private static XElement Example(ExampleHelp example, int number)
    {
        string title = $" Example {XmlConvert.ToString(number)}: {example.Title} ";
        int dashes = Math.Max(TitleWidth - title.Length, 6);
        string line = new string('-', dashes / 2) + title + new string('-', dashes - (dashes / 2));
        return new XElement(
            Command + "example",
            new XElement(Maml + "title", line),
            // The prompt that the engine shows in examples of scripts; it distinguishes code from output.
            new XElement(Maml + "introduction", Paragraph("PS > ")),
            new XElement(Dev + "code", example.Code),
            example.Output.Length > 0 ? new XElement(Dev + "results", example.Output) : null,
            new XElement(Dev + "remarks", Remarks(example)));
    }

    // The view doesn't separate the output from the remarks or an example from the next. An empty paragraph is shown
    // as an empty line, but the engine then miscounts the following paragraphs, so all text is in a single one.
    private static XElement[] Remarks(ExampleHelp example)
    {
        if (example.Remarks.Count == 0) return [Paragraph("")];
        var text = Paragraph(string.Join("\n\n", example.Remarks));
        return example.Output.Length > 0 ? [Paragraph(""), text] : [text, Paragraph("")];
    }

    private static XElement Link(LinkHelp link) =>
        new(Maml + "navigationLink", new XElement(Maml + "linkText", link.Text), new XElement(Maml + "uri", link.Address));

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", paragraphs.Select(Paragraph));

    private static XElement Paragraph(string text) => new(Maml + "para", text);
}
