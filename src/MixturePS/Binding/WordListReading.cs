using System.Collections;
using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>Reads a list of words from PowerShell objects.</summary>
internal static class WordListReading
{
    /// <summary>The words of a list, or the features of a DFM.</summary>
    public static IReadOnlyList<string> Words(object value) => PSValue.Unwrap(value) switch
    {
        Dfm dfm => dfm.Vocabulary,
        string word => [word],
        IEnumerable list => [.. list.Cast<object?>().Select(Text)],
        var other => [Text(other)],
    };

    /// <summary>
    /// Stop words: a single string is a language by name or code; a list contains words, and the English name of a
    /// language in it adds that language's stop words.
    /// </summary>
    /// <exception cref="Core.Foundation.MixtureException">UnknownLanguage.</exception>
    public static IReadOnlyCollection<string> StopWords(object value) => PSValue.Unwrap(value) is string language
        ? Languages.StopWords(language)
        : [.. Words(value).SelectMany(word => Languages.IsName(word) ? Languages.StopWords(word) : [word])];

    /// <summary>The languages whose stop words <see cref="StopWords"/> adds, by English name.</summary>
    public static IEnumerable<string> StopWordLanguages(object value) => PSValue.Unwrap(value) is string language
        ? [Languages.NameOf(language) ?? language]
        : Words(value).Where(Languages.IsName).Select(name => Languages.NameOf(name)!);

    /// <summary>The languages whose elided words are dropped, by English name: the given ones, or for words those of stop words and stemmer.</summary>
    /// <param name="given">The given languages, or null.</param>
    /// <param name="token">The kind of token.</param>
    /// <param name="stopWords">The stop words, or null.</param>
    /// <param name="stem">The language of the stemmer, or null.</param>
    public static IReadOnlyList<string> ElisionLanguages(string[]? given, TokenKind token, object? stopWords, string? stem)
    {
        if (given is not null) return [.. given.Where(language => !language.Equals(ElisionCompleter.None, StringComparison.OrdinalIgnoreCase))];
        if (token != TokenKind.Word) return [];
        IEnumerable<string?> named = stopWords is null ? [] : StopWordLanguages(stopWords);
        if (stem is not null) named = named.Append(Languages.NameOf(stem));
        return [.. Elision.Languages.Intersect(named)!];
    }

    private static string Text(object? value) => Convert.ToString(PSValue.Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;
}
