using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MixturePS.Plots.Typesetting;

/// <summary>What becomes of the texts of one picture: the characters without a font, and texts that an SVG file contains as text.</summary>
/// <param name="isSvg">Whether the picture is an SVG file.</param>
/// <param name="language">The language whose shapes of Chinese characters are used.</param>
internal sealed partial class TextRecord(bool isSvg, string language) : IDisposable
{
    private const int MostShown = 5;
    private const int MostScripts = 6;

    [ThreadStatic]
    private static TextRecord? _current;

    private readonly Dictionary<(string Text, float Size, bool Bold), TextLine> _lines = [];
    private readonly SortedDictionary<string, SortedSet<string>> _missing = new(StringComparer.Ordinal);
    private bool _isUnshaped;

    /// <summary>The record of the picture that this thread draws, or null.</summary>
    public static TextRecord? Current => _current;

    /// <summary>Whether the picture is an SVG file.</summary>
    public bool IsSvg => isSvg;

    /// <summary>The language whose shapes of Chinese characters are used.</summary>
    public string Language => language;

    /// <summary>The texts for the SVG file, in the order of their marks.</summary>
    public List<SvgLine> SvgLines { get; } = [];

    /// <summary>Makes this record the current one until it is disposed.</summary>
    public TextRecord Begin()
    {
        _current = this;
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => _current = null;

    /// <summary>A typeset line, which is kept for the next request.</summary>
    public static TextLine Line(string text, float size, bool bold)
    {
        if (_current is not { } record) return TextLine.Of(text, size, bold, "und");
        if (!record._lines.TryGetValue((text, size, bold), out var line)) record._lines[(text, size, bold)] = line = TextLine.Of(text, size, bold, record.Language);
        return line;
    }

    /// <summary>Records what a drawn line lacks.</summary>
    public void Add(TextLine line)
    {
        _isUnshaped |= line.IsUnshaped;
        foreach (string missing in line.Missing)
        {
            string script = Scripts.Of(char.ConvertToUtf32(missing, 0));
            if (!_missing.TryGetValue(script, out var characters)) _missing[script] = characters = new SortedSet<string>(StringComparer.Ordinal);
            characters.Add(missing);
        }
    }

    /// <summary>The warnings of the picture.</summary>
    public IReadOnlyList<string> Warnings()
    {
        var warnings = new List<string>();
        if (_missing.Count > 0)
        {
            int count = _missing.Values.Sum(characters => characters.Count);
            string scripts = string.Join("; ", _missing.Take(MostScripts).Select(Shown)) + (_missing.Count > MostScripts ? "; ..." : string.Empty);
            var warning = new StringBuilder("No font on this computer has ").Append(count == 1 ? "1 character" : $"{count.ToString(CultureInfo.InvariantCulture)} characters")
                .Append(" of the plot (").Append(scripts).Append("). ");
            warning.Append(isSvg
                ? "The SVG file contains the text, but its width is estimated, and a viewer needs a font to show it."
                : count == 1 ? "It is drawn as a box." : "They are drawn as boxes.");
            warnings.Add(warning.Append(" Install a font for the script, such as a Noto font, and plot again.").ToString());
        }

        if (_isUnshaped && !isSvg) warnings.Add("The library that shapes text (HarfBuzz) couldn't be loaded, so letters aren't joined and marks may be misplaced. Write an SVG file instead; its viewer shapes the text.");
        return warnings;
    }

    private static string Shown(KeyValuePair<string, SortedSet<string>> script) =>
        $"{Boundary().Replace(script.Key, " ")}: {string.Join(' ', script.Value.Take(MostShown))}{(script.Value.Count > MostShown ? " ..." : string.Empty)}";

    [GeneratedRegex("(?<=[a-z])(?=[A-Z])")]
    private static partial Regex Boundary();
}

/// <summary>A line that an SVG file contains as text, laid out by the viewer.</summary>
/// <param name="Text">The text.</param>
/// <param name="IsRightToLeft">Whether the line runs from right to left.</param>
/// <param name="Anchor">The place of the anchor: 0 for the left end, 0.5 for the middle, 1 for the right end.</param>
/// <param name="Families">The fonts of the machine that the line was measured with.</param>
internal sealed record SvgLine(string Text, bool IsRightToLeft, float Anchor, IReadOnlyList<string> Families);
