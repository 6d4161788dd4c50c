using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// Draws from a discrete distribution in constant time by the alias method. The unit mass is cut into J columns of equal
/// height; a column below that height is topped up by one other category, its alias. Sources: Walker, A. J. (1977), An
/// efficient method for generating discrete random variables with general distributions, ACM Transactions on Mathematical
/// Software 3, 253-256; O(J) construction: Vose, M. D. (1991), IEEE Transactions on Software Engineering 17, 972-975.
/// </summary>
internal sealed class AliasTable
{
    private readonly Column[] _columns;
    private readonly ulong[] _thresholds;
    private readonly int _count;

    /// <summary>Builds the table of a distribution.</summary>
    /// <param name="p">Weights of zero or more, not all zero; they are normalised.</param>
    /// <param name="memory">The owner of the table's arrays; it must live as long as the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AliasTable(ReadOnlySpan<double> p, WorkMemory memory)
    {
        using var work = new WorkMemory();
        double sum = 0;
        foreach (double value in p) sum += value;
        int count = p.Length, lowCount = 0, highStart = count;
        var height = work.Take<double>(count);
        var order = work.Take<int>(count);
        for (int j = 0; j < count; j++)
        {
            height[j] = p[j] / sum * count;

            // Written to both ends, one of which is then overwritten: a branch here would be mispredicted too often.
            order[lowCount] = j;
            order[highStart - 1] = j;
            int isLow = Unsafe.BitCast<bool, byte>(height[j] < 1);
            lowCount += isLow;
            highStart -= 1 - isLow;
        }

        _count = count;
        _columns = memory.Take<Column>(count);
        _thresholds = memory.Take<ulong>(count);
        while (lowCount > 0 && highStart < count)
        {
            int low = order[--lowCount], high = order[highStart];
            Set(low, Threshold(height[low]), high);
            height[high] -= 1 - height[low];
            if (height[high] >= 1) continue;
            highStart++;
            order[lowCount++] = high;
        }

        // The remaining columns are full, up to rounding. A category of probability zero must not own a full column.
        int likeliest = 0;
        for (int j = 1; j < count; j++)
            if (p[j] > p[likeliest]) likeliest = j;
        while (lowCount > 0) order[--highStart] = order[--lowCount];
        for (; highStart < count; highStart++)
        {
            int full = order[highStart];
            if (p[full] > 0) Set(full, ulong.MaxValue, full);
            else Set(full, 0, likeliest);
        }
    }

    /// <summary>Draws a category, from zero. One 64-bit word determines both the column and the height within it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(Pcg64 bits) => Lookup(bits.NextUInt64());

    /// <summary>Maps words drawn earlier to categories in a batch, so that cache misses overlap.</summary>
    /// <param name="words">64-bit words of the stream.</param>
    /// <param name="categories">Receives the category of each word; at least as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<ulong> words, Span<int> categories)
    {
        for (int i = 0; i < words.Length; i++) categories[i] = Lookup(words[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Lookup(ulong word)
    {
        ulong column = Math.BigMul(word, (ulong)_count, out ulong height);
        var found = _columns[column];
        uint top = (uint)(height >> 32);
        if (top == found.Top) return height < _thresholds[column] ? (int)column : found.Alias;

        // Branchless selection, because the branch would be unpredictable.
        int isAlias = Unsafe.BitCast<bool, byte>(top < found.Top) - 1;
        return (int)column ^ (((int)column ^ found.Alias) & isAlias);
    }

    private void Set(int column, ulong threshold, int alias)
    {
        _columns[column] = new Column((uint)(threshold >> 32), alias);
        _thresholds[column] = threshold;
    }

    private static ulong Threshold(double height) => height <= 0 ? 0 : height >= 1 ? ulong.MaxValue : (ulong)(height * 18446744073709551616.0);

    // The upper half of the threshold decides all but one in 2^32 draws, and twice as many columns fit into the caches.
    private readonly record struct Column(uint Top, int Alias);
}
