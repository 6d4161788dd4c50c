using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Random;

/// <summary>The categories of single trials, drawn as NumPy's <c>multinomial(1, p, size)</c>.</summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// for each trial
///     for each category j but the last, with probability above zero given none of the earlier ones
///         if binomial(1, that probability) = 1, the category is j
///     otherwise it is the last category
/// </code>
/// <para>
/// The deviation: a binomial draw of one trial compares one uniform with one threshold (<see cref="InversionTable"/>). The
/// next words of the stream are compared with the thresholds of the next categories together, which takes no branch that
/// depends on the draws; the first success determines how many of the words are drawn.
/// </para>
/// </remarks>
internal sealed class OneTrialSampler
{
    // With more categories than this, most of the comparisons would be wasted.
    private const int LargestCount = 64;

    private readonly double[] _conditionals;
    private readonly BinomialSampler _binomial = new();
    private readonly int _count;
    private readonly int _compared;
    private readonly int[] _categories;
    private readonly long[] _flips;
    private readonly long[] _thresholds;

    /// <summary>Computes the threshold of each category.</summary>
    /// <param name="p">The probabilities (one or more), validated by the caller.</param>
    public OneTrialSampler(ReadOnlySpan<double> p)
    {
        _conditionals = MultinomialSampler.Conditionals(p);
        int[] drawn = [.. Enumerable.Range(0, p.Length - 1).Where(j => _conditionals[j] != 0.0)];
        _count = drawn.Length;
        _categories = [.. drawn, p.Length - 1];
        _compared = (_count / Vector256<long>.Count + 1) * Vector256<long>.Count;
        _flips = new long[_compared];
        _thresholds = new long[_compared];

        // From the count on, each comparison succeeds.
        Array.Fill(_thresholds, -1);
        bool isComparable = _count <= LargestCount;
        Span<long> largest = stackalloc long[2];
        for (int c = 0; c < _count && isComparable; c++)
        {
            double success = _conditionals[drawn[c]];
            bool isFlipped = !(success <= 0.5);

            // Rounding may have put it outside, where there are no thresholds.
            isComparable = success is > 0.0 and <= 1.0;
            if (!isComparable) break;
            InversionTable.Fill(new BinomialInversion(1, isFlipped ? 1.0 - success : success), largest);
            isComparable = largest[1] == InversionTable.LargestDraw;
            _flips[c] = isFlipped ? -1 : 0;
            _thresholds[c] = isFlipped ? ~(largest[0] + 1) : largest[0];
        }

        if (!isComparable) _compared = int.MaxValue;
    }

    /// <summary>Draws categories.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    /// <param name="categories">Receives the category of each trial.</param>
    public void Sample(Pcg64 bits, Span<int> categories)
    {
        for (int done = 0; done < categories.Length;)
        {
            done += SampleWithin(bits, categories[done..]);
            if (done < categories.Length) categories[done++] = SampleOne(bits);
        }
    }

    /// <summary>Draws categories as long as all words that are compared are at hand; returns their number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int SampleWithin(Pcg64 bits, Span<int> categories)
    {
        var words = bits.Peek();
        int at = 0, done = 0, most = words.Length - _compared;
        ref long flips = ref MemoryMarshal.GetArrayDataReference(_flips);
        ref long thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
        for (; done < categories.Length && at <= most; done++)
        {
            ref ulong start = ref Unsafe.Add(ref MemoryMarshal.GetReference(words), at);
            uint successes = 0;
            int c = 0;
            while (true)
            {
                var draws = (Vector256.LoadUnsafe(ref start, (nuint)c) >>> 11).AsInt64() ^ Vector256.LoadUnsafe(ref flips, (nuint)c);
                successes = Vector256.GreaterThan(draws, Vector256.LoadUnsafe(ref thresholds, (nuint)c)).ExtractMostSignificantBits();
                if (successes != 0) break;
                c += Vector256<long>.Count;
            }

            c += BitOperations.TrailingZeroCount(successes);
            categories[done] = _categories[c];
            at += Math.Min(c + 1, _count);
        }

        bits.Skip(at);
        return done;
    }

    private int SampleOne(Pcg64 bits)
    {
        for (int j = 0; j < _conditionals.Length; j++)
            if (_binomial.Sample(bits, 1, _conditionals[j]) == 1) return j;
        return _conditionals.Length;
    }
}
