using MixturePS.Core.Random;

namespace MixturePS.Core.Tests.Twins;

/// <summary>NumPy's multinomial as its source has it, and PCG64 one step at a time on 128-bit integers.</summary>
internal static class PlainMultinomial
{
    private static readonly UInt128 Multiplier = new(2549297995355413924, 4865540595714422341);

    /// <summary>One binomial draw per category, each set up from nothing.</summary>
    public static long[] Sample(Pcg64 bits, long n, double[] p)
    {
        var counts = new long[p.Length];
        double leftOfOne = 1.0;
        long left = n;
        for (int j = 0; j < p.Length - 1 && left > 0; j++)
        {
            counts[j] = new BinomialSampler().Sample(bits, left, p[j] / leftOfOne);
            left -= counts[j];
            leftOfOne -= p[j];
        }

        if (left > 0) counts[^1] = left;
        return counts;
    }

    /// <summary>The next word of a state, and the state after it.</summary>
    public static (ulong Word, UInt128 State) Next(UInt128 state, UInt128 increment)
    {
        state = (state * Multiplier) + increment;
        ulong high = (ulong)(state >> 64);
        return (ulong.RotateRight(high ^ (ulong)state, (int)(high >> 58)), state);
    }
}
