using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>
/// Multinomial draws for many rows with one probability vector: a binomial draw for each category from the trials
/// that are left, as NumPy 1.19 to 2.3 make them, with what depends on the vector alone worked out once.
/// </summary>
/// <remarks>
/// A conditional probability of a category needs no draw, so its logarithm is taken once; and the probabilities that
/// an inversion runs through, for each small number of trials left, are kept from the first time that they come up.
/// The bits are those of a binomial set up afresh. Source of the decomposition: C. S. Davis, "The computer generation
/// of multinomial random variates", Computational Statistics and Data Analysis 16 (1993).
/// </remarks>
internal sealed class MultinomialSampler
{
    private const int LargestTabledN = 512;
    private const int LargestIndex = 1 << 17;
    private const int LargestTable = 1 << 18;

    // Draws further above the mean are rare enough to work out afresh.
    private const double TabledDeviations = 3;

    private readonly Conditional[] _conditionals;
    private readonly int _tabledN;
    private readonly Run[] _runs;
    private double[] _probabilities = new double[256];
    private int _used;
    private readonly BinomialSampler _binomial = new();

    /// <summary>Works out the conditional probability of each category, given that no earlier one came up.</summary>
    /// <param name="p">The probabilities (one or more), checked by the caller.</param>
    public MultinomialSampler(ReadOnlySpan<double> p)
    {
        Categories = p.Length;
        _conditionals = new Conditional[p.Length - 1];
        double left = 1.0;
        for (int j = 0; j < _conditionals.Length; j++)
        {
            _conditionals[j] = new Conditional(p[j] / left);
            left -= p[j];
        }

        _tabledN = Math.Min(LargestTabledN, LargestIndex / p.Length);
        _runs = new Run[_conditionals.Length * (_tabledN + 1)];
    }

    /// <summary>The number of categories.</summary>
    public int Categories { get; }

    /// <summary>A draw.</summary>
    /// <param name="bits">The stream; advanced.</param>
    /// <param name="n">The number of trials, zero or more.</param>
    /// <param name="result">Written: the count of each category; length <see cref="Categories"/>, sums to n.</param>
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

            long count = left <= _tabledN ? Tabled(bits, j, (int)left) : Direct(bits, ref conditionals[j], left);
            result[j] = count;
            left -= count;
        }

        result[^1] = Math.Max(left, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private long Tabled(Pcg64 bits, int j, int n)
    {
        ref var conditional = ref _conditionals[j];
        if (conditional.P == 0.0) return 0;
        var run = _runs[j * (_tabledN + 1) + n];
        if (run.Length == 0)
        {
            run = Table(ref conditional, j, n);
            if (run.Length == 0) return Direct(bits, ref conditional, n);
        }

        double u = bits.NextDouble();
        long successes = 0;
        foreach (double probability in _probabilities.AsSpan(run.Start, run.Length))
        {
            if (!(u > probability)) return conditional.Flipped ? n - successes : successes;
            u -= probability;
            successes++;
        }

        successes = Beyond(bits, ref conditional, n, run, u);
        return conditional.Flipped ? n - successes : successes;
    }

    /// <summary>The rest of a search that the run was too short for.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Beyond(Pcg64 bits, ref Conditional conditional, int n, Run run, double u)
    {
        var inversion = new BinomialInversion(n, conditional.Rarer, conditional.Q, conditional.LogQ);
        double last = _probabilities[run.Start + run.Length - 1];
        return inversion.Search(bits, u, run.Length, inversion.Next(run.Length, last));
    }

    private long Direct(Pcg64 bits, ref Conditional conditional, long n)
    {
        if (conditional.P == 0.0) return 0;
        if (!(conditional.Rarer * n <= BinomialSampler.InversionUpTo)) return _binomial.Sample(bits, n, conditional.P);
        long successes = new BinomialInversion(n, conditional.Rarer, conditional.Q, conditional.LogQ).Sample(bits);
        return conditional.Flipped ? n - successes : successes;
    }

    /// <summary>Writes down the probabilities of 0, 1, ... successes, as far as draws often go; an empty run where they aren't for inversion.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Run Table(ref Conditional conditional, int j, int n)
    {
        if (!(conditional.Rarer * n <= BinomialSampler.InversionUpTo)) return default;
        var inversion = new BinomialInversion(n, conditional.Rarer, conditional.Q, conditional.LogQ);
        double mean = Math.Max(n * conditional.Rarer, 0.0);
        int length = (int)Math.Min(inversion.Bound + 1, mean + TabledDeviations * Math.Sqrt(mean) + 2);
        if (_used + length > LargestTable) return default;
        if (_used + length > _probabilities.Length)
            Array.Resize(ref _probabilities, Math.Max(2 * _probabilities.Length, _used + length));
        var run = new Run(_used, length);
        double probability = inversion.None;
        for (int successes = 0; successes < length; successes++)
        {
            if (successes > 0) probability = inversion.Next(successes, probability);
            _probabilities[_used + successes] = probability;
        }

        _used += length;
        _runs[j * (_tabledN + 1) + n] = run;
        return run;
    }

    /// <summary>A category's probability given that no earlier one came up, and the rarer of its two outcomes.</summary>
    private readonly struct Conditional(double p)
    {
        public readonly double P = p;
        public readonly bool Flipped = !(p <= 0.5);
        public readonly double Rarer = p <= 0.5 ? p : 1.0 - p;
        public readonly double Q = 1.0 - (p <= 0.5 ? p : 1.0 - p);
        public readonly double LogQ = Math.Log(1.0 - (p <= 0.5 ? p : 1.0 - p));
    }

    private readonly record struct Run(int Start, int Length);
}
