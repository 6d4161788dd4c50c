using System.Runtime.CompilerServices;
using MixturePS.Core.Numerics;

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
    private readonly int _count;

    /// <summary>A table of a distribution.</summary>
    /// <param name="p">Probabilities of zero or more, not all zero; taken relative to their sum.</param>
    /// <param name="memory">Where the table's memory comes from; alive as long as the table.</param>
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
            if (height[j] < 1) order[few++] = j;
            else order[--many] = j;
        }

        _count = count;
        _columns = memory.Take<Column>(count);
        while (few > 0 && many < count)
        {
            int low = order[--few], high = order[many];
            _columns[low] = new Column(Threshold(height[low]), high);
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
            _columns[full] = p[full] > 0 ? new Column(ulong.MaxValue, full) : new Column(0, likeliest);
        }
    }

    /// <summary>A draw: the category, from zero. One word of the stream serves for the column and for the height in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Draw(Pcg64 bits)
    {
        ulong column = Math.BigMul(bits.NextUInt64(), (ulong)_count, out ulong height);
        ref readonly var found = ref _columns[column];
        return height < found.Threshold ? (int)column : found.Alias;
    }

    private static ulong Threshold(double height) => height <= 0 ? 0 : height >= 1 ? ulong.MaxValue : (ulong)(height * 18446744073709551616.0);

    private readonly record struct Column(ulong Threshold, int Alias);
}
