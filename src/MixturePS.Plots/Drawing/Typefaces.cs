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

    /// <summary>Selects the font for the next drawing: the included one, or an installed font if the included one lacks characters.</summary>
    /// <param name="texts">The texts to be drawn.</param>
    public static void Use(IEnumerable<string> texts)
    {
        _ = Installed.Value;
        Fonts.Default = Fallback(texts) ?? Name;
    }

    public SKTypeface? CreateTypeface(string fontName, FontWeight weight, FontSlant slant, FontSpacing spacing) =>
        CreateTypeface(fontName, weight >= FontWeight.SemiBold, slant == FontSlant.Italic);

    public SKTypeface? CreateTypeface(string fontName, bool bold, bool italic) =>
        fontName != Name ? null : bold ? Bold.Value : Regular.Value;

    private static string? Fallback(IEnumerable<string> texts)
    {
        var missing = texts.SelectMany(text => text.EnumerateRunes()).FirstOrDefault(rune => !Regular.Value.ContainsGlyph(rune.Value) && !System.Text.Rune.IsControl(rune));
        if (missing.Value == 0) return null;
        using var other = SKFontManager.Default.MatchCharacter(missing.Value);
        return other?.FamilyName;
    }
}
