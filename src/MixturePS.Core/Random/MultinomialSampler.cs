using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MixturePS.Core.Random;

/// <summary>
/// Multinomial draws of many rows with the same probability vector, identical to those of NumPy 1.19 to 2.3.
/// </summary>
/// <remarks>
/// <para>The plain algorithm, one binomial draw per category from the remaining trials:</para>
/// <code>
/// left = n, leftOfOne = 1
/// for each category j but the last, while left > 0
///     count[j] = binomial(left, p[j] / leftOfOne), which draws nothing if the probability is 0
///     left -= count[j], leftOfOne -= p[j]
/// count[last] = left
/// </code>
/// <para>The deviations, none of which changes a bit of the counts or the number of words that are drawn:</para>
/// <para>1. What depends on the probabilities alone, such as their logarithms, is computed once.</para>
/// <para>2. A pair of category and small number of remaining trials that recurs gets a table (<see cref="InversionTable"/>).</para>
/// <para>
/// 3. The binomial draw by inversion is 0 if its first uniform u is at most q^n. As q^n >= 1 - n p, it is 0 if 1 - u >= n p,
/// and the next category takes the next word of the stream. So rare categories are compared with words drawn ahead, several
/// in one instruction, and the first that may have come up is drawn by the plain algorithm. The comparison uses the upper 32
/// bits of u. Its margin of 2^-32 for each trial covers those, and all rounding in the computed q^n, many times.
/// </para>
/// <para>
/// Source of the decomposition: C. S. Davis, "The computer generation of multinomial random variates", Computational
/// Statistics and Data Analysis 16 (1993).
/// </para>
/// </remarks>
internal sealed class MultinomialSampler
{
    private const int LargestTabledTrials = 512;
    private const int LargestIndex = 1 << 17;

    // Over so many categories, a pair of category and remaining trials hardly ever recurs.
    private const int LargestTabledCount = 1 << 12;

    // A table costs about as much as this many searches, plus one for each expected success.
    private const int SearchesBeforeTable = 3;

    // Where a category is more likely to come up than 1 in 8, comparing it ahead doesn't pay.
    private const long LargestCompared = 1L << 29;

    private const int LeastComparedCount = 32;

    private readonly int _count;
    private readonly int[] _categories;
    private readonly Conditional[] _conditionals;
    private readonly uint[]? _ceilings;
    private readonly int _tabledTrials;
    private readonly InversionTable _table;
    private readonly byte[] _searches;
    private readonly BinomialSampler _binomial = new();

    // The categories that came up, and perhaps others, with their counts.
    private readonly int[] _drawn;
    private readonly long[] _counts;

    /// <summary>Computes the conditional probability of each category, given none of the earlier ones.</summary>
    /// <param name="p">The probabilities (one or more), validated by the caller.</param>
    public MultinomialSampler(ReadOnlySpan<double> p)
    {
        double[] conditionals = Conditionals(p);

        // Categories of conditional probability zero take no word of the stream.
        int[] drawn = [.. Enumerable.Range(0, conditionals.Length).Where(j => conditionals[j] != 0.0)];
        _count = drawn.Length;
        _categories = [.. drawn, p.Length - 1];
        _conditionals = Array.ConvertAll(drawn, j => new Conditional(conditionals[j]));
        _ceilings = _count >= LeastComparedCount ? Array.ConvertAll(_conditionals, conditional => Ceiling(conditional.P)) : null;
        _drawn = _ceilings is null ? _categories : new int[_categories.Length];
        _counts = new long[_categories.Length];
        _tabledTrials = _count > LargestTabledCount ? 0 : Math.Min(LargestTabledTrials, LargestIndex / p.Length);
        _table = new InversionTable(_count * (_tabledTrials + 1));
        _searches = new byte[_count * (_tabledTrials + 1)];
    }

    /// <summary>The probability of each category but the last, given none of the earlier ones, in NumPy's arithmetic.</summary>
    public static double[] Conditionals(ReadOnlySpan<double> p)
    {
        var conditionals = new double[p.Length - 1];
        double left = 1.0;
        for (int j = 0; j < conditionals.Length; j++)
        {
            conditionals[j] = p[j] / left;
            left -= p[j];
        }

        return conditionals;
    }

    /// <summary>Draws one row of counts.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="result">Receives the count of each category; length J, sums to n.</param>
    public void Sample(Pcg64 bits, long n, Span<long> result)
    {
        int drawn = Draw(bits, n);
        result.Clear();
        for (int i = 0; i < drawn; i++) result[_drawn[i]] = _counts[i];
    }

    /// <summary>Draws one row of counts, without the zeros; returns their number.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="columns">Receives the categories in increasing order; length at least the lesser of n and J.</param>
    /// <param name="values">Receives the counts, which sum to n; as long.</param>
    public int Sample(Pcg64 bits, long n, Span<int> columns, Span<double> values)
    {
        int drawn = Draw(bits, n), cells = 0;
        for (int i = 0; i < drawn; i++)
        {
            // A zero is overwritten by the next count: a branch here would be mispredicted too often. The last is never one.
            columns[cells] = _drawn[i];
            values[cells] = _counts[i];
            cells += _counts[i] == 0 ? 0 : 1;
        }

        return cells;
    }

    /// <summary>Draws one row; returns the number of categories in _drawn and _counts.</summary>
    private int Draw(Pcg64 bits, long n) => _ceilings is null ? DrawEach(bits, n) : DrawComparing(bits, n, _ceilings);

    private int DrawEach(Pcg64 bits, long n)
    {
        int c = 0;
        long left = n;
        while (true)
        {
            if (left <= _tabledTrials) c = DrawGuided(bits, c, ref left);
            if (c == _count || left <= 0) break;
            long count = DrawOne(bits, c, left);
            _counts[c++] = count;
            left -= count;
        }

        if (left > 0) _counts[c++] = left;
        return c;
    }

    /// <summary>Draws categories as long as tables decide; returns the next category.</summary>
    private int DrawGuided(Pcg64 bits, int from, ref long trials)
    {
        var words = bits.Peek();
        int length = Math.Min(words.Length, _count - from), stride = _tabledTrials + 1, left = (int)trials, i = 0;
        ref ulong word = ref MemoryMarshal.GetReference(words);
        ref byte guides = ref MemoryMarshal.GetReference(_table.Guides);
        ref int guideOf = ref Unsafe.Add(ref MemoryMarshal.GetReference(_table.GuideOf), from * stride);
        ref long counts = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_counts), from);
        for (; i < length && left > 0; i++)
        {
            ulong drawn = Unsafe.Add(ref word, i);
            int count = Unsafe.Add(ref guides, Unsafe.Add(ref guideOf, (i * stride) + left) + (int)(drawn >> InversionTable.GuideShift));
            if (count == InversionTable.NotGuided)
            {
                count = (int)_table.Count(((from + i) * stride) + left, drawn);
                if (count == InversionTable.NotTabled) break;
            }

            Unsafe.Add(ref counts, i) = count;
            left -= count;
        }

        trials = left;
        bits.Skip(i);
        return from + i;
    }

    private int DrawComparing(Pcg64 bits, long n, uint[] ceilings)
    {
        int c = 0, drawn = 0;
        long left = n;
        while (c < _count && left > 0)
        {
            if (left <= int.MaxValue && left * ceilings[c] < LargestCompared)
            {
                var words = bits.Peek();
                int zeros = Zeros(words, ceilings.AsSpan(c), (uint)left);
                bits.Skip(zeros);
                c += zeros;
                if (c == _count || zeros == words.Length) continue;
            }

            long count = DrawOne(bits, c, left);
            if (count > 0)
            {
                _drawn[drawn] = _categories[c];
                _counts[drawn++] = count;
                left -= count;
            }

            c++;
        }

        if (left > 0)
        {
            _drawn[drawn] = _categories[_count];
            _counts[drawn++] = left;
        }

        return drawn;
    }

    private long DrawOne(Pcg64 bits, int c, long n)
    {
        ref readonly var conditional = ref _conditionals[c];
        if (!conditional.IsForInversion(n)) return _binomial.Sample(bits, n, conditional.P);
        ulong word = bits.NextUInt64();
        if (n <= _tabledTrials)
        {
            int place = (c * (_tabledTrials + 1)) + (int)n;
            long count = _table.Count(place, word);
            if (count != InversionTable.NotTabled) return count;
            CountSearch(place, conditional, n);
        }

        double u = (long)(word >> 11) * Pcg64.TwoToMinus53, none = conditional.ProbabilityOfZero(n);
        long successes = u <= none ? 0 : conditional.Inversion(n).Search(bits, u, 0, none);
        return conditional.Flipped ? n - successes : successes;
    }

    /// <summary>Makes a table for a pair of category and number of trials that recurs.</summary>
    private void CountSearch(int place, in Conditional conditional, long n)
    {
        if (_searches[place] == byte.MaxValue || ++_searches[place] <= SearchesBeforeTable + conditional.Rarer * n) return;

        // The saturated counter ensures that building the table is tried only once, even if it isn't possible.
        _searches[place] = byte.MaxValue;
        if (conditional.Rarer >= 0.0) _table.Add(place, conditional.Inversion(n), conditional.Flipped ? n : null);
    }

    /// <summary>The number of categories, from the first, that certainly don't come up with the next words of the stream.</summary>
    /// <param name="words">The words.</param>
    /// <param name="ceilings">The <see cref="Ceiling"/> of each category.</param>
    /// <param name="left">The remaining trials.</param>
    internal static int Zeros(ReadOnlySpan<ulong> words, ReadOnlySpan<uint> ceilings, uint left)
    {
        int length = Math.Min(words.Length, ceilings.Length), i = 0;
        if (Avx2.IsSupported)
        {
            ref ulong word = ref MemoryMarshal.GetReference(words);
            ref uint ceiling = ref MemoryMarshal.GetReference(ceilings);
            var trials = Vector256.Create((ulong)left).AsUInt32();
            for (; i <= length - Vector256<ulong>.Count; i += Vector256<ulong>.Count)
            {
                var rest = ~Vector256.LoadUnsafe(ref word, (nuint)i) >>> 32;
                var expected = Avx2.Multiply(Avx2.ConvertToVector256Int64(Vector128.LoadUnsafe(ref ceiling, (nuint)i)).AsUInt32(), trials);
                uint isZero = Vector256.GreaterThan(rest.AsInt64(), expected.AsInt64()).ExtractMostSignificantBits();
                if (isZero != 0b1111) return i + BitOperations.TrailingZeroCount(~isZero);
            }
        }

        while (i < length && ~words[i] >> 32 > (ulong)left * ceilings[i]) i++;
        return i;
    }

    /// <summary>
    /// A number c such that n trials yield no success if 1 - u, in units of 2^-32 and rounded down, is above n c. For a
    /// probability outside (0, 1/2] it is too large to be exceeded.
    /// </summary>
    internal static uint Ceiling(double p) => p > 0.0 && p <= 0.5 ? (uint)(p * (1.0 + 1e-9) * 4294967296.0) + 2 : uint.MaxValue;

    /// <summary>The probability of a category given none of the earlier ones, and that of the rarer of its two outcomes.</summary>
    private readonly struct Conditional
    {
        public readonly double P;
        public readonly double Rarer;
        public readonly bool Flipped;
        private readonly double _q;
        private readonly double _logQ;

        public Conditional(double p)
        {
            P = p;
            Flipped = !(p <= 0.5);
            Rarer = Flipped ? 1.0 - p : p;
            _q = 1.0 - Rarer;
            _logQ = Math.Log(_q);
        }

        public bool IsForInversion(long n) => Rarer * n <= BinomialSampler.InversionUpTo;

        public double ProbabilityOfZero(long n) => Math.Exp(n * _logQ);

        public BinomialInversion Inversion(long n) => new(n, Rarer, _q, _logQ);
    }
}
