using System.Globalization;
using MixturePS.Core.Files;

namespace MixturePS.Binding;

/// <summary>Counts documents with U+FFFD, which a decoder writes in place of bytes that are invalid in its encoding.</summary>
internal sealed class ReplacedCharacters
{
    private const char Replacement = '\uFFFD';
    private int _documents;
    private long _characters;
    private string _first = string.Empty;

    /// <summary>The number of documents and characters, or null if there are none.</summary>
    public string? Summary => _documents == 0 ? null : string.Create(
        CultureInfo.CurrentCulture,
        $"{_documents} {(_documents == 1 ? "document has" : "documents have")} {_characters} replacement {(_characters == 1 ? "character" : "characters")} (U+FFFD) in place of letters; the first is {_first}. The text was probably decoded by the wrong encoding.");

    /// <summary>Counts the characters in a document.</summary>
    public void Count(string text, string? label, string? name, int line, object source, int number)
    {
        int found = text.AsSpan().Count(Replacement) + (label is null ? 0 : label.AsSpan().Count(Replacement));
        if (found == 0) return;
        if (_documents++ == 0)
        {
            _first = source is TableRow row ? row.Place
                : name is null ? string.Create(CultureInfo.InvariantCulture, $"'doc{number}'")
                : line > 0 ? string.Create(CultureInfo.InvariantCulture, $"'{name}', line {line}") : $"'{name}'";
        }

        _characters += found;
    }
}
