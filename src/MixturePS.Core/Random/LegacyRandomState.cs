using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// The stream of NumPy's <c>RandomState</c>, which scikit-learn's <c>random_state</c> uses. The numbers and their order are
/// the same in every version of NumPy.
/// </summary>
/// <remarks>Based on MT19937 (Matsumoto and Nishimura 1998). Not thread-safe.</remarks>
internal sealed class LegacyRandomState
{
    private readonly MersenneTwister _twister;

    /// <summary>The stream of <c>RandomState(seed)</c>.</summary>
    /// <param name="seed">The seed, from 0 to 2^32 - 1.</param>
    /// <exception cref="MixtureException">InvalidSeed.</exception>
    public LegacyRandomState(long seed) => _twister = new MersenneTwister(CheckedSeed(seed));

    /// <summary>The stream of <c>RandomState([...])</c>.</summary>
    /// <param name="seeds">One or more seeds from 0 to 2^32 - 1.</param>
    /// <exception cref="MixtureException">InvalidSeed.</exception>
    public LegacyRandomState(IReadOnlyList<long> seeds)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count == 0) throw MixtureError.InvalidSeed("the list is empty", null);
        _twister = new MersenneTwister(seeds.Select(CheckedSeed).ToArray().AsSpan());
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32() => _twister.NextUInt32();

    /// <summary>Draws uniformly from [0, 1), as <c>random_sample()</c>.</summary>
    public double RandomSample() => _twister.NextDouble();

    /// <summary>Draws uniformly from [0, 1), as <c>random_sample(size)</c>.</summary>
    /// <param name="result">Receives the draws.</param>
    public void RandomSample(Span<double> result)
    {
        for (int i = 0; i < result.Length; i++) result[i] = _twister.NextDouble();
    }

    /// <summary>Draws uniformly from [low, high), as <c>uniform(low, high, size)</c>.</summary>
    /// <param name="low">The lower bound, inclusive.</param>
    /// <param name="high">The upper bound, exclusive; high - low must be finite.</param>
    /// <param name="result">Receives the draws.</param>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public void Uniform(double low, double high, Span<double> result)
    {
        double range = high - low;
        if (!double.IsFinite(range))
            throw MixtureError.InvalidOption("The range", FormattableString.Invariant($"from {low:R} to {high:R} isn't finite"), range);
        for (int i = 0; i < result.Length; i++) result[i] = low + range * _twister.NextDouble();
    }

    /// <summary>Draws an integer uniformly from [low, high), as <c>randint(low, high)</c>.</summary>
    /// <param name="low">The lower bound, inclusive.</param>
    /// <param name="high">The upper bound, exclusive; above low.</param>
    /// <exception cref="MixtureException">InvalidOption if the range is empty.</exception>
    public long RandInt(long low, long high)
    {
        if (low >= high) throw MixtureError.InvalidOption("The range", $"is empty; it starts at {low} and ends before {high}", high);
        return unchecked(low + (long)BoundedIntegers.MaskedUpTo(new TwisterWords(_twister), (ulong)(high - 1 - low)));
    }

    /// <summary>Draws integers uniformly from [low, high), as <c>randint(low, high, size)</c>; the same as single draws.</summary>
    /// <param name="low">The lower bound, inclusive.</param>
    /// <param name="high">The upper bound, exclusive; above low.</param>
    /// <param name="size">The number of draws, zero or more.</param>
    /// <exception cref="MixtureException">InvalidOption if the range is empty; InvalidSize.</exception>
    public long[] RandInt(long low, long high, int size)
    {
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        var result = new long[size];
        for (int i = 0; i < size; i++) result[i] = RandInt(low, high);
        return result;
    }

    /// <summary>A random permutation of 0 to n - 1, as <c>permutation(n)</c>.</summary>
    /// <param name="n">The length of the permutation, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize.</exception>
    public int[] Permutation(int n) => Permutation(n, CancellationToken.None);

    /// <inheritdoc cref="Permutation(int)"/>
    internal int[] Permutation(int n, CancellationToken cancellation) => RandomOrder.Permutation(n, new TwisterWords(_twister), cancellation);

    /// <summary>Shuffles the items in place (Fisher-Yates from the end), as <c>shuffle(x)</c>.</summary>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items) => RandomOrder.Shuffle(items, new TwisterWords(_twister));

    /// <summary>Draws an index from 0 to n - 1, as <c>choice(n, p=p)</c>.</summary>
    /// <param name="n">The number of indices, at least 1.</param>
    /// <param name="p">The probability of each index (length n; sums to 1 within 1.5e-8), or empty for equal probabilities.</param>
    /// <exception cref="MixtureException">InvalidOption, InvalidProbability, or ShapeMismatch if p isn't of length n.</exception>
    public int Choice(int n, ReadOnlySpan<double> p = default) => Choice(n, 1, replace: true, p)[0];

    /// <summary>Draws an index from 0 to n - 1, identical to <c>choice(n, p)</c> with p = 1/n for each, but without the array.</summary>
    /// <param name="n">The number of indices, at least 1.</param>
    internal int UniformChoice(int n)
    {
        double share = 1.0 / n, total = 0.0;
        for (int i = 0; i < n; i++) total += share;
        double u = _twister.NextDouble();

        // The quotient increases with the sum, so the division is needed only close to u.
        double near = u * total * (1 - 1e-12), sum = share;
        int index = 0;
        while (sum < near)
        {
            sum += share;
            index++;
        }

        while (sum / total <= u)
        {
            sum += share;
            index++;
        }

        return index;
    }

    /// <summary>Draws indices from 0 to n - 1, as <c>choice(n, size, replace, p)</c>.</summary>
    /// <param name="n">The number of indices, at least 1.</param>
    /// <param name="size">The number of draws, zero or more; at most n without replacement.</param>
    /// <param name="replace">Whether to draw with replacement.</param>
    /// <param name="p">The probability of each index (length n; sums to 1 within 1.5e-8), or empty for equal probabilities.</param>
    /// <exception cref="MixtureException">
    /// InvalidSize, InvalidProbability, ShapeMismatch if the length of p isn't n, or InvalidOption if n is below 1, or if size
    /// exceeds the number of indices that can be drawn without replacement.
    /// </exception>
    public int[] Choice(int n, int size, bool replace, ReadOnlySpan<double> p = default)
    {
        if (n < 1) throw MixtureError.InvalidOption("N", $"must be at least 1; it is {n}", n);
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        if (!replace && size > n) throw TooFew(n, size);
        if (p.IsEmpty)
        {
            return replace ? [.. RandInt(0, n, size).Select(index => (int)index)] : Permutation(n)[..size];
        }

        if (p.Length != n) throw MixtureError.ShapeMismatch($"there {Counted.Agree(p.Length, "is", "are")} {Counted.Of(p.Length, "probability", "probabilities")} for {Counted.Of(n, "index", "indices")}", p.Length);
        var cumulative = Probabilities.CheckedCumulative(p);
        if (!replace) return ChoiceWithoutReplacement(size, p);
        var result = new int[size];
        for (int i = 0; i < size; i++) result[i] = Probabilities.Search(cumulative, _twister.NextDouble());
        return result;
    }

    /// <summary>
    /// Draws as many indices as are missing, keeps the first occurrence of each, sets the probabilities of those to zero, and
    /// repeats until none is missing.
    /// </summary>
    private int[] ChoiceWithoutReplacement(int size, ReadOnlySpan<double> p)
    {
        double[] left = p.ToArray();
        int possible = left.Count(probability => probability > 0);
        if (possible < size) throw TooFew(possible, size);
        var cumulative = new double[left.Length];
        var found = new int[size];
        int count = 0;
        while (count < size)
        {
            int missing = size - count;
            for (int i = 0; i < count; i++) left[found[i]] = 0;
            Probabilities.Cumulate(left, cumulative);
            int known = count;
            for (int i = 0; i < missing; i++)
            {
                int index = Probabilities.Search(cumulative, _twister.NextDouble());
                if (!found.AsSpan(known, count - known).Contains(index)) found[count++] = index;
            }
        }

        return found;
    }

    private static uint CheckedSeed(long seed) =>
        seed is >= 0 and <= uint.MaxValue
            ? (uint)seed
            : throw MixtureError.InvalidSeed($"scikit-learn's random_state and NumPy's RandomState take a number from 0 to 4294967295, not {seed}", seed);

    private static MixtureException TooFew(int indices, int size) => MixtureError.InvalidOption(
        "Size", $"must be at most {indices}, the number of indices that can be drawn without replacement; it is {size}", size);
}
