using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;
using MixturePS.Plots.Typesetting;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Completes Skia's SVG files: makes them scalable, and adds a title for screen readers, fallback fonts, clip names
/// that don't depend on earlier drawings, and the texts that the viewer lays out.
/// </summary>
internal static partial class SvgText
{
    private const string Family = "font-family=\"" + Typefaces.Name + "\"";
    private const string OtherFamilies = "Verdana, sans-serif";

    // A Hebrew letter, which the included font has, but which is never drawn as plain text.
    private const char MarkSign = '\u05D0';

    /// <summary>The text that is drawn in the place of a line that the viewer lays out.</summary>
    public static string Mark(int line) => string.Create(CultureInfo.InvariantCulture, $"{MarkSign}{line}{MarkSign}");

    public static string Finish(string svg, int width, int height, string title, IReadOnlyList<SvgLine> lines)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        string root = FormattableString.Invariant($" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{SecurityElement.Escape(TextCleaning.Clean(title))}</title>");
        var clips = new Dictionary<string, string>();
        svg = Clip().Replace(svg, match => clips.TryGetValue(match.Value, out string? name) ? name : clips[match.Value] = "clip" + clips.Count.ToString(CultureInfo.InvariantCulture));
        svg = TrailingComma().Replace(svg, "$1\"");
        int end = svg.IndexOf('>', start);
        svg = string.Concat(svg.AsSpan(0, end), root, svg.AsSpan(end + 1))
            .Replace(Family, $"font-family=\"{Typefaces.Name}, {OtherFamilies}\"", StringComparison.Ordinal);
        return lines.Count == 0 ? svg : Marked().Replace(svg, match => Text(match, lines[int.Parse(match.Groups["line"].Value, CultureInfo.InvariantCulture)]));
    }

    /// <summary>A text that the viewer lays out from its anchor, so that it stays there in other fonts too.</summary>
    private static string Text(Match mark, SvgLine line)
    {
        string anchor = line.Anchor switch { 0 => line.IsRightToLeft ? "end" : "start", 1 => line.IsRightToLeft ? "start" : "end", _ => "middle" };
        string direction = line.IsRightToLeft ? " direction=\"rtl\"" : string.Empty;
        string families = string.Join(", ", [Typefaces.Name, .. line.Families.Select(family => $"'{SecurityElement.Escape(family.Replace("'", string.Empty, StringComparison.Ordinal))}'"), OtherFamilies]);
        return $"<text {mark.Groups["style"].Value} font-family=\"{families}\" x=\"0\" y=\"{mark.Groups["y"].Value}\" text-anchor=\"{anchor}\"{direction} xml:space=\"preserve\">{SecurityElement.Escape(line.Text)}</text>";
    }

    [GeneratedRegex(@"(?<= id=""|=""url\(#)cl_[0-9a-f]+\b")]
    private static partial Regex Clip();

    [GeneratedRegex(@"( [xy]=""[-+.e0-9, ]*[0-9]), """)]
    private static partial Regex TrailingComma();

    [GeneratedRegex(@"<text (?<style>[^<>]*?) font-family=""[^""]*"" x=""[^""]*"" y=""(?<y>[-+.e0-9]*)[^""]*"">\s*\u05D0(?<line>[0-9]+)\u05D0\s*</text>")]
    private static partial Regex Marked();
}
