using System.Text;

namespace MixturePS.Core.Text;

/// <summary>Unicode normalization of tokens.</summary>
internal static class TokenNormalizer
{
    // Below this code point, no character changes by composition or composes with the one before it.
    private const char FirstAffected = '\u0300';

    // The Stream-Safe Text Format of Unicode Standard Annex 15 allows 30 marks; reordering many more takes quadratic time.
    private const int MostCombined = 128;

    /// <summary>Whether a token may change by composition.</summary>
    public static bool MayChange(ReadOnlySpan<char> token) => token.IndexOfAnyExceptInRange('\0', (char)(FirstAffected - 1)) >= 0;

    /// <summary>A token in NFC. Half of a surrogate pair, and a letter with more than 127 marks, stay as they are.</summary>
    public static string Normalize(string token) => MayChange(token) ? Convert(token, NormalizationForm.FormC) : token;

    /// <summary>A token in NFD, with the same exceptions.</summary>
    public static string Decompose(string token) => Convert(token, NormalizationForm.FormD);

    private static string Convert(string token, NormalizationForm form)
    {
        if (token.Length <= MostCombined) return Part(token, form);
        var result = new StringBuilder(token.Length);
        int start = 0;
        while (start < token.Length)
        {
            int end = start;
            UnicodeProperties.Decode(token, ref end);
            while (end < token.Length)
            {
                int next = end;
                if (!Combines(UnicodeProperties.Decode(token, ref next))) break;
                end = next;
            }

            result.Append(end - start <= MostCombined ? Part(token[start..end], form) : token[start..end]);
            start = end;
        }

        return result.ToString();
    }

    private static string Part(string text, NormalizationForm form)
    {
        try
        {
            return text.Normalize(form);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair, which no form has.
            return text;
        }
    }

    /// <summary>Whether a character can combine with the one before it: marks, Hangul vowels and final consonants, and Kirat Rai vowels.</summary>
    private static bool Combines(int codePoint) => codePoint >= FirstAffected
        && ((UnicodeProperties.Traits(codePoint) & UnicodeTraits.Mark) != 0
            || codePoint is (>= 0x1160 and <= 0x11ff) or (>= 0xd7b0 and <= 0xd7ff) or (>= 0x16d60 and <= 0x16d6f));
}
