using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Random;

/// <summary>
/// Tabulated binomial inversions. For each number of successes a table has the largest uniform draw, in units of 2^-53,
/// that yields no more successes. Counting the thresholds below a draw gives the result of the search without its branches.
/// A guide has the result for the upper bits of a draw where these decide it, which is almost always.
/// </summary>
/// <remarks>
/// The search subtracts the probabilities from the draw one by one. Each rounded difference is monotone in the draw, and so
/// is the result. Hence the thresholds exist; they are computed with the same arithmetic as the search.
/// </remarks>
/// <param name="places">The number of distributions that may have a table.</param>
internal sealed class InversionTable(int places)
{
    /// <summary>The largest uniform draw, in units of 2^-53.</summary>
    public const long LargestDraw = (1L << 53) - 1;

    /// <summary>The result for a draw that the table doesn't decide.</summary>
    public const long NotTabled = -1;

    /// <summary>The entry of a guide for draws that it doesn't decide.</summary>
    public const byte NotGuided = byte.MaxValue;

    /// <summary>A word of the stream is shifted to the right by this to get the index of its entry in a guide.</summary>
    public const int GuideShift = 64 - GuideBits;

    private const int GuideBits = 8;
    private const int GuideSize = 1 << GuideBits;
    private const double TwoTo53 = 9007199254740992.0;
    private const int LargestTable = 1 << 19;

    // More guides than this would not stay in the caches.
    private const int LargestGuides = 1 << 15;

    // Draws further above the mean are rare, so they are left to the search.
    private const double Deviations = 3;

    private readonly Run[] _runs = new Run[places];
    private readonly int[] _guideOf = new int[places];
    private long[] _thresholds = new long[64];

    // The first guide decides nothing, and is that of every distribution without a guide.
    private byte[] _guides = [.. Enumerable.Repeat(NotGuided, GuideSize)];
    private int _usedThresholds;
    private int _usedGuides = GuideSize;

    /// <summary>The start of the guide of each distribution in <see cref="Guides"/>.</summary>
    public ReadOnlySpan<int> GuideOf => _guideOf;

    /// <summary>The guides: for the upper bits of a word of the stream the count, or <see cref="NotGuided"/>.</summary>
    public ReadOnlySpan<byte> Guides => _guides;

    /// <summary>Adds the table of a distribution, unless the capacity is used up.</summary>
    /// <param name="place">The place of the distribution.</param>
    /// <param name="inversion">The distribution, with p of zero or more.</param>
    /// <param name="trials">The number of trials if failures are counted instead of successes; otherwise null.</param>
    public void Add(int place, in BinomialInversion inversion, long? trials)
    {
        int wanted = (int)Math.Min(inversion.Bound + 1, inversion.Mean + Deviations * Math.Sqrt(inversion.Mean) + 2);
        int length = (wanted + Vector256<long>.Count - 1) / Vector256<long>.Count * Vector256<long>.Count;
        if (_usedThresholds + length > LargestTable) return;
        EnsureRoom(ref _thresholds, _usedThresholds + length);
        var run = new Run(_usedThresholds, length, (int)(trials ?? 0), trials is null ? 1 : -1);
        Fill(inversion, _thresholds.AsSpan(run.Start, run.Length));
        _usedThresholds += length;
        _runs[place] = run;
        if (_usedGuides + GuideSize > LargestGuides) return;
        EnsureRoom(ref _guides, _usedGuides + GuideSize);
        FillGuide(run, _guides.AsSpan(_usedGuides, GuideSize));
        _guideOf[place] = _usedGuides;
        _usedGuides += GuideSize;
    }

    /// <summary>The count for a word of the stream, or <see cref="NotTabled"/> if there is no table or the draw lies beyond it.</summary>
    /// <param name="place">The place of the distribution.</param>
    /// <param name="word">The word.</param>
    public long Count(int place, ulong word)
    {
        var run = _runs[place];
        ref long start = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_thresholds), run.Start);
        var draws = Vector256.Create((long)(word >> 11));
        int successes = 0;
        for (int i = 0; i < run.Length; i += Vector256<long>.Count)
        {
            var thresholds = Vector256.LoadUnsafe(ref start, (nuint)i);
            successes += BitOperations.PopCount(Vector256.GreaterThan(draws, thresholds).ExtractMostSignificantBits());
        }

        return successes == run.Length ? NotTabled : run.Trials + (run.Sign * successes);
    }

    private void FillGuide(in Run run, Span<byte> guide)
    {
        const int DrawsOfEntryBits = 53 - GuideBits;
        var thresholds = _thresholds.AsSpan(run.Start, run.Length);
        int successes = 0;
        for (int entry = 0; entry < guide.Length; entry++)
        {
            long least = (long)entry << DrawsOfEntryBits, most = least + (1L << DrawsOfEntryBits) - 1;
            while (successes < thresholds.Length && thresholds[successes] < least) successes++;
            bool isDecided = successes < thresholds.Length && thresholds[successes] >= most;
            guide[entry] = isDecided ? (byte)Math.Min(NotGuided, run.Trials + (run.Sign * successes)) : NotGuided;
        }
    }

    private static void EnsureRoom<T>(ref T[] array, int length)
    {
        if (length > array.Length) Array.Resize(ref array, Math.Max(2 * array.Length, length));
    }

    /// <summary>Computes the largest draw that yields no more than 0, 1, 2, ... successes.</summary>
    /// <param name="inversion">The distribution.</param>
    /// <param name="thresholds">Receives the draws.</param>
    public static void Fill(in BinomialInversion inversion, Span<long> thresholds)
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

    /// <summary>The table of a distribution: the count is Trials + Sign * successes.</summary>
    private readonly record struct Run(int Start, int Length, int Trials, int Sign);
}
