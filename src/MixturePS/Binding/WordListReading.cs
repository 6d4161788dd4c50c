using System.Collections;
using System.Globalization;
using System.Management.Automation;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Binding;

/// <summary>Reads what a PowerShell user has for a list of words.</summary>
internal static class WordListReading
{
    /// <summary>The words of a list, or those of a DFM.</summary>
    public static IReadOnlyList<string> Words(object value) => Unwrap(value) switch
    {
        Dfm dfm => dfm.Vocabulary,
        string word => [word],
        IEnumerable list => [.. list.Cast<object?>().Select(Text)],
        var other => [Text(other)],
    };

    /// <summary>
    /// Stop words: of one word, which is a language by name or code, that language's; of a list its words, where the name of a
    /// language stands for that language's words.
    /// </summary>
    /// <exception cref="Core.Foundation.MixtureException">UnknownLanguage.</exception>
    public static IReadOnlyCollection<string> StopWords(object value) => Unwrap(value) is string language
        ? Languages.StopWords(language)
        : [.. Words(value).SelectMany(word => Languages.IsName(word) ? Languages.StopWords(word) : [word])];

    private static string Text(object? value) => Convert.ToString(Unwrap(value), CultureInfo.InvariantCulture) ?? string.Empty;

    private static object? Unwrap(object? value) => value is PSObject wrapped ? wrapped.BaseObject : value;
}
