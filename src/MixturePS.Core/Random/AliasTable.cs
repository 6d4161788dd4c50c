using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// Draws of a category in constant time. Each category has one of equal columns, filled up from another one: Walker, A.
/// J. (1977), An efficient method for generating discrete random variables with general distributions, ACM Transactions
/// on Mathematical Software 3, 253-256; made in time O(J) as by Vose, M. D. (1991), IEEE Transactions on Software
/// Engineering 17, 972-975.
/// </summary>
internal sealed class AliasTable
{
    private readonly Column[] _columns;
    private readonly ulong[] _thresholds;
    private readonly int _count;

    /// <summary>A table of a distribution.</summary>
    /// <param name="p">Probabilities of zero or more, not all zero; taken relative to their sum.</param>
    /// <param name="memory">Where the table's memory comes from; alive as long as the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public AliasTable(ReadOnlySpan<double> p, WorkMemory memory)
    {
        using var work = new WorkMemory();
        double sum = 0;
        foreach (double value in p) sum += value;
        int count = p.Length, few = 0, many = count;
        var height = work.Take<double>(count);
        var order = work.Take<int>(count);
        for (int j = 0; j < count; j++)
        {
            height[j] = p[j] / sum * count;

            // Written to both ends, of which one counts: a branch here would be mispredicted too often.
            order[few] = j;
            order[many - 1] = j;
            int isLow = Unsafe.BitCast<bool, byte>(height[j] < 1);
            few += isLow;
            many -= 1 - isLow;
        }

        _count = count;
        _columns = memory.Take<Column>(count);
        _thresholds = memory.Take<ulong>(count);
        while (few > 0 && many < count)
        {
            int low = order[--few], high = order[many];
            Set(low, Threshold(height[low]), high);
            height[high] -= 1 - height[low];
            if (height[high] >= 1) continue;
            many++;
            order[few++] = high;
        }

        // Full columns, up to rounding; one that can't come up must not be among them.
        int likeliest = 0;
        for (int j = 1; j < count; j++)
            if (p[j] > p[likeliest]) likeliest = j;
        while (few > 0) order[--many] = order[--few];
        for (; many < count; many++)
        {
            int full = order[many];
            if (p[full] > 0) Set(full, ulong.MaxValue, full);
            else Set(full, 0, likeliest);
        }
    }

    /// <summary>A draw: the category, from zero. One word of the stream serves for the column and for the height in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(Pcg64 bits) => Of(bits.NextUInt64());

    /// <summary>Draws by words of a stream that were drawn before, so that the table's memory is waited for by many at once.</summary>
    /// <param name="words">Words of the stream.</param>
    /// <param name="categories">Written: the category of each word; at least as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Draw(ReadOnlySpan<ulong> words, Span<int> categories)
    {
        for (int i = 0; i < words.Length; i++) categories[i] = Of(words[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Of(ulong word)
    {
        ulong column = Math.BigMul(word, (ulong)_count, out ulong height);
        var found = _columns[column];
        uint top = (uint)(height >> 32);
        if (top == found.Top) return height < _thresholds[column] ? (int)column : found.Alias;

        // By a mask: which of the two it is can't be foreseen, and a branch would be.
        int isAlias = Unsafe.BitCast<bool, byte>(top < found.Top) - 1;
        return (int)column ^ (((int)column ^ found.Alias) & isAlias);
    }

    private void Set(int column, ulong threshold, int alias)
    {
        _columns[column] = new Column((uint)(threshold >> 32), alias);
        _thresholds[column] = threshold;
    }

    private static ulong Threshold(double height) => height <= 0 ? 0 : height >= 1 ? ulong.MaxValue : (ulong)(height * 18446744073709551616.0);

    // Half of a threshold is enough but once in 2^32 draws, and leaves twice as many columns in the caches.
    private readonly record struct Column(uint Top, int Alias);
}
