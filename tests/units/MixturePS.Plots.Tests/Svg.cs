using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MixturePS.Core.Foundation;

namespace MixturePS.Plots.Tests;

/// <summary>The shapes and words in an SVG picture.</summary>
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

    /// <summary>The centres of filled circles, squares and triangles of a colour that are clipped to a panel, unlike those in the legend.</summary>
    public IReadOnlyList<(double X, double Y)> Markers(string color) => [.. Filled(color).Select(Middle)];

    /// <summary>The rectangles of a colour in a panel.</summary>
    public IReadOnlyList<(double Left, double Top, double Width, double Height)> Boxes(string color) =>
        [.. Filled(color).Where(e => e.Name.LocalName == "rect").Select(e => (Number(e, "x"), Number(e, "y"), Number(e, "width"), Number(e, "height")))];

    /// <summary>The corners of the unfilled lines of a colour and a width in a panel.</summary>
    public IReadOnlyList<IReadOnlyList<(double X, double Y)>> Lines(string color, double width) =>
        [.. Panel().Where(e => e.Name.LocalName == "path" && e.Attribute("stroke")?.Value == color && Number(e, "stroke-width") == width).Select(Corners)];

    /// <summary>The corners of shapes filled with a colour, such as the dashes of a line.</summary>
    public IReadOnlyList<(double X, double Y)> FilledCorners(string color) => [.. Filled(color).Where(e => e.Name.LocalName == "path").SelectMany(Corners)];

    /// <summary>The beginning of a word or, if it is rotated, its anchor.</summary>
    public (double X, double Y) Place(string word)
    {
        var element = Text(word);
        var (x, y) = Translated(element);
        return (x + double.Parse(element.Attribute("x")!.Value.Split(',')[0], CultureInfo.InvariantCulture), y);
    }

    /// <summary>The anchor of a word, for example at a tick or a point.</summary>
    public (double X, double Y) Anchor(string word) => Translated(Text(word));

    /// <summary>The anchors of all occurrences of a word, in the order in which they are drawn.</summary>
    public IReadOnlyList<(double X, double Y)> Anchors(string word) => [.. Elements("text").Where(text => text.Value.Trim() == word).Select(Translated)];

    /// <summary>The colour of a word.</summary>
    public string ColorOf(string word) => Text(word).Attribute("fill")!.Value;

    /// <summary>The words below a height, such as those at an axis, without the note at the bottom.</summary>
    public IReadOnlyList<string> WordsBelow(double y, double to) =>
        [.. Elements("text").Where(text => Translated(text).Y > y && Translated(text).Y < to).Select(text => text.Value.Trim())];

    /// <summary>The colour of the key before a word in the legend: the last shape drawn before it.</summary>
    public string KeyOf(string word)
    {
        var key = Text(word).ElementsBeforeSelf().Last(e => e.Name.LocalName != "text" && e.Attribute("stroke-width")?.Value != "0.5");
        return key.Attribute("fill")?.Value is not "none" and var fill ? fill ?? "black" : key.Attribute("stroke")!.Value;
    }

    /// <summary>The colour of the line before a word in the legend.</summary>
    public string LineKeyOf(string word) =>
        Text(word).ElementsBeforeSelf().Last(e => e.Name.LocalName == "path" && e.Attribute("stroke-width")?.Value == "2").Attribute("stroke")!.Value;

    /// <summary>The colour of the box behind a word in a panel.</summary>
    public string Behind(string word)
    {
        var (x, y) = Anchor(word);
        return Panel().Last(e => e.Name.LocalName == "rect" && e.Attribute("fill")?.Value != "none"
            && Math.Abs(Middle(e).X - x) < Number(e, "width") / 2 && Math.Abs(Middle(e).Y - y) < Number(e, "height") / 2).Attribute("fill")!.Value;
    }

    /// <summary>The centres of the rings of a colour in a panel.</summary>
    public IReadOnlyList<(double X, double Y)> Rings(string color) =>
        [.. Panel().Where(e => e.Name.LocalName == "ellipse" && e.Attribute("fill")?.Value == "none" && e.Attribute("stroke")?.Value == color).Select(Middle)];

    /// <summary>The centres of the open markers of a colour in a panel.</summary>
    public IReadOnlyList<(double X, double Y)> Outlines(string color) =>
        [.. Panel().Where(e => e.Attribute("fill")?.Value == "none" && e.Attribute("stroke")?.Value == color && e.Attribute("stroke-width")?.Value == "2")
            .Where(e => Size(e) is > 3 and < 16).Select(Middle)];

    /// <summary>The hexagons of a panel with their colours.</summary>
    public IReadOnlyList<((double X, double Y) Middle, string Color)> Hexagons((double Left, double Top, double Right, double Bottom) area) =>
        [.. Panel().Where(e => e.Name.LocalName == "path" && e.Attribute("fill")?.Value is not null and not "none" && Corners(e).Distinct().Count() == 6)
            .Select(e => (Middle: Middle(e), Color: e.Attribute("fill")!.Value)).Where(hexagon => hexagon.Middle.X >= area.Left && hexagon.Middle.X <= area.Right)];

    /// <summary>The area of the first panel.</summary>
    public (double Left, double Top, double Right, double Bottom) Area()
    {
        var clip = Elements("clipPath").First().Elements().First();
        return (Number(clip, "x"), Number(clip, "y"), Number(clip, "x") + Number(clip, "width"), Number(clip, "y") + Number(clip, "height"));
    }

    /// <summary>The areas of all panels, in their order.</summary>
    public IReadOnlyList<(double Left, double Top, double Right, double Bottom)> Areas() =>
        [.. Elements("clipPath").Select(clip => clip.Elements().First()).Select(clip => (Number(clip, "x"), Number(clip, "y"), Number(clip, "x") + Number(clip, "width"), Number(clip, "y") + Number(clip, "height"))).Distinct()];

    /// <summary>The words at the left of a panel, from top to bottom.</summary>
    public IReadOnlyList<string> WordsBeside((double Left, double Top, double Right, double Bottom) area) =>
        [.. Elements("text").Select(text => (Word: text.Value.Trim(), Place: Translated(text)))
            .Where(text => text.Place.X < area.Left && text.Place.X > area.Left - 190 && text.Place.Y >= area.Top && text.Place.Y <= area.Bottom).OrderBy(text => text.Place.Y).Select(text => text.Word)];

    /// <summary>The filled rectangles in a panel.</summary>
    public IReadOnlyList<(double Left, double Top, double Width, double Height)> BoxesIn((double Left, double Top, double Right, double Bottom) area) =>
        [.. Panel().Where(e => e.Name.LocalName == "rect" && e.Attribute("fill")?.Value != "none").Select(e => (Number(e, "x"), Number(e, "y"), Number(e, "width"), Number(e, "height")))
            .Where(box => box.Item1 >= area.Left - 1 && box.Item1 <= area.Right && box.Item2 >= area.Top && box.Item2 <= area.Bottom)];

    private XElement Text(string word) => Elements("text").First(text => text.Value.Trim() == word);

    private static (double X, double Y) Translated(XElement text)
    {
        var at = Translation().Match(text.Attribute("transform")!.Value);
        return (double.Parse(at.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(at.Groups[2].Value, CultureInfo.InvariantCulture));
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

    private static double Size(XElement e) => e.Name.LocalName switch
    {
        "ellipse" => 2 * Number(e, "rx"),
        "rect" => Number(e, "width"),
        _ => Corners(e) is { Count: > 0 } corners ? corners.Max(c => c.X) - corners.Min(c => c.X) : 0,
    };

    private static IReadOnlyList<(double X, double Y)> Corners(XElement e) =>
        [.. Corner().Matches(e.Attribute("d")!.Value).Select(m => (double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)))];

    private static double Number(XElement e, string name) => double.Parse(e.Attribute(name)?.Value ?? "0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"[ML]([-+.e0-9]+) ([-+.e0-9]+)")]
    private static partial Regex Corner();

    [GeneratedRegex(@"([-+.e0-9]+)[ ,]([-+.e0-9]+)\)$")]
    private static partial Regex Translation();
}
