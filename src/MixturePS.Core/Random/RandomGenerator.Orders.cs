using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

public sealed partial class RandomGenerator
{
    /// <summary>Draws an integer uniformly from [low, high), without bias (Lemire 2019), as <c>integers(low, high)</c>.</summary>
    /// <param name="low">The lower bound, inclusive.</param>
    /// <param name="high">The upper bound, exclusive; above low.</param>
    /// <exception cref="MixtureException">InvalidOption if the range is empty.</exception>
    public long Integers(long low, long high)
    {
        CheckRange(low, high);
        return unchecked(low + (long)BoundedIntegers.UpTo(Bits, (ulong)(high - 1 - low)));
    }

    /// <summary>Draws integers uniformly from [low, high); the same as single draws.</summary>
    /// <param name="low">The lower bound, inclusive.</param>
    /// <param name="high">The upper bound, exclusive; above low.</param>
    /// <param name="result">Receives the draws.</param>
    /// <exception cref="MixtureException">InvalidOption if the range is empty.</exception>
    public void Integers(long low, long high, Span<long> result)
    {
        CheckRange(low, high);
        ulong bound = unchecked((ulong)(high - 1 - low));
        for (int i = 0; i < result.Length; i++) result[i] = unchecked(low + (long)BoundedIntegers.UpTo(Bits, bound));
    }

    /// <summary>A random permutation of 0 to n - 1, as <c>permutation(n)</c>.</summary>
    /// <param name="n">The length of the permutation, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize.</exception>
    public int[] Permutation(int n) => Permutation(n, CancellationToken.None);

    /// <inheritdoc cref="Permutation(int)"/>
    internal int[] Permutation(int n, CancellationToken cancellation) => RandomOrder.Permutation(n, new PcgWords(Bits), cancellation);

    /// <summary>Shuffles the items in place; all orders are equally likely (Fisher-Yates from the end).</summary>
    /// <param name="items">The items.</param>
    public void Shuffle<T>(Span<T> items) => RandomOrder.Shuffle(items, new PcgWords(Bits));

    /// <summary>Draws indices with the given probabilities, with replacement, as <c>choice(J, size, p=p)</c>.</summary>
    /// <param name="p">The probability of each index; length J, one or more; sums to 1 within 1.5e-8.</param>
    /// <param name="size">The number of draws, zero or more.</param>
    /// <returns>Indices from 0 to J - 1; length size.</returns>
    /// <exception cref="MixtureException">InvalidProbability or InvalidSize.</exception>
    public int[] Choice(ReadOnlySpan<double> p, int size)
    {
        if (size < 0) throw MixtureError.InvalidSize("Size", size);
        var cumulative = Probabilities.CheckedCumulative(p);
        var result = new int[size];
        for (int i = 0; i < size; i++) result[i] = Probabilities.Search(cumulative, Bits.NextDouble());
        return result;
    }

    private static void CheckRange(long low, long high)
    {
        if (low >= high) throw MixtureError.InvalidOption("The range", $"is empty; it starts at {low} and ends before {high}", high);
    }
}
