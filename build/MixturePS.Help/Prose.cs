using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace MixturePS.Help;

/// <summary>Converts documentation comments to plain text; a derived class adds markup.</summary>
/// <param name="cmdletNames">The name of the cmdlet of each class, by documentation id.</param>
internal partial class Prose(IReadOnlyDictionary<string, string> cmdletNames)
{
    /// <summary>Plain text about some cmdlets.</summary>
    public Prose(IEnumerable<CmdletDescription> cmdlets)
        : this(cmdlets.ToDictionary(cmdlet => cmdlet.ClassId, cmdlet => cmdlet.Name))
    {
    }

    /// <summary>The paragraphs of comments in order; a list or a code block is one paragraph with line breaks. Empty if there is no comment.</summary>
    public IReadOnlyList<string> Paragraphs(params XElement?[] comments) =>
        [.. comments.OfType<XElement>().SelectMany(comment => Paragraphs(comment.Nodes()))];

    /// <summary>The paragraphs of a part of a comment.</summary>
    public IReadOnlyList<string> Paragraphs(IEnumerable<XNode> nodes)
    {
        var paragraphs = new List<string>();
        Collect(nodes, paragraphs);
        return paragraphs;
    }

    /// <summary>A comment as one line.</summary>
    public string Line(XElement? element) => element is null ? "" : Collapse(string.Concat(element.Nodes().Select(Inline)));

    /// <summary>The text of a reference: the cmdlet's name for its class, otherwise the last part of the name.</summary>
    public string Reference(string cref)
    {
        if (cmdletNames.TryGetValue(cref, out string? cmdlet)) return cmdlet;
        string name = cref.Split('(')[0];
        name = name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..].Replace(".#ctor", "", StringComparison.Ordinal);
        return Arity().Replace(name[(name.LastIndexOf('.') + 1)..], "");
    }

    /// <summary>What a reference is called, marked up.</summary>
    public string Referred(string cref) => cmdletNames.TryGetValue(cref, out string? cmdlet) ? CmdletName(cmdlet) : CodeSpan(Reference(cref));

    /// <summary>The lines of a code block, without the indentation that they have from the comment.</summary>
    public static string Code(XElement element)
    {
        string[] lines = element.Value.ReplaceLineEndings("\n").Split('\n');
        var rest = lines.Skip(1).Where(line => !string.IsNullOrWhiteSpace(line)).Select(Indentation).DefaultIfEmpty(0);
        int margin = rest.Min();
        // If the code begins on the line of the element, the following lines are indented relative to the element.
        if (!string.IsNullOrWhiteSpace(lines[0]) && (IXmlLineInfo)element is var place && place.HasLineInfo()) margin = Math.Min(margin, place.LinePosition - 2);
        var kept = lines.Select((line, index) => (index == 0 ? line.TrimStart() : line[Math.Min(margin, Indentation(line))..]).TrimEnd());
        return string.Join('\n', kept).Trim('\n');
    }

    /// <summary>Marks up words of a sentence.</summary>
    public virtual string Words(string text) => text;

    /// <summary>Marks up a piece of code within a sentence.</summary>
    protected virtual string CodeSpan(string code) => code;

    /// <summary>Marks up lines of code between paragraphs.</summary>
    protected virtual string CodeBlock(string code) => code;

    /// <summary>Marks up a link to a page on the web.</summary>
    /// <param name="text">The text, already marked up; may be empty.</param>
    /// <param name="address">The address.</param>
    protected virtual string Link(string text, string address) => text.Length == 0 ? address : $"{text} ({address})";

    /// <summary>Marks up the name of a cmdlet.</summary>
    protected virtual string CmdletName(string name) => name;

    private void Collect(IEnumerable<XNode> nodes, List<string> paragraphs)
    {
        var text = new StringBuilder();
        foreach (var node in nodes)
        {
            if (node is not XElement { Name.LocalName: "para" or "list" or "code" } element)
            {
                text.Append(Inline(node));
                continue;
            }

            Flush(text, paragraphs);
            if (element.Name == "para") Collect(element.Nodes(), paragraphs);
            else paragraphs.Add(element.Name == "code" ? CodeBlock(Code(element)) : Items(element));
        }

        Flush(text, paragraphs);
    }

    private string Items(XElement list)
    {
        bool numbered = list.Attribute("type")?.Value == "number";
        return string.Join('\n', list.Elements("item").Select((item, index) => (numbered ? XmlConvert.ToString(index + 1) + ". " : "* ") + Item(item)));
    }

    private string Item(XElement item)
    {
        string term = Line(item.Element("term"));
        string description = Line(item.Element("description"));
        if (term.Length == 0 && description.Length == 0) return Line(item);
        return term.Length == 0 || description.Length == 0 ? term + description : $"{term}: {description}";
    }

    private string Inline(XNode node) => node switch
    {
        XText text => Words(text.Value),
        XElement { Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" } element => ReferenceText(element),
        XElement { Name.LocalName: "c" } element => CodeSpan(element.Value),
        XElement element => string.Concat(element.Nodes().Select(Inline)),
        _ => "",
    };

    private string ReferenceText(XElement element)
    {
        string text = string.Concat(element.Nodes().Select(Inline));
        if (element.Attribute("href") is { } address) return Link(text, address.Value);
        if (text.Length > 0) return text;
        return element.Attribute("cref") is { } cref ? Referred(cref.Value) : CodeSpan((element.Attribute("langword") ?? element.Attribute("name"))?.Value ?? "");
    }

    private static void Flush(StringBuilder text, List<string> paragraphs)
    {
        string line = Collapse(text.ToString());
        if (line.Length > 0) paragraphs.Add(line);
        text.Clear();
    }

    private static string Collapse(string text) => WhiteSpace().Replace(text, " ").Trim();

    private static int Indentation(string line) => line.Length - line.TrimStart().Length;

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"(`+\d+|\{.*\})$")]
    private static partial Regex Arity();
}
