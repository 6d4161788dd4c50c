using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>Unbiased integers in a range.</summary>
internal static class BoundedIntegers
{
    /// <summary>Draws an integer from 0 to the bound inclusive, from 32-bit words where they suffice.</summary>
    /// <remarks>
    /// Source: D. Lemire, "Fast Random Integer Generation in an Interval", ACM Transactions on Modeling and Computer
    /// Simulation 29(1) (2019).
    /// </remarks>
    public static ulong UpTo(Pcg64 bits, ulong bound)
    {
        if (bound == 0) return 0;
        if (bound < uint.MaxValue) return UpTo32(bits, (uint)bound);
        if (bound == uint.MaxValue) return bits.NextUInt32();
        if (bound == ulong.MaxValue) return bits.NextUInt64();
        ulong count = bound + 1;
        ulong high = Math.BigMul(bits.NextUInt64(), count, out ulong low);
        if (low < count)
        {
            ulong threshold = (ulong.MaxValue - bound) % count;
            while (low < threshold) high = Math.BigMul(bits.NextUInt64(), count, out low);
        }

        return high;
    }

    /// <summary>Draws an integer from 0 to the bound inclusive by masking and rejection, as shuffles in NumPy do.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong MaskedUpTo<TWords>(TWords words, ulong bound)
        where TWords : struct, IRandomWords
    {
        if (bound == 0) return 0;
        ulong mask = Mask(bound);
        ulong value;
        if (bound <= uint.MaxValue)
        {
            while ((value = words.NextUInt32() & mask) > bound)
            {
            }
        }
        else
        {
            while ((value = words.NextUInt64() & mask) > bound)
            {
            }
        }

        return value;
    }

    /// <summary>The smallest 2^k - 1 that is not below the bound.</summary>
    private static ulong Mask(ulong bound) => bound == 0 ? 0 : ulong.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount(bound);

    private static uint UpTo32(Pcg64 bits, uint bound)
    {
        uint count = bound + 1;
        ulong product = (ulong)bits.NextUInt32() * count;
        if ((uint)product < count)
        {
            uint threshold = (uint.MaxValue - bound) % count;
            while ((uint)product < threshold) product = (ulong)bits.NextUInt32() * count;
        }

        return (uint)(product >> 32);
    }
}
