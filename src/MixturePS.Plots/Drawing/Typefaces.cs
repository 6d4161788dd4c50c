using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>The font included in the module, so that pictures look the same on every machine, even without installed fonts.</summary>
internal sealed class Typefaces : IFontResolver
{
    /// <summary>The name of the font.</summary>
    public const string Name = "DejaVu Sans";

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(Typefaces).Assembly.Location)!, "fonts");
    private static readonly Lazy<SKTypeface> Regular = new(() => SKTypeface.FromFile(Path.Combine(Folder, "DejaVuSans.ttf")));
    private static readonly Lazy<SKTypeface> Bold = new(() => SKTypeface.FromFile(Path.Combine(Folder, "DejaVuSans-Bold.ttf")));
    private static readonly Lazy<bool> Installed = new(() =>
    {
        // Before the installed fonts, which may contain another version.
        Fonts.FontResolvers.Insert(0, new Typefaces());
        return true;
    });

    /// <summary>Selects the included font for the next drawing.</summary>
    public static void Use()
    {
        _ = Installed.Value;
        Fonts.Default = Name;
    }

    /// <summary>The included font.</summary>
    public static SKTypeface Included(bool bold) => bold ? Bold.Value : Regular.Value;

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant == FontSlant.Italic);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != Name ? null : Included(bold);
}
