using Lucene.Net.Analysis.Standard;

namespace MixturePS.Core.Text;

/// <summary>Finds the words of a text by Unicode Standard Annex 29, with Lucene's scanner. For one thread.</summary>
internal sealed class WordSegmenter
{
    private StandardTokenizerImpl? _scanner;

    /// <summary>Adds where each word of a text starts and how long it is.</summary>
    /// <param name="text">The text.</param>
    /// <param name="words">Where the words are added.</param>
    public void Segment(ReadOnlySpan<char> text, List<(int Start, int Length)> words)
    {
        if (IsOneWord(text, out int start, out int length))
        {
            if (length > 0) words.Add((start, length));
            return;
        }

        Scan(text, words);
    }

    /// <summary>Leaves everything to the scanner.</summary>
    internal void Scan(ReadOnlySpan<char> text, List<(int Start, int Length)> words)
    {
        var reader = new StringReader(text.ToString());
        if (_scanner is null) _scanner = new StandardTokenizerImpl(reader);
        else _scanner.YyReset(reader);
        while (_scanner.GetNextToken() != StandardTokenizerInterface.YYEOF) words.Add((_scanner.YyChar, _scanner.YyLength));
    }

    /// <summary>
    /// Whether a text is ASCII letters and digits, which belong together by rules WB5 and WB8 to WB10, between signs that
    /// join nothing there; then the scanner needn't be asked, nor loaded. Most pieces of Western text are such.
    /// </summary>
    private static bool IsOneWord(ReadOnlySpan<char> text, out int start, out int length)
    {
        start = 0;
        length = 0;
        int end = text.Length;
        while (start < end && IsSign(text[start])) start++;
        while (end > start && IsSign(text[end - 1])) end--;
        for (int i = start; i < end; i++)
            if (!char.IsAsciiLetterOrDigit(text[i])) return false;
        length = end - start;
        return true;

        static bool IsSign(char c) => c < '\u0080' && c != '_' && !char.IsAsciiLetterOrDigit(c);
    }
}
