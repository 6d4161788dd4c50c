using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Elided function words before an apostrophe: French <c>l'homme</c>, Italian <c>dell'arte</c>, Catalan <c>l'aigua</c>, Irish <c>d'fhear</c>.</summary>
internal static class Elision
{
    private static readonly Dictionary<string, string> Words = new(StringComparer.Ordinal)
    {
        ["French"] = "c d j jusqu l lorsqu m n puisqu qu quoiqu s t",
        ["Irish"] = "b d m",
        ["Italian"] = "agl all c coll d dagl dall degl dell gl l m negl nell pell s sugl sull t un v",
        ["Catalan"] = "d l m n s t",
    };

    /// <summary>The languages with elision.</summary>
    public static IReadOnlyList<string> Languages { get; } = Array.AsReadOnly([.. Words.Keys.Order(StringComparer.Ordinal)]);

    /// <summary>The elided words of languages, by English name.</summary>
    public static HashSet<string> Of(IEnumerable<string> languages) =>
        languages.SelectMany(language => Words[language].Split(' ')).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The English name of a language with elision.</summary>
    /// <param name="language">The English name or two-letter code, ignoring case.</param>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public static string Name(string language) =>
        Text.Languages.NameOf(language) is { } name && Words.ContainsKey(name) ? name : throw MixtureError.UnknownLanguage("elision", language, Languages);

    /// <summary>The position after the elided word and apostrophe at the start of a token; zero if there is none.</summary>
    public static int End(ReadOnlySpan<char> token, HashSet<string> words)
    {
        int at = token.IndexOfAny("'\u2019\u02bc\uff07");
        return at > 0 && at < token.Length - 1 && words.Contains(token[..at].ToString()) ? at + 1 : 0;
    }
}
