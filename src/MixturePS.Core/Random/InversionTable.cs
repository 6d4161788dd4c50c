using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Random;

/// <summary>
/// Tabulated binomial inversions. For each number of successes the table has the largest uniform draw, in units of 2^-53,
/// that yields no more successes. Counting the thresholds below a draw gives the result of the search without its branches.
/// </summary>
/// <remarks>
/// The search subtracts the probabilities from the draw one by one. Each rounded difference is monotone in the draw, and so
/// is the result. Hence the thresholds exist; they are computed with the same arithmetic as the search.
/// </remarks>
internal sealed class InversionTable
{
    private const long LargestDraw = (1L << 53) - 1;
    private const double TwoTo53 = 9007199254740992.0;
    private const int LargestTable = 1 << 19;

    // Draws further above the mean are rare, so they are left to the search.
    private const double Deviations = 3;

    private long[] _thresholds = new long[64];
    private int _used;

    /// <summary>Adds the table of a distribution; returns an empty run if the capacity is used up.</summary>
    /// <param name="inversion">The distribution, with p of zero or more.</param>
    public Run Add(in BinomialInversion inversion)
    {
        int wanted = (int)Math.Min(inversion.Bound + 1, inversion.Mean + Deviations * Math.Sqrt(inversion.Mean) + 2);
        int length = (wanted + Vector256<long>.Count - 1) / Vector256<long>.Count * Vector256<long>.Count;
        if (_used + length > LargestTable) return default;
        if (_used + length > _thresholds.Length)
            Array.Resize(ref _thresholds, Math.Max(2 * _thresholds.Length, _used + length));
        var run = new Run(_used, length);
        Fill(inversion, _thresholds.AsSpan(run.Start, run.Length));
        _used += length;
        return run;
    }

    /// <summary>The number of successes for a draw, or the length of the run if the draw lies beyond the table and needs the search.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Successes(Run run, long draw)
    {
        ref long start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_thresholds), run.Start);
        var draws = Vector256.Create(draw);
        int count = 0;
        for (int i = 0; i < run.Length; i += Vector256<long>.Count)
        {
            var thresholds = Vector256.LoadUnsafe(ref start, (nuint)i);
            count += BitOperations.PopCount(Vector256.GreaterThan(draws, thresholds).ExtractMostSignificantBits());
        }

        return count;
    }

    private static void Fill(in BinomialInversion inversion, Span<long> thresholds)
    {
        Span<double> probabilities = stackalloc double[thresholds.Length];
        double probability = inversion.ProbabilityOfZero, sum = 0.0;
        for (int successes = 0; successes < thresholds.Length; successes++)
        {
            // Beyond the bound the search restarts, so a draw that exceeds the last threshold must exceed all of them.
            if (successes > inversion.Bound)
            {
                thresholds[successes] = thresholds[successes - 1];
                continue;
            }

            if (successes > 0) probability = inversion.Next(successes, probability);
            probabilities[successes] = probability;
            sum += probability;
            thresholds[successes] = Threshold(probabilities[..(successes + 1)], sum);
        }
    }

    /// <summary>The largest draw at which the search stops at or before the last of the probabilities; it is close to their sum.</summary>
    private static long Threshold(ReadOnlySpan<double> probabilities, double sum)
    {
        long draw = (long)Math.Min(sum * TwoTo53, LargestDraw);
        while (draw > 0 && Passes(probabilities, draw)) draw--;
        while (draw < LargestDraw && !Passes(probabilities, draw + 1)) draw++;
        return draw;
    }

    private static bool Passes(ReadOnlySpan<double> probabilities, long draw)
    {
        double u = draw * (1.0 / TwoTo53);
        foreach (double probability in probabilities[..^1]) u -= probability;
        return u > probabilities[^1];
    }

    /// <summary>The position of a distribution in the table.</summary>
    public readonly record struct Run(int Start, int Length);
}
