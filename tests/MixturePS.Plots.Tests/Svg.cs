using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace MixturePS.Plots.Tests;

/// <summary>An SVG picture as the shapes and words that are in it.</summary>
internal sealed partial class Svg
{
    private readonly XDocument _document;

    public Svg(Picture picture, int width = 800, int height = 500)
    {
        Bytes = picture.ToSvg(width, height);
        _document = XDocument.Parse(Encoding.UTF8.GetString(Bytes));
    }

    public byte[] Bytes { get; }

    public IReadOnlyList<string> Words => [.. Elements("text").Select(text => text.Value.Trim())];

    /// <summary>The middles of filled circles, squares and triangles of a colour that are clipped to a panel, as the legend's aren't.</summary>
    public IReadOnlyList<(double X, double Y)> Markers(string color) => [.. Filled(color).Select(Middle)];

    /// <summary>The rectangles of a colour in a panel.</summary>
    public IReadOnlyList<(double Left, double Top, double Width, double Height)> Boxes(string color) =>
        [.. Filled(color).Where(e => e.Name.LocalName == "rect").Select(e => (Number(e, "x"), Number(e, "y"), Number(e, "width"), Number(e, "height")))];

    /// <summary>The corners of the unfilled lines of a colour and a width in a panel.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines(string color, double width) =>
        [.. Panel().Where(e => e.Name.LocalName == "path" && e.Attribute("stroke")?.Value == color && Number(e, "stroke-width") == width).Select(Corners)];

    /// <summary>The corners of what is filled in a colour, as the dashes of a line are.</summary>
    public IReadOnlyList<(double X, double Y)> FilledCorners(string color) => [.. Filled(color).Where(e => e.Name.LocalName == "path").SelectMany(Corners)];

    /// <summary>Where a word begins or, as it is turned, where it is anchored.</summary>
    public (double X, double Y) Place(string word)
    {
        var element = Elements("text").First(text => text.Value.Trim() == word);
        var at = Translation().Match(element.Attribute("transform")!.Value);
        double Part(int group) => double.Parse(at.Groups[group].Value, CultureInfo.InvariantCulture);
        double first = double.Parse(element.Attribute("x")!.Value.Split(',')[0], CultureInfo.InvariantCulture);
        return (Part(1) + first, Part(2));
    }

    private IEnumerable<XElement> Elements(string name) => _document.Descendants().Where(e => e.Name.LocalName == name);

    private IEnumerable<XElement> Panel() => Elements("g").Where(g => g.Attribute("clip-path") is not null).Elements();

    private IEnumerable<XElement> Filled(string color) => Panel().Where(e => e.Attribute("fill")?.Value == color);

    private static (double X, double Y) Middle(XElement e)
    {
        switch (e.Name.LocalName)
        {
            case "ellipse":
                return (Number(e, "cx"), Number(e, "cy"));
            case "rect":
                return (Number(e, "x") + (Number(e, "width") / 2), Number(e, "y") + (Number(e, "height") / 2));
            default:
                var corners = Corners(e);
                return ((corners.Min(c => c.X) + corners.Max(c => c.X)) / 2, (corners.Min(c => c.Y) + corners.Max(c => c.Y)) / 2);
        }
    }

    private static IReadOnlyList<(double X, double Y)> Corners(XElement e) =>
        [.. Corner().Matches(e.Attribute("d")!.Value).Select(m => (double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))];

    private static double Number(XElement e, string name) => double.Parse(e.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ML]([-+.e0-9]+) ([-+.e0-9]+)")]
    private static partial Regex Corner();

    [GeneratedRegex(@"translate\(([-+.e0-9]+)[ ,]([-+.e0-9]+)\)")]
    private static partial Regex Translation();
}
