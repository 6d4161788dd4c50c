using System.Security;

namespace MixturePS.Plots.Drawing;

/// <summary>What Skia leaves out of an SVG file: that it can be scaled, a title for those who can't see it, and other fonts where its own isn't there.</summary>
internal static class SvgText
{
    private const string Family = "font-family=\"" + Typefaces.Name + "\"";

    public static string Finish(string svg, int width, int height, string title)
    {
        int start = svg.IndexOf("<svg", StringComparison.Ordinal);
        int end = svg.IndexOf('>', start);
        string root = FormattableString.Invariant($" viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{SecurityElement.Escape(title)}</title>");
        return string.Concat(svg.AsSpan(0, end), root, svg.AsSpan(end + 1))
            .Replace(Family, $"font-family=\"{Typefaces.Name}, Verdana, sans-serif\"", StringComparison.Ordinal);
    }
}
