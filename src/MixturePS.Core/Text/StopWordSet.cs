using System.Text;

namespace MixturePS.Core.Text;

/// <summary>Stop words, compared regardless of case and of spellings of the same word. Safe for several threads.</summary>
/// <remarks>
/// Equal are the shapes of the apostrophe; Romanian letters with comma and with cedilla; Persian and Arabic yeh and kaf; words
/// with and without zero-width joiners, non-joiners, soft hyphens and tatweel; a final and another sigma; and canonically
/// equivalent texts. A Greek stop word without accents matches the word with any, and an Arabic or Persian one without vowel
/// signs and hamza the word with them. A word of parts with zero-width non-joiners between them is a stop word if its parts are.
/// </remarks>
internal sealed class StopWordSet
{
    private const char NonJoiner = '\u200c';
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);

    /// <summary>Creates a set.</summary>
    public StopWordSet(IEnumerable<string> words)
    {
        var spans = new List<TokenSpan>();
        foreach (string word in words)
        {
            string folded = Fold(word);
            if (!_words.Add(folded)) continue;

            // An elided word, which is split off without its apostrophe.
            if (folded.Length > 1 && folded.EndsWith('\'')) _words.Add(folded[..^1]);
            spans.Clear();
            WordSegmenter.Segment(folded, spans);
            LongestSequence = Math.Max(LongestSequence, spans.Count);
        }
    }

    /// <summary>The number of stop words.</summary>
    public int Count => _words.Count;

    /// <summary>The greatest number of tokens that a stop word is split into, as <c>peut-être</c> and words of ideographs are.</summary>
    public int LongestSequence { get; }

    /// <summary>Whether a token is a stop word.</summary>
    public bool Contains(string token)
    {
        string folded = Fold(token);
        return _words.Contains(folded) || (Loosen(folded) is { } loose && _words.Contains(loose))
            || (token.Contains(NonJoiner) && token.Split(NonJoiner).All(part => part.Length > 0 && Contains(part)));
    }

    /// <summary>The form in which stop words are compared.</summary>
    public static string Fold(string word)
    {
        char[] buffer = [];
        var lowered = LowerCasing.Lower(word, ref buffer);
        if (System.Text.Ascii.IsValid(lowered)) return lowered.ToString();
        string text = TokenNormalizer.Normalize(lowered.ToString());
        var folded = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            switch (c)
            {
                case '\u2018' or '\u2019' or '\u02bc' or '\uff07':
                    folded.Append('\'');
                    break;
                case '\u2010' or '\u2011':
                    folded.Append('-');
                    break;
                case '\u015f':
                    folded.Append('\u0219');
                    break;
                case '\u0163':
                    folded.Append('\u021b');
                    break;
                case '\u03c2':
                    folded.Append('\u03c3');
                    break;
                case '\u06cc':
                    folded.Append('\u064a');
                    break;
                case '\u06a9':
                    folded.Append('\u0643');
                    break;
                case '\u06c0':
                    folded.Append('\u0647');
                    break;
                case '\u00ad' or '\u0640' or '\u200b' or '\u200c' or '\u200d' or '\u2060' or '\ufeff':
                    break;
                default:
                    folded.Append(c);
                    break;
            }
        }

        return folded.ToString();
    }

    /// <summary>
    /// A folded word without Greek accents and Arabic vowel signs and hamzas on alef, and with yeh for alef maksura, as it is often
    /// typed; null if that is the word itself.
    /// </summary>
    private static string? Loosen(string folded)
    {
        bool hasGreek = folded.AsSpan().ContainsAnyInRange('\u0370', '\u03ff') || folded.AsSpan().ContainsAnyInRange('\u1f00', '\u1fff');
        if (!hasGreek && !folded.AsSpan().ContainsAnyInRange('\u0622', '\u0670')) return null;
        string text = hasGreek ? TokenNormalizer.Decompose(folded) : folded;
        var loose = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is (>= '\u064b' and <= '\u0652') or '\u0670') continue;
            if (hasGreek && c is >= '\u0300' and <= '\u036f') continue;
            loose.Append(c switch
            {
                '\u0649' => '\u064a',
                '\u0622' or '\u0623' or '\u0625' => '\u0627',
                _ => c,
            });
        }

        string result = loose.ToString();
        return string.Equals(result, folded, StringComparison.Ordinal) ? null : result;
    }
}
