using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Random;

/// <summary>
/// Binomial inversions as tables: for each number of successes the largest uniform draw, as a whole number of 2^-53,
/// that gives no more. Counting the thresholds that a draw exceeds gives what the search would, without its branches.
/// </summary>
/// <remarks>
/// The search subtracts one probability after another from the draw; each rounded difference rises with the draw, and
/// so does the outcome. Hence the thresholds exist, and they are found with the search's own arithmetic.
/// </remarks>
internal sealed class InversionTable
{
    private const long LargestDraw = (1L << 53) - 1;
    private const double TwoTo53 = 9007199254740992.0;
    private const int LargestTable = 1 << 19;

    // Draws further above the mean are rare enough to be searched for.
    private const double Deviations = 3;

    private long[] _thresholds = new long[64];
    private int _used;

    /// <summary>Writes a distribution down; an empty run if there is no room left.</summary>
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

    /// <summary>The number of successes for a draw, or the run's length where only the search can tell.</summary>
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
        double probability = inversion.None, sum = 0.0;
        for (int successes = 0; successes < thresholds.Length; successes++)
        {
            // Beyond the bound the search begins again, so every draw there exceeds all of the run.
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

    /// <summary>The largest draw that the search doesn't take past the last of the probabilities; their sum is close to it.</summary>
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

    /// <summary>A distribution's place in the table.</summary>
    public readonly record struct Run(int Start, int Length);
}
