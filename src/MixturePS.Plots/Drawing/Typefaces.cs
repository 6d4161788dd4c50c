using ScottPlot;
using SkiaSharp;

namespace MixturePS.Plots.Drawing;

/// <summary>The font that comes with the module, so that pictures look the same on every machine, and on one without fonts.</summary>
internal sealed class Typefaces : IFontResolver
{
    /// <summary>The name of the font.</summary>
    public const string Name = "DejaVu Sans";

    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(typeof(Typefaces).Assembly.Location)!, "fonts");
    private static readonly Lazy<SKTypeface> Regular = new(() => SKTypeface.FromFile(Path.Combine(Folder, "DejaVuSans.ttf")));
    private static readonly Lazy<SKTypeface> Bold = new(() => SKTypeface.FromFile(Path.Combine(Folder, "DejaVuSans-Bold.ttf")));
    private static readonly Lazy<bool> Installed = new(() =>
    {
        // Before the machine's own, which may have another version of it.
        Fonts.FontResolvers.Insert(0, new Typefaces());
        return true;
    });

    /// <summary>Makes it the font of what is drawn next, or where it hasn't the letters one of the machine's that has.</summary>
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
