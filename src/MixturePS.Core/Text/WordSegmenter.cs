using Lucene.Net.Analysis.Standard;

namespace MixturePS.Core.Text;

/// <summary>Segments text into words by Unicode Standard Annex 29, with Lucene's scanner. Not thread-safe.</summary>
internal sealed class WordSegmenter
{
    private StandardTokenizerImpl? _scanner;

    /// <summary>Adds the start and length of each word of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Receives the words.</param>
    public void Segment(ReadOnlySpan<char> text, List<(int Start, int Length)> words)
    {
        if (IsOneWord(text, out int start, out int length))
        {
            if (length > 0) words.Add((start, length));
            return;
        }

        Scan(text, words);
    }

    /// <summary>Segments a text with the scanner, without the fast path.</summary>
    internal void Scan(ReadOnlySpan<char> text, List<(int Start, int Length)> words)
    {
        var reader = new StringReader(text.ToString());
        if (_scanner is null) _scanner = new StandardTokenizerImpl(reader);
        else _scanner.YyReset(reader);
        while (_scanner.GetNextToken() != StandardTokenizerInterface.YYEOF) words.Add((_scanner.YyChar, _scanner.YyLength));
    }

    /// <summary>
    /// Whether a text consists of ASCII letters and digits, which rules WB5 and WB8 to WB10 join to one word, surrounded by
    /// characters that join nothing there. Then the scanner isn't needed, nor loaded. Most pieces of Western text are of this kind.
    /// </summary>
    private static bool IsOneWord(ReadOnlySpan<char> text, out int start, out int length)
    {
        start = 0;
        length = 0;
        int end = text.Length;
        while (start < end && IsSeparator(text[start])) start++;
        while (end > start && IsSeparator(text[end - 1])) end--;
        for (int i = start; i < end; i++)
            if (!char.IsAsciiLetterOrDigit(text[i])) return false;
        length = end - start;
        return true;

        static bool IsSeparator(char c) => c < '\u0080' && c != '_' && !char.IsAsciiLetterOrDigit(c);
    }
}
