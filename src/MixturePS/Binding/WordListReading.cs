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

    private static string Text(object? value) => Convert.ToString(PSValue.Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;
}
