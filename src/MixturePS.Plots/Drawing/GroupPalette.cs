using ScottPlot;

namespace MixturePS.Plots.Drawing;

/// <summary>
/// Colours that people with any kind of colour vision can distinguish (Okabe and Ito 2008, "Color universal design"),
/// each with its own marker shape. Yellow, which is faint on white, is last.
/// </summary>
internal static class GroupPalette
{
    /// <summary>The number of distinct pairs of colour and shape.</summary>
    public const int Count = 56;

    /// <summary>The colour of axes and text.</summary>
    public static readonly Color Ink = Color.FromHex("#222222");

    /// <summary>The colour of notes.</summary>
    public static readonly Color Faint = Color.FromHex("#666666");

    private static readonly Color[] Colors =
    [
        Color.FromHex("#0072B2"), Color.FromHex("#D55E00"), Color.FromHex("#009E73"), Color.FromHex("#CC79A7"),
        Color.FromHex("#E69F00"), Color.FromHex("#56B4E9"), Color.FromHex("#000000"), Color.FromHex("#F0E442"),
    ];

    private static readonly MarkerShape[] Shapes =
    [
        MarkerShape.FilledCircle, MarkerShape.FilledSquare, MarkerShape.FilledTriangleUp, MarkerShape.FilledDiamond,
        MarkerShape.FilledTriangleDown, MarkerShape.Cross, MarkerShape.Eks,
    ];

    /// <summary>The colour of a group, from zero; the colours repeat after eight.</summary>
    public static Color Of(int group) => Colors[group % Colors.Length];

    /// <summary>The colour of a bar of a group: from the ninth group, the colours repeat in lighter shades.</summary>
    public static Color Shaded(int group) => Of(group).Lighten(Math.Min(0.75, 0.3 * (group / Colors.Length)));

    /// <summary>The marker shape of a group, from zero; the shapes repeat after seven.</summary>
    public static MarkerShape Shape(int group) => Shapes[group % Shapes.Length];

    /// <summary>The marker of a group.</summary>
    public static MarkerStyle Marker(int group, float size) => new(Shape(group), size, Of(group))
    {
        LineStyle = new LineStyle { Color = Of(group), Width = 2 },
        OutlineStyle = new LineStyle { Width = 0 },
    };

    /// <summary>The marker of a group without filling; shapes without an area become circles.</summary>
    public static MarkerStyle OpenMarker(int group, float size, Color color) => new(Shape(group) switch
    {
        MarkerShape.FilledSquare => MarkerShape.OpenSquare,
        MarkerShape.FilledTriangleUp => MarkerShape.OpenTriangleUp,
        MarkerShape.FilledDiamond => MarkerShape.OpenDiamond,
        MarkerShape.FilledTriangleDown => MarkerShape.OpenTriangleDown,
        _ => MarkerShape.OpenCircle,
    }, size, color)
    {
        LineStyle = new LineStyle { Color = color, Width = 2 },
    };

    /// <summary>A colour between white and dark blue for a share from 0 to 1; greater shares are darker.</summary>
    public static Color Shade(double share)
    {
        double t = Math.Clamp(share, 0, 1);
        return new Color(Mix(0xF7, 0x08, t), Mix(0xFB, 0x30, t), Mix(0xFF, 0x6B, t));
    }

    /// <summary>Black or white, whichever contrasts with a shade.</summary>
    public static Color On(double share) => share > 0.6 ? ScottPlot.Colors.White : Ink;

    private static byte Mix(int from, int to, double t) => (byte)Math.Round(from + ((to - from) * t));
}
