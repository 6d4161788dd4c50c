using System.Text;
using System.Text.RegularExpressions;

namespace MixturePS.Help;

/// <summary>Turns documentation comments into Markdown: code and links are marked up, and the names of cmdlets lead to their pages.</summary>
internal sealed partial class MarkdownProse : Prose
{
    private readonly Regex _marked;

    /// <summary>Markdown about some cmdlets.</summary>
    public MarkdownProse(IReadOnlyList<CmdletDescription> cmdlets)
        : base(cmdlets)
    {
        // The longest name first, as one may begin with another.
        string names = Alternatives(cmdlets.Select(cmdlet => cmdlet.Name));
        string values = Alternatives(cmdlets.SelectMany(cmdlet => cmdlet.Parameters).SelectMany(parameter => parameter.Values).Select(value => value.Name));
        _marked = new Regex($@"(?<cmdlet>(?<![\w-])(?:{names})(?![\w-]))|(?<code>(?<![\w-])-[A-Z]\w*(?: (?:(?:{values})\b|'[^']*'|\d+(?:\.\d+)?))?|\$[A-Za-z_]\w*(?:\.\w+)*|\babout_\w+)");
    }

    /// <summary>Text with Markdown's own characters escaped.</summary>
    public static string Escape(string text) => Special().Replace(text, @"\$0");

    /// <summary>A span of code, whatever characters it contains.</summary>
    public static string Span(string code) => code.Contains('`', StringComparison.Ordinal) ? $"`` {code} ``" : $"`{code}`";

    /// <summary>A link to the page of a cmdlet from the page of another.</summary>
    public static string PageLink(string cmdlet) => $"[{cmdlet}]({cmdlet}.md)";

    /// <inheritdoc/>
    public override string Words(string text)
    {
        // Comments write parameters and variables as they are typed.
        var marked = new StringBuilder();
        int end = 0;
        foreach (Match match in _marked.Matches(text))
        {
            marked.Append(Escape(text[end..match.Index])).Append(match.Groups["cmdlet"].Success ? PageLink(match.Value) : Span(match.Value));
            end = match.Index + match.Length;
        }

        return marked.Append(Escape(text[end..])).ToString();
    }

    /// <inheritdoc/>
    protected override string CodeSpan(string code) => Span(code);

    /// <inheritdoc/>
    protected override string CodeBlock(string code) => $"```powershell\n{code}\n```";

    /// <inheritdoc/>
    protected override string Link(string text, string address) => text.Length == 0 ? $"<{address}>" : $"[{text}]({address})";

    /// <inheritdoc/>
    protected override string CmdletName(string name) => PageLink(name);

    // Without words, a pattern that matches nothing.
    private static string Alternatives(IEnumerable<string> words) =>
        string.Join('|', words.Distinct(StringComparer.Ordinal).OrderByDescending(word => word.Length).ThenBy(word => word, StringComparer.Ordinal).Select(Regex.Escape).DefaultIfEmpty("(?!)"));

    // Underscores within a word mark nothing.
    [GeneratedRegex(@"[\\`*<\[\]]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")]
    private static partial Regex Special();
}
