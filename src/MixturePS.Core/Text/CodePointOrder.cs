namespace MixturePS.Core.Text;

/// <summary>
/// The order of strings by code point, which is Python's and so that of <c>CountVectorizer</c>'s columns. It differs from the
/// ordinal order of UTF-16 where a character beyond U+FFFF meets one from U+E000 to U+FFFF.
/// </summary>
internal static class CodePointOrder
{
    /// <summary>Sorts words in place and gives each one's place before, in the new order.</summary>
    public static int[] Sort(string[] words)
    {
        var keys = new Key[words.Length];
        for (int i = 0; i < keys.Length; i++) keys[i] = new Key(words[i], i);
        Array.Sort(keys);
        int[] places = new int[keys.Length];
        for (int i = 0; i < keys.Length; i++) (words[i], places[i]) = (keys[i].Word, keys[i].Place);
        return places;
    }

    /// <summary>Below zero, zero or above zero as the first stands before, with or after the second.</summary>
    public static int Compare(string first, string second)
    {
        int same = first.AsSpan().CommonPrefixLength(second);
        if (same == first.Length || same == second.Length) return first.Length.CompareTo(second.Length);
        return Weight(first[same]).CompareTo(Weight(second[same]));
    }

    /// <summary>A code unit with surrogates moved behind all others.</summary>
    private static int Weight(char unit) => unit < 0xd800 ? unit : unit < 0xe000 ? unit + 0x2000 : unit - 0x800;

    /// <summary>A word beside its first units, which decide most comparisons.</summary>
    private readonly struct Key : IComparable<Key>
    {
        private readonly ulong _start;

        public Key(string word, int place)
        {
            Word = word;
            Place = place;
            for (int i = 0; i < 4; i++) _start = (_start << 16) | (i < word.Length ? (uint)Weight(word[i]) : 0);
        }

        public string Word { get; }

        public int Place { get; }

        public int CompareTo(Key other) => _start != other._start ? _start.CompareTo(other._start) : Compare(Word, other.Word);
    }
}
