using System.Buffers;

namespace MixturePS.Core.Text;

/// <summary>Finds hashtags, mentions and addresses in a piece of text between white space. The time is linear in its length.</summary>
internal static class AddressScanner
{
    private const KeptToken Addresses = KeptToken.Hashtag | KeptToken.Mention | KeptToken.Url | KeptToken.Email;

    private static readonly SearchValues<char> Starts = SearchValues.Create("#\uff03@\uff20:wW");
    private static readonly SearchValues<char> UrlEnds = SearchValues.Create("<>\"\u201c\u201d\u00ab\u00bb`");

    /// <summary>Whether a kind of token needs this scanner.</summary>
    public static bool Finds(KeptToken kinds) => (kinds & Addresses) != 0;

    /// <summary>Adds the hashtags, mentions and addresses of the wanted kinds, and the words between them.</summary>
    /// <remarks>An address of an unwanted kind is split into words as other text, so that no part of it passes for a hashtag or mention.</remarks>
    /// <param name="text">The piece.</param>
    /// <param name="kinds">The wanted kinds.</param>
    /// <param name="tokens">Receives the tokens.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void Split(ReadOnlySpan<char> text, KeptToken kinds, List<TokenSpan> tokens, CancellationToken cancellation)
    {
        bool emoji = kinds.HasFlag(KeptToken.Emoji);
        int from = 0;
        int at = 0;
        while (at < text.Length)
        {
            var kind = Find(text, from, ref at, out int start);
            if (kind == KeptToken.None) break;
            if ((kinds & kind) == 0) continue;
            Between(text[from..start], from);
            tokens.Add(new TokenSpan(start, at - start, IsWhole: true));
            from = at;
        }

        Between(text[from..], from);

        void Between(ReadOnlySpan<char> part, int offset)
        {
            int first = tokens.Count;
            WordSegmenter.Segment(part, tokens, emoji, cancellation);
            for (int i = first; offset > 0 && i < tokens.Count; i++) tokens[i] = tokens[i] with { Start = tokens[i].Start + offset };
        }
    }

    /// <summary>The next hashtag, mention or address from a position on; the position moves past it.</summary>
    private static KeptToken Find(ReadOnlySpan<char> text, int from, ref int at, out int start)
    {
        while (at < text.Length)
        {
            int found = text[at..].IndexOfAny(Starts);
            if (found < 0) break;
            at += found;
            switch (text[at])
            {
                case ':':
                    if (!text[at..].StartsWith("://")) break;
                    start = at;
                    while (start > from && (char.IsAsciiLetterOrDigit(text[start - 1]) || text[start - 1] is '+' or '-' or '.')) start--;
                    while (start < at && !char.IsAsciiLetter(text[start])) start++;
                    if (start < at && UrlEnd(text, at + 3) is var end && end > 0)
                    {
                        at = end;
                        return KeptToken.Url;
                    }

                    break;
                case 'w' or 'W':
                    if (!IsAfterWord(text, from, at) && text[at..].StartsWith("www.", StringComparison.OrdinalIgnoreCase) && UrlEnd(text, at + 4) is var last && last > 0)
                    {
                        start = at;
                        at = last;
                        return KeptToken.Url;
                    }

                    break;
                case '#' or '\uff03':
                    if (!IsAfterWord(text, from, at) && (at == from || text[at - 1] != '&') && WordEnd(text, at + 1, out bool hasLetter) is var tag && hasLetter)
                    {
                        start = at;
                        at = tag;
                        return KeptToken.Hashtag;
                    }

                    break;
                default:
                    start = at;
                    while (start > from && IsLocal(text[start - 1])) start--;
                    while (start < at && text[start] == '.') start++;
                    if (start < at && DomainEnd(text, at + 1) is var domain && domain > 0)
                    {
                        at = domain;
                        return KeptToken.Email;
                    }

                    if (!IsAfterWord(text, from, at) && WordEnd(text, at + 1, out _) is var name && name > at + 1)
                    {
                        start = at;
                        at = name;
                        return KeptToken.Mention;
                    }

                    break;
            }

            at++;
        }

        start = at = text.Length;
        return KeptToken.None;
    }

    /// <summary>The end of an address that contains at least one character after a position; zero if there is none.</summary>
    private static int UrlEnd(ReadOnlySpan<char> text, int from)
    {
        if (from == text.Length || !char.IsLetterOrDigit(text[from])) return 0;
        int length = text[from..].IndexOfAny(UrlEnds);
        int end = length < 0 ? text.Length : from + length;
        int open = text[from..end].Count('(') - text[from..end].Count(')');
        while (end > from)
        {
            char last = text[end - 1];
            // A closing bracket belongs to the address if its opening one does.
            if (last == ')' && open >= 0) break;
            if (last == ')') open++;
            else if (!IsTrailing(last)) break;
            end--;
        }

        return end;
    }

    /// <summary>The end of a domain with at least one dot; zero if there is none.</summary>
    private static int DomainEnd(ReadOnlySpan<char> text, int from)
    {
        int end = from;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '-' or '.')) end++;
        while (end > from && text[end - 1] is '-' or '.') end--;
        var domain = text[from..end];
        return domain.Length > 0 && domain[0] is not ('.' or '-') && domain.Contains('.') && !domain.Contains("..", StringComparison.Ordinal) ? end : 0;
    }

    private static int WordEnd(ReadOnlySpan<char> text, int from, out bool hasLetter)
    {
        hasLetter = false;
        int end = from;
        while (end < text.Length)
        {
            int next = end;
            int codePoint = UnicodeProperties.Decode(text, ref next);
            if (!UnicodeProperties.IsWordCharacter(codePoint)) break;
            hasLetter |= UnicodeProperties.Word(codePoint) is not (WordClass.Numeric or WordClass.Extend or WordClass.ExtendNumberLetter or WordClass.ZeroWidthJoiner);
            end = next;
        }

        return end;
    }

    private static bool IsAfterWord(ReadOnlySpan<char> text, int from, int at)
    {
        if (at == from) return false;
        int before = at - 1;
        if (char.IsLowSurrogate(text[before]) && before > from) before--;
        int start = before;
        var last = UnicodeProperties.Word(UnicodeProperties.Decode(text, ref start));
        return last is not (WordClass.Extend or WordClass.ZeroWidthJoiner) && UnicodeProperties.IsWordCharacter(UnicodeProperties.Decode(text, ref before));
    }

    private static bool IsLocal(char c) => char.IsLetterOrDigit(c) || c is '.' or '_' or '%' or '+' or '-' or '\'';

    private static bool IsTrailing(char c) =>
        c is '.' or ',' or ';' or ':' or '!' or '?' or '\'' or '\u2019' or '\u2026' or ']' or '}' or '*' or '\u3002' or '\uff0c' or '\u3001' or '\uff01' or '\uff1f';
}
