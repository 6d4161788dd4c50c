using System.Globalization;
using System.Security;
using System.Text.RegularExpressions;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Completes Skia's SVG files: makes them scalable, and adds a title for screen readers, fallback fonts, and clip names
/// that don't depend on earlier drawings.
/// </summary>
internal static partial class SvgText
{
    private const string Family = "font-family=\"" + Typefaces.Name + "\"";

    public static string Finish(string svg, int width, int height, string title)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        string root = FormattableString.Invariant($" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{SecurityElement.Escape(title)}</title>");
        var clips = new Dictionary<string, string>();
        svg = Clip().Replace(svg, match => clips.TryGetValue(match.Value, out string? name) ? name : clips[match.Value] = "clip" + clips.Count.ToString(CultureInfo.InvariantCulture));
        svg = TrailingComma().Replace(svg, "$1\"");
        int end = svg.IndexOf('>', start);
        return string.Concat(svg.AsSpan(0, end), root, svg.AsSpan(end + 1))
            .Replace(Family, $"font-family=\"{Typefaces.Name}, Verdana, sans-serif\"", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\bcl_[0-9a-f]+\b")]
    private static partial Regex Clip();

    [GeneratedRegex(@"( [xy]=""[-+.e0-9, ]*[0-9]), """)]
    private static partial Regex TrailingComma();
}
