using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// String order by code point, as in Python, and therefore in the columns of <c>CountVectorizer</c>. It differs from the
/// ordinal order of UTF-16 when a character above U+FFFF is compared with one from U+E000 to U+FFFF.
/// </summary>
internal static class CodePointOrder
{
    private const int WordsPerBlock = 1 << 13;

    /// <summary>Sorts words in place, and returns the original index of each in the new order.</summary>
    /// <param name="words">The words, sorted in place.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static int[] Sort(string[] words, int threads = 0, CancellationToken cancellation = default)
    {
        ulong[] keys = new ulong[words.Length];
        string[] before = new string[words.Length];
        ParallelBlocks.Run(words.Length, WordsPerBlock, threads, cancellation, (_, from, to) =>
        {
            for (int i = from; i < to; i++) keys[i] = Key(before[i] = words[i]);
        });
        int[] places = KeySort.Order(keys, (a, b) => Compare(before[a], before[b]), threads, cancellation);
        ParallelBlocks.Run(words.Length, WordsPerBlock, threads, cancellation, (_, from, to) =>
        {
            for (int i = from; i < to; i++) words[i] = before[places[i]];
        });
        return places;
    }

    /// <summary>Compares two strings: negative, zero or positive if the first is before, equal to or after the second.</summary>
    public static int Compare(string first, string second)
    {
        int same = first.AsSpan().CommonPrefixLength(second);
        if (same == first.Length || same == second.Length) return first.Length.CompareTo(second.Length);
        return Weight(first[same]).CompareTo(Weight(second[same]));
    }

    /// <summary>
    /// An eight-byte prefix key that decides most comparisons. An ASCII unit takes one byte; any other takes three, the first of
    /// which is greater than all ASCII bytes.
    /// </summary>
    private static ulong Key(string word)
    {
        ulong key = 0;
        int room = 64;
        for (int i = 0; i < word.Length && room > 0; i++)
        {
            char unit = word[i];
            if (unit < 0x80) key |= (ulong)unit << (room -= 8);
            else if (room >= 24) key |= (0x800000UL | (uint)Weight(unit)) << (room -= 24);
            else return key | ((0x800000UL | (uint)Weight(unit)) >> (24 - room));
        }

        return key;
    }

    /// <summary>A code unit mapped so that surrogates sort after all others.</summary>
    private static int Weight(char unit) => unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
