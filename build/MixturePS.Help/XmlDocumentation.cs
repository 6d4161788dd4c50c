using System.Xml.Linq;

namespace MixturePS.Help;

/// <summary>The documentation comments of assemblies, as written by the compiler, by documentation id.</summary>
internal sealed class XmlDocumentation
{
    private readonly Dictionary<string, XElement> _members = [];

    /// <summary>Reads documentation files.</summary>
    /// <param name="paths">The compiler's XML files.</param>
    public XmlDocumentation(IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            // White space and line numbers determine the indentation of the lines of a code block.
            var document = XDocument.Load(path, LoadOptions.PreserveWhitespace | LoadOptions.SetLineInfo);
            foreach (var member in document.Descendants("member"))
                if (member.Attribute("name")?.Value is { } id) _members[id] = member;
        }
    }

    /// <summary>The comment of a type or member, or null if it has none.</summary>
    public XElement? Find(string? id) => id is not null && _members.TryGetValue(id, out var member) ? member : null;

    /// <summary>The comment of the first member whose id satisfies a condition, or null.</summary>
    public XElement? Find(Func<string, bool> fits) => Find(_members.Keys.FirstOrDefault(fits));

    /// <summary>The comment of a member that may inherit it: the first of the ids with its own text, following <c>inheritdoc</c>.</summary>
    public XElement? FindInherited(IEnumerable<string> ids) => ids.Select(id => Resolve(id, 0)).FirstOrDefault(member => member is not null);

    private XElement? Resolve(string id, int depth)
    {
        var member = Find(id);
        if (member?.Element("inheritdoc") is not { } inherit) return member;
        // A chain of this length must be a cycle.
        return inherit.Attribute("cref") is { } source && depth < 16 ? Resolve(source.Value, depth + 1) : null;
    }
}
