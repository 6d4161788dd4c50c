using System.Reflection;
using Lucene.Net.Tartarus.Snowball;
using Lucene.Net.Tartarus.Snowball.Ext;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>Snowball stemmers, with the letters that older versions of them lack.</summary>
/// <remarks>
/// The package has the stemmers of Snowball 1. Here are the changes since then that can be made to a word before stemming, or to
/// its stem; StemmerTests records how far the results agree with newer versions.
/// </remarks>
internal static class Stemmers
{
    // Words are looked at more than once per letter; longer ones aren't words of a language.
    private const int LongestWord = 256;

    /// <summary>Creates a stemmer: a function from a lower-case word to its stem. Not thread-safe.</summary>
    /// <param name="language">The English name.</param>
    /// <exception cref="MixtureException">UnknownLanguage.</exception>
    public static Func<string, string> Create(string language)
    {
        Func<string, string> stem = language switch
        {
            "Armenian" => Snowball(new ArmenianStemmer()),
            "Basque" => Snowball(new BasqueStemmer()),
            "Catalan" => Snowball(new CatalanStemmer()),
            "Danish" => Snowball(new DanishStemmer()),
            "Dutch" => Snowball(new DutchStemmer()),
            "English" => Snowball(new EnglishStemmer()),
            "Finnish" => Finnish(),
            "French" => French(),
            "German" => German(),
            "Hungarian" => Hungarian(),
            "Irish" => Snowball(new IrishStemmer()),
            "Italian" => Snowball(new ItalianStemmer()),
            "Norwegian" => Snowball(new NorwegianStemmer()),
            "Portuguese" => Portuguese(),
            "Romanian" => Romanian(),
            "Russian" => Russian(),
            "Spanish" => Snowball(new SpanishStemmer()),
            "Swedish" => Snowball(new SwedishStemmer()),
            "Turkish" => Turkish(),
            _ => throw MixtureError.UnknownLanguage("a stemmer", language, Languages.WithStemmer),
        };
        return word => word.Length > LongestWord ? word : stem(word);
    }

    private static Func<string, string> Snowball(SnowballProgram program) => word =>
    {
        program.SetCurrent(word);
        program.Stem();
        return program.Current;
    };

    /// <summary>The conditions of some endings are bound to one instance, which all words must share; the lock is for other threads.</summary>
    private static Func<string, string> Finnish()
    {
        var shared = (FinnishStemmer)typeof(FinnishStemmer).GetField("methodObject", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;
        var stem = Snowball(shared);
        return word =>
        {
            lock (shared) return stem(word);
        };
    }

    /// <summary>
    /// A diaeresis ends a run of vowels: the capital H is a consonant that no word contains. The endings of verbs in -ir don't
    /// follow it.
    /// </summary>
    private static Func<string, string> French()
    {
        string[] verbs = ["i", "ie", "ies", "ir", "ira", "irai", "iraient", "irais", "irait", "iras", "irent", "irez", "iriez", "irions", "irons", "iront", "is",
            "issaient", "issais", "issait", "issant", "issante", "issantes", "issants", "isse", "issent", "isses", "issez", "issiez", "issions", "issons", "it"];
        var stem = Snowball(new FrenchStemmer());
        return word =>
        {
            int last = word.AsSpan().LastIndexOfAny('\u00eb', '\u00ef');
            if (last < 0) return stem(word);
            string marked = stem(word.Replace("\u00eb", "He").Replace("\u00ef", "Hi"));
            if (marked.EndsWith('H') && word[last] == '\u00ef' && Array.IndexOf(verbs, "i" + word[(last + 1)..]) >= 0) return stem(word);
            return marked.Replace("He", "\u00eb").Replace("Hi", "\u00ef").Replace("H", string.Empty);
        };
    }

    /// <summary>The plural of -nis has a second s.</summary>
    private static Func<string, string> German()
    {
        var stem = Snowball(new GermanStemmer());
        return word => stem(word) is var found && found.EndsWith("niss", StringComparison.Ordinal) && !word.EndsWith("niss", StringComparison.Ordinal) ? found[..^1] : found;
    }

    /// <summary>The stemmer has the Latin-1 letters with tilde and circumflex for those with a double acute.</summary>
    private static Func<string, string> Hungarian()
    {
        var stem = Snowball(new HungarianStemmer());
        return word => stem(word.Replace('\u0151', '\u00f5').Replace('\u0171', '\u00fb')).Replace('\u00f5', '\u0151').Replace('\u00fb', '\u0171');
    }

    /// <summary>The endings -ução and -uções are removed to their u in the region R2.</summary>
    private static Func<string, string> Portuguese()
    {
        var stem = Snowball(new PortugueseStemmer());
        return word =>
        {
            string found = stem(word);
            int ending = word.EndsWith("u\u00e7\u00e3o", StringComparison.Ordinal) ? 4 : word.EndsWith("u\u00e7\u00f5es", StringComparison.Ordinal) ? 5 : 0;
            if (ending == 0 || found.Length != word.Length - ending + 3) return found;

            // A nasal vowel is a vowel and a consonant.
            string before = word[..^ending].Replace("\u00e3", "a~").Replace("\u00f5", "o~");
            return AfterSyllable(before, AfterSyllable(before, 0)) <= before.Length ? found[..^2] : found;
        };

        // The position after the first consonant that follows a vowel; past the end if there is none.
        static int AfterSyllable(string word, int from)
        {
            int at = from;
            while (at < word.Length && !IsVowel(word[at])) at++;
            while (at < word.Length && IsVowel(word[at])) at++;
            return at + 1;
        }

        static bool IsVowel(char c) => "aeiou\u00e1\u00e9\u00ed\u00f3\u00fa\u00e2\u00ea\u00f4".Contains(c);
    }

    /// <summary>The stemmer has the letters with cedilla for those with comma. A stem has those with comma.</summary>
    private static Func<string, string> Romanian()
    {
        var stem = Snowball(new RomanianStemmer());
        return word => stem(word.Replace('\u0219', '\u015f').Replace('\u021b', '\u0163')).Replace('\u015f', '\u0219').Replace('\u0163', '\u021b');
    }

    private static Func<string, string> Russian()
    {
        var stem = Snowball(new RussianStemmer());
        return word => stem(word.Replace('\u0451', '\u0435'));
    }

    /// <summary>The endings of a name of two letters or more follow an apostrophe.</summary>
    private static Func<string, string> Turkish()
    {
        var stem = Snowball(new TurkishStemmer());
        return word => stem(word.IndexOf('\'') is var at && at > 1 ? word[..at] : word);
    }
}
