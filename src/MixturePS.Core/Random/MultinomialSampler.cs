using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>
/// Multinomial draws of many rows with the same probability vector, identical to those of NumPy 1.19 to 2.3: one binomial
/// draw per category from the remaining trials. Everything that depends on the vector alone is computed once.
/// </summary>
/// <remarks>
/// The logarithm of each conditional probability is computed once. A pair of category and small number of remaining trials
/// that recurs gets a table. The bits are those of a fresh binomial draw. Source of the decomposition: C. S. Davis, "The
/// computer generation of multinomial random variates", Computational Statistics and Data Analysis 16 (1993).
/// </remarks>
internal sealed class MultinomialSampler
{
    private const int LargestTabledTrials = 512;
    private const int LargestIndex = 1 << 17;

    // A table costs about as much as this many searches, plus one for each expected success.
    private const int SearchesBeforeTable = 3;

    private readonly Conditional[] _conditionals;
    private readonly int _tabledTrials;
    private readonly InversionTable _table = new();
    private readonly InversionTable.Run[] _runs;
    private readonly byte[] _searches;
    private readonly BinomialSampler _binomial = new();

    /// <summary>Computes the conditional probability of each category, given none of the earlier ones.</summary>
    /// <param name="p">The probabilities (one or more), validated by the caller.</param>
    public MultinomialSampler(ReadOnlySpan<double> p)
    {
        _conditionals = new Conditional[p.Length - 1];
        double left = 1.0;
        for (int j = 0; j < _conditionals.Length; j++)
        {
            _conditionals[j] = new Conditional(p[j] / left);
            left -= p[j];
        }

        _tabledTrials = Math.Min(LargestTabledTrials, LargestIndex / p.Length);
        _runs = new InversionTable.Run[_conditionals.Length * (_tabledTrials + 1)];
        _searches = new byte[_runs.Length];
    }

    /// <summary>Draws one row of counts.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="result">Receives the count of each category; length K, sums to n.</param>
    public void Sample(Pcg64 bits, long n, Span<long> result)
    {
        long left = n;
        var conditionals = _conditionals;
        for (int j = 0; j < conditionals.Length; j++)
        {
            if (left <= 0)
            {
                result[j..].Clear();
                return;
            }

            ref var conditional = ref conditionals[j];
            long count = 0;
            if (conditional.P != 0.0)
                count = left <= _tabledTrials ? Tabled(bits, ref conditional, j, (int)left) : Direct(bits, ref conditional, left);
            result[j] = count;
            left -= count;
        }

        result[^1] = Math.Max(left, 0);
    }

    /// <summary>Draws the category of a single trial; uses the same random words as <see cref="Sample"/> with n = 1.</summary>
    /// <param name="bits">The stream, which is advanced.</param>
    public int SampleOne(Pcg64 bits)
    {
        var conditionals = _conditionals;
        for (int j = 0; j < conditionals.Length; j++)
        {
            ref var conditional = ref conditionals[j];
            if (conditional.P != 0.0 && Tabled(bits, ref conditional, j, 1) == 1) return j;
        }

        return conditionals.Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Tabled(Pcg64 bits, ref Conditional conditional, int j, int n)
    {
        int place = j * (_tabledTrials + 1) + n;
        var run = _runs[place];
        if (run.Length == 0) return Untabled(bits, ref conditional, place, n);
        long draw = (long)(bits.NextUInt64() >> 11);
        long successes = _table.Successes(run, draw);
        if (successes == run.Length) successes = Search(bits, ref conditional, n, draw * (1.0 / 9007199254740992.0));
        return conditional.Flipped ? n - successes : successes;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long Search(Pcg64 bits, ref Conditional conditional, long n, double u)
    {
        var inversion = conditional.Inversion(n);
        return inversion.Search(bits, u, 0, inversion.ProbabilityOfZero);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Untabled(Pcg64 bits, ref Conditional conditional, int place, int n)
    {
        if (_searches[place] < byte.MaxValue && ++_searches[place] > SearchesBeforeTable + conditional.Rarer * n)
        {
            // The saturated counter ensures that building the table is tried only once, even if it isn't possible.
            _searches[place] = byte.MaxValue;
            if (conditional.Rarer >= 0.0 && conditional.IsForInversion(n)) _runs[place] = _table.Add(conditional.Inversion(n));
        }

        return Direct(bits, ref conditional, n);
    }

    private long Direct(Pcg64 bits, ref Conditional conditional, long n)
    {
        if (!conditional.IsForInversion(n)) return _binomial.Sample(bits, n, conditional.P);
        double u = bits.NextDouble();
        long successes = u <= conditional.ProbabilityOfZero(n) ? 0 : Search(bits, ref conditional, n, u);
        return conditional.Flipped ? n - successes : successes;
    }

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
