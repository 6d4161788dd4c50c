using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// The order of strings by code point, which is Python's and so that of <c>CountVectorizer</c>'s columns. It differs from the
/// ordinal order of UTF-16 where a character beyond U+FFFF meets one from U+E000 to U+FFFF.
/// </summary>
internal static class CodePointOrder
{
    private const int WordsABlock = 1 << 13;

    /// <summary>Sorts words in place and gives each one's place before, in the new order.</summary>
    /// <param name="words">The words; overwritten.</param>
    /// <param name="threads">The most threads; zero for one a core.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static int[] Sort(string[] words, int threads = 0, CancellationToken cancellation = default)
    {
        ulong[] keys = new ulong[words.Length];
        string[] before = new string[words.Length];
        ParallelBlocks.Run(words.Length, WordsABlock, threads, cancellation, (_, from, to) =>
        {
            for (int i = from; i < to; i++) keys[i] = Key(before[i] = words[i]);
        });
        int[] places = KeySort.Order(keys, (a, b) => Compare(before[a], before[b]), threads, cancellation);
        ParallelBlocks.Run(words.Length, WordsABlock, threads, cancellation, (_, from, to) =>
        {
            for (int i = from; i < to; i++) words[i] = before[places[i]];
        });
        return places;
    }

    /// <summary>Below zero, zero or above zero as the first stands before, with or after the second.</summary>
    public static int Compare(string first, string second)
    {
        int same = first.AsSpan().CommonPrefixLength(second);
        if (same == first.Length || same == second.Length) return first.Length.CompareTo(second.Length);
        return Weight(first[same]).CompareTo(Weight(second[same]));
    }

    /// <summary>
    /// Eight bytes that decide most comparisons: a byte for a unit of ASCII, and three for another one, of which the first is
    /// greater than all of ASCII.
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

    /// <summary>A code unit with surrogates moved behind all others.</summary>
    private static int Weight(char unit) => unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
