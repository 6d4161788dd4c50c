using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixturePS.Core.Random;

/// <summary>Standard normal and exponential draws by the ziggurat method, identical to those of NumPy's <c>Generator</c>.</summary>
/// <remarks>
/// Source: G. Marsaglia and W. W. Tsang, "The Ziggurat Method for Generating Random Variables", Journal of
/// Statistical Software 5(8) (2000).
/// </remarks>
internal static class Ziggurat
{
    /// <summary>Draws from the normal distribution with mean 0 and variance 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Normal(Pcg64 bits)
    {
        // From the lowest bit: 8 bits for the layer, 1 for the sign, 52 for the position.
        ulong word = bits.NextUInt64();
        int layer = (int)(word & 0xff);
        ulong steps = (word >> 9) & 0x000fffffffffffff;
        double x = (long)steps * Entry(ZigguratTables.NormalWidth, layer);
        if ((word & 0x100) != 0) x = -x;
        return steps < Entry(ZigguratTables.NormalThreshold, layer) ? x : NormalEdge(bits, layer, steps, x);
    }

    /// <summary>Draws from the exponential distribution with mean 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Exponential(Pcg64 bits)
    {
        ulong word = bits.NextUInt64() >> 3;
        int layer = (int)(word & 0xff);
        ulong steps = word >> 8;
        double x = (long)steps * Entry(ZigguratTables.ExponentialWidth, layer);
        return steps < Entry(ZigguratTables.ExponentialThreshold, layer) ? x : ExponentialEdge(bits, layer, x);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double NormalEdge(Pcg64 bits, int layer, ulong steps, double x)
    {
        if (layer == 0) return NormalTail(bits, negative: ((steps >> 8) & 1) != 0);
        double below = Entry(ZigguratTables.NormalDensity, layer);
        double above = Entry(ZigguratTables.NormalDensity, layer - 1);
        return (above - below) * bits.NextDouble() + below < Math.Exp(-0.5 * x * x) ? x : Normal(bits);
    }

    private static double NormalTail(Pcg64 bits, bool negative)
    {
        while (true)
        {
            double beyond = -ZigguratTables.NormalTailInverse * CRuntime.Log1P(-bits.NextDouble());
            double bound = -CRuntime.Log1P(-bits.NextDouble());
            if (bound + bound > beyond * beyond)
                return negative ? -(ZigguratTables.NormalTail + beyond) : ZigguratTables.NormalTail + beyond;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static double ExponentialEdge(Pcg64 bits, int layer, double x)
    {
        // The exponential distribution is memoryless: beyond r it is r plus another exponential, drawn by inversion.
        if (layer == 0) return ZigguratTables.ExponentialTail - CRuntime.Log1P(-bits.NextDouble());
        double below = Entry(ZigguratTables.ExponentialDensity, layer);
        double above = Entry(ZigguratTables.ExponentialDensity, layer - 1);
        return (above - below) * bits.NextDouble() + below < Math.Exp(-x) ? x : Exponential(bits);
    }

    /// <summary>A table entry. The index is a byte and every table has 256 entries, so no bounds check is needed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Entry<T>(ReadOnlySpan<T> table, int layer) => Unsafe.Add(ref MemoryMarshal.GetReference(table), layer);
}
