using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>A parallel merge sort by integer key, with a comparison for ties.</summary>
internal static class KeySort
{
    private const int BlockLength = 1 << 13;

    /// <summary>Sorts the indices 0, 1, ... of items by their keys, ascending.</summary>
    /// <param name="keys">The key of each item; overwritten.</param>
    /// <param name="ties">Compares two items with equal keys.</param>
    /// <param name="threads">The maximum number of threads; zero for one per core. The order doesn't depend on it.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static int[] Order(ulong[] keys, Comparison<int> ties, int threads, CancellationToken cancellation)
    {
        int count = keys.Length;
        int[] items = new int[count];
        for (int i = 0; i < count; i++) items[i] = i;
        ParallelBlocks.Run(count, BlockLength, threads, cancellation, (_, from, to) => SortBlock(keys, items, from, to, ties));
        if (count <= BlockLength) return items;

        var (otherKeys, otherItems) = (new ulong[count], new int[count]);
        for (long width = BlockLength; width < count; width *= 2)
        {
            var (sourceKeys, sourceItems, targetKeys, targetItems) = (keys, items, otherKeys, otherItems);
            int half = (int)width;
            ParallelBlocks.Run(ParallelBlocks.Blocks(count, half), 2, threads, cancellation, (_, first, _) =>
            {
                int from = first * half;
                int middle = (int)Math.Min(count, from + width);
                Merge(sourceKeys, sourceItems, targetKeys, targetItems, from, middle, (int)Math.Min(count, middle + width), ties, cancellation);
            });
            (keys, items, otherKeys, otherItems) = (otherKeys, otherItems, keys, items);
        }

        return items;
    }

    private static void SortBlock(ulong[] keys, int[] items, int from, int to, Comparison<int> ties)
    {
        Array.Sort(keys, items, from, to - from);
        for (int start = from; start < to;)
        {
            int end = start + 1;
            while (end < to && keys[end] == keys[start]) end++;
            if (end > start + 1) items.AsSpan(start, end - start).Sort(ties);
            start = end;
        }
    }

    private static void Merge(
        ulong[] keys, int[] items, ulong[] toKeys, int[] toItems, int from, int middle, int end, Comparison<int> ties, CancellationToken cancellation)
    {
        int left = from, right = middle;
        for (int at = from; at < end; at++)
        {
            if (at % BlockLength == 0) cancellation.Check();
            bool takesRight = left == middle || (right < end
                && (keys[right] < keys[left] || (keys[right] == keys[left] && ties(items[right], items[left]) < 0)));
            int taken = takesRight ? right++ : left++;
            toKeys[at] = keys[taken];
            toItems[at] = items[taken];
        }
    }
}
