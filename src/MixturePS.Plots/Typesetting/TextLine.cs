using System.Globalization;
using MixturePS.Plots.Drawing;
using SkiaSharp;

namespace MixturePS.Plots.Typesetting;

/// <summary>
/// One line of text in any scripts: divided into runs of one font, script and direction, each shaped, in visual order.
/// </summary>
internal sealed class TextLine
{
    private const char EmojiVariation = '\uFE0F';
    private readonly List<(SKFont Font, ShapedRun Shaped, float Left)> _runs = [];

    private TextLine(string text, bool isRightToLeft) => (Text, IsRightToLeft) = (text, isRightToLeft);

    /// <summary>Fonts to search instead of those of the machine, for tests.</summary>
    [field: ThreadStatic]
    internal static MachineFonts? Fonts { get; set; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Whether the line as a whole runs from right to left.</summary>
    public bool IsRightToLeft { get; }

    /// <summary>The width, in pixels.</summary>
    public float Width { get; private set; }

    /// <summary>The height of the ink above the baseline, in pixels.</summary>
    public float Ascent { get; private set; }

    /// <summary>The depth of the ink below the baseline, in pixels.</summary>
    public float Descent { get; private set; }

    /// <summary>The characters, with their marks, that no font has.</summary>
    public IReadOnlyList<string> Missing { get; private set; } = [];

    /// <summary>Whether HarfBuzz was needed but couldn't be loaded.</summary>
    public bool IsUnshaped { get; private set; }

    /// <summary>The names of the fonts of the machine that are used.</summary>
    public IReadOnlyList<string> Families { get; private set; } = [];

    /// <summary>The indices of the drawn characters from left to right, each that of the first character of a glyph.</summary>
    internal IEnumerable<int> VisualClusters => _runs.SelectMany(run => run.Shaped.Clusters);

    /// <summary>The glyphs from left to right.</summary>
    internal IEnumerable<ushort> Glyphs => _runs.SelectMany(run => run.Shaped.Glyphs);

    /// <summary>Typesets a line.</summary>
    /// <param name="text">The text, without line breaks and control characters.</param>
    /// <param name="size">The size of the font, in pixels.</param>
    /// <param name="bold">Whether the text is bold.</param>
    /// <param name="language">The language whose shapes of Chinese characters are used.</param>
    public static TextLine Of(string text, float size, bool bold, string language)
    {
        int[] codePoints = [.. text.EnumerateRunes().Select(rune => rune.Value)];
        var (levels, lineLevel) = BidiText.Levels(codePoints);
        var line = new TextLine(text, lineLevel == 1);
        var runs = line.Divide(levels, bold, language);
        var missing = new List<string>();
        float left = 0;
        foreach (int r in BidiText.VisualOrder([.. runs.Select(run => run.Level)]))
        {
            var run = runs[r];
            var font = new SKFont(run.Typeface, size) { Hinting = SKFontHinting.Slight, Subpixel = true, Embolden = bold && !run.Typeface.IsBold };
            var shaped = Shaper.Shape(text, run.Start, run.End - run.Start, run.Level % 2 == 1, language, font, out bool isShaped);
            shaped = line.WidenMissing(shaped, size, missing);
            line.IsUnshaped |= !isShaped && NeedsShaping(text.AsSpan(run.Start, run.End - run.Start));
            line._runs.Add((font, shaped, left));
            line.Extend(font, shaped);
            left += shaped.Width;
        }

        line.Width = left;
        line.Missing = missing;
        line.Families = [.. line._runs.Select(run => run.Font.Typeface.FamilyName).Where(name => name != Typefaces.Name).Distinct()];
        return line;
    }

    /// <summary>Draws the line.</summary>
    /// <param name="canvas">The canvas.</param>
    /// <param name="x">The left end.</param>
    /// <param name="y">The baseline.</param>
    /// <param name="paint">The colour.</param>
    public void Draw(SKCanvas canvas, float x, float y, SKPaint paint)
    {
        foreach (var (font, shaped, left) in _runs)
        {
            if (shaped.Glyphs.Length == 0) continue;
            using var builder = new SKTextBlobBuilder();
            builder.AddPositionedRun(shaped.Glyphs, font, shaped.Places);
            using var blob = builder.Build();
            if (blob is not null) canvas.DrawText(blob, x + left, y, paint);
        }
    }

    private static bool NeedsShaping(ReadOnlySpan<char> text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (!TextCleaning.IsPlain(rune.ToString(), _ => true)) return true;
        return false;
    }

    private List<(int Start, int End, SKTypeface Typeface, byte Level)> Divide(byte[] levels, bool bold, string language)
    {
        var runs = new List<(int Start, int End, SKTypeface Typeface, byte Level)>();
        int[] starts = [.. StringInfo.ParseCombiningCharacters(Text), Text.Length];
        string[] scripts = [.. starts[..^1].Select(start => Scripts.Of(char.ConvertToUtf32(Text, start)))];
        int codePoint = 0, word = 0;
        string runScript = Scripts.Common;
        SKTypeface? typefaceOfWord = null;
        for (int c = 0; c < scripts.Length; c++)
        {
            if (c == word)
            {
                while (word < scripts.Length && scripts[word] == scripts[c]) word++;
                typefaceOfWord = OfWord(Text[starts[c]..starts[word]], scripts[c], bold, language);
            }

            string cluster = Text[starts[c]..starts[c + 1]];
            var typeface = typefaceOfWord ?? Choose(cluster, bold, language, runs.Count > 0 ? runs[^1].Typeface : null);
            byte level = levels[codePoint];

            // Digits and punctuation stay in the run of the letters before or after them.
            bool isCompatible = scripts[c] == runScript || scripts[c] == Scripts.Common || runScript == Scripts.Common;
            if (runs.Count > 0 && runs[^1].Typeface == typeface && runs[^1].Level == level && isCompatible)
            {
                runs[^1] = runs[^1] with { End = starts[c + 1] };
                if (scripts[c] != Scripts.Common) runScript = scripts[c];
            }
            else
            {
                runs.Add((starts[c], starts[c + 1], typeface, level));
                runScript = scripts[c];
            }

            foreach (var _ in cluster.EnumerateRunes()) codePoint++;
        }

        return runs;
    }

    /// <summary>One font for all letters of a word, so that they join and look the same, or null if no font has them all.</summary>
    private static SKTypeface? OfWord(string word, string script, bool bold, string language)
    {
        if (script is Scripts.Common or Scripts.Emoji) return null;
        var included = Typefaces.Included(bold);
        return Has(included, word) ? included : (Fonts ?? MachineFonts.Installed).Find(word, language, bold);
    }

    /// <summary>The font of a character with its marks: the included one, one already used, or one of the machine.</summary>
    private static SKTypeface Choose(string cluster, bool bold, string language, SKTypeface? previous)
    {
        var included = Typefaces.Included(bold);
        var machine = Fonts ?? MachineFonts.Installed;
        bool isEmoji = cluster.Contains(EmojiVariation, StringComparison.Ordinal) || (cluster.Length > 2 && Scripts.Of(char.ConvertToUtf32(cluster, 0)) == Scripts.Emoji);
        if (isEmoji && machine.Find(cluster, language, bold) is { } emoji) return emoji;
        if (Has(included, cluster)) return included;
        if (previous is not null && previous != included && Has(previous, cluster)) return previous;
        if (machine.Find(cluster, language, bold) is { } found) return found;

        // No font has the character with all its marks; perhaps one has the character.
        int first = char.ConvertToUtf32(cluster, 0);
        return included.ContainsGlyph(first) ? included : machine.Find(char.ConvertFromUtf32(first), language, bold) ?? included;
    }

    private static bool Has(SKTypeface typeface, string cluster)
    {
        foreach (var rune in cluster.EnumerateRunes())
            if (!TextCleaning.IsIgnorable(rune.Value) && !typeface.ContainsGlyph(rune.Value)) return false;
        return true;
    }

    /// <summary>Notes the characters without a glyph, and gives wide ones the space that they will need in another font.</summary>
    private ShapedRun WidenMissing(ShapedRun shaped, float size, List<string> missing)
    {
        float added = 0;
        for (int i = 0; i < shaped.Glyphs.Length; i++)
        {
            shaped.Places[i].X += added;
            int at = shaped.Clusters[i], codePoint = char.ConvertToUtf32(Text, at);
            if (shaped.Glyphs[i] != 0 || TextCleaning.IsIgnorable(codePoint)) continue;
            string character = StringInfo.GetNextTextElement(Text, at);
            if (!missing.Contains(character)) missing.Add(character);
            float right = i + 1 < shaped.Places.Length ? shaped.Places[i + 1].X + added : shaped.Width + added;
            if (Scripts.IsWide(codePoint)) added += Math.Max(0, size - (right - shaped.Places[i].X));
        }

        return shaped with { Width = shaped.Width + added };
    }

    private void Extend(SKFont font, ShapedRun shaped)
    {
        if (shaped.Glyphs.Length == 0) return;
        font.GetGlyphWidths(shaped.Glyphs.AsSpan(), out var bounds);
        for (int i = 0; i < bounds.Length; i++)
        {
            Ascent = Math.Max(Ascent, -(bounds[i].Top + shaped.Places[i].Y));
            Descent = Math.Max(Descent, bounds[i].Bottom + shaped.Places[i].Y);
        }
    }
}
