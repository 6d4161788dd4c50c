using System.Text.RegularExpressions;
using MixturePS.Specs.Assertions;

namespace MixturePS.Specs.Engine;

/// <summary>Fills the templates of a name: <c>&lt;x&gt;</c>, <c>&lt;x.y&gt;</c> and <c>&lt;_&gt;</c>.</summary>
internal static partial class SpecName
{
    /// <summary>
    /// Expands a name with the data of its node and of the blocks around it. A template that names other variables stays
    /// as it is, since those have no values before the file runs. A backtick keeps an angle bracket.
    /// </summary>
    /// <param name="session">The session, with the data of the blocks around set in its scope.</param>
    /// <param name="name">The name as it was written.</param>
    /// <param name="node">A node with the data.</param>
    public static string Expand(SpecSession session, string name, SpecNode node)
    {
        if (!name.Contains('<', StringComparison.Ordinal))
            return name;
        HashSet<string> known = Names(node);
        string expanded = name;
        session.InScope(() =>
        {
            session.SetVariables(node);
            expanded = Template().Replace(name, match =>
            {
                if (match.Groups["kept"].Success)
                    return match.Groups["kept"].Value;
                return known.Contains(match.Groups["variable"].Value)
                    ? ValueFormat.Bare(Single(session.Evaluate("$" + match.Groups["expression"].Value)))
                    : match.Value;
            });
        });
        return expanded;
    }

    private static object? Single(IReadOnlyList<object?> values) => values.Count == 1 ? values[0] : values.Count == 0 ? null : values;

    private static HashSet<string> Names(SpecNode? node)
    {
        HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);
        for (; node is not null; node = node.Parent)
        {
            if (node.HasData)
                names.Add("_");
            foreach (object key in SpecSession.DataOf(node)?.Keys ?? Array.Empty<object>())
                names.Add(key.ToString()!);
        }

        return names;
    }

    [GeneratedRegex("`(?<kept>[<>])|(?<!`)<(?<expression>(?<variable>\\w+)[^>`]*)>")]
    private static partial Regex Template();
}
