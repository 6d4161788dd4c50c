using System.Text;
using Lucene.Net.Analysis.Standard;
using Lucene.Net.Analysis.Util;
using Lucene.Net.Util;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Languages with stop words or a stemmer, by English name or two-letter code (ISO 639-1).</summary>
internal static class Languages
{
    private const string Resources = "Lucene.Net.Analysis.Common.Analysis.";

    private static readonly Language[] All =
    [
        new("Arabic", "ar", "Ar.stopwords.txt"),
        new("Armenian", "hy", "Hy.stopwords.txt", HasStemmer: true),
        new("Basque", "eu", "Eu.stopwords.txt", HasStemmer: true),
        new("Bulgarian", "bg", "Bg.stopwords.txt"),
        new("Catalan", "ca", "Ca.stopwords.txt", HasStemmer: true),
        new("Chinese", "zh", null),
        new("Czech", "cs", "Cz.stopwords.txt"),
        new("Danish", "da", "Snowball.danish_stop.txt", HasStemmer: true),
        new("Dutch", "nl", "Snowball.dutch_stop.txt", HasStemmer: true),
        new("English", "en", "Snowball.english_stop.txt", HasStemmer: true),
        new("Finnish", "fi", "Snowball.finnish_stop.txt", HasStemmer: true),
        new("French", "fr", "Snowball.french_stop.txt", HasStemmer: true),
        new("Galician", "gl", "Gl.stopwords.txt"),
        new("German", "de", "Snowball.german_stop.txt", HasStemmer: true),
        new("Greek", "el", "El.stopwords.txt"),
        new("Hindi", "hi", "Hi.stopwords.txt"),
        new("Hungarian", "hu", "Snowball.hungarian_stop.txt", HasStemmer: true),
        new("Indonesian", "id", "Id.stopwords.txt"),
        new("Irish", "ga", "Ga.stopwords.txt", HasStemmer: true),
        new("Italian", "it", "Snowball.italian_stop.txt", HasStemmer: true),
        new("Latvian", "lv", "Lv.stopwords.txt"),
        new("Norwegian", "no", "Snowball.norwegian_stop.txt", HasStemmer: true),
        new("Persian", "fa", "Fa.stopwords.txt"),
        new("Portuguese", "pt", "Snowball.portuguese_stop.txt", HasStemmer: true),
        new("Romanian", "ro", "Ro.stopwords.txt", HasStemmer: true),
        new("Russian", "ru", "Snowball.russian_stop.txt", HasStemmer: true),
        new("Spanish", "es", "Snowball.spanish_stop.txt", HasStemmer: true),
        new("Swedish", "sv", "Snowball.swedish_stop.txt", HasStemmer: true),
        new("Thai", "th", "Th.stopwords.txt"),
        new("Turkish", "tr", "Tr.stopwords.txt", HasStemmer: true),
    ];

    /// <summary>The names of the languages with stop words.</summary>
    public static IReadOnlyList<string> WithStopWords { get; } = Array.AsReadOnly(Array.ConvertAll(All, language => language.Name));

    /// <summary>The names of the languages with a Snowball stemmer.</summary>
    public static IReadOnlyList<string> WithStemmer { get; } = Array.AsReadOnly([.. All.Where(language => language.HasStemmer).Select(language => language.Name)]);

    /// <summary>Whether a word is the English name of a language with stop words, ignoring case.</summary>
    /// <param name="name">The word.</param>
    public static bool IsName(string name) => All.Any(language => language.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The English name of a language; null if it is unknown.</summary>
    /// <param name="language">The English name or two-letter code, ignoring case.</param>
    public static string? NameOf(string language) => Find(language)?.Name;

    /// <summary>
    /// The stop words of a language in lower case, from Snowball's list if there is one, otherwise from Lucene's; for Chinese,
    /// from <see cref="ChineseStopWords"/>.
    /// </summary>
    /// <param name="language">The English name or two-letter code, ignoring case.</param>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public static IReadOnlyCollection<string> StopWords(string language)
    {
        var found = Find(language) ?? throw MixtureError.UnknownLanguage("stop words", language, WithStopWords);
        if (found.StopWordFile is null) return ChineseStopWords.All();
        using var stream = typeof(StandardTokenizerImpl).Assembly.GetManifestResourceStream(Resources + found.StopWordFile)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var words = found.StopWordFile.StartsWith("Snowball.", StringComparison.Ordinal)
            ? WordlistLoader.GetSnowballWordSet(reader, LuceneVersion.LUCENE_48)
            : WordlistLoader.GetWordSet(reader, "#", LuceneVersion.LUCENE_48);
        var list = words.Where(word => word.Length > 0);

        // Alef is often typed without its hamza.
        if (found.Name == "Arabic") list = list.SelectMany(word => new[] { word, word.Replace('\u0623', '\u0627').Replace('\u0625', '\u0627').Replace('\u0622', '\u0627') });

        // The conjunction "but" is not in the list.
        if (found.Name == "Romanian") list = list.Append("\u00eens\u0103");
        return [.. list.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The English name of a language with a stemmer.</summary>
    /// <param name="language">The English name or two-letter code, ignoring case.</param>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    internal static string StemmerName(string language) =>
        Find(language) is { HasStemmer: true } found ? found.Name : throw MixtureError.UnknownLanguage("a stemmer", language, WithStemmer);

    private static Language? Find(string name) => Array.Find(All, language =>
        language.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || language.Code.Equals(name, StringComparison.OrdinalIgnoreCase));

    private sealed record Language(string Name, string Code, string? StopWordFile, bool HasStemmer = false);
}
