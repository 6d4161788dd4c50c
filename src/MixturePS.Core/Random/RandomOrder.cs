using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>A source of random words. Implementations are structs, so that the compiler specialises loops for each of them.</summary>
internal interface IRandomWords
{
    /// <summary>The next 32 bits.</summary>
    uint NextUInt32();

    /// <summary>The next 64 bits.</summary>
    ulong NextUInt64();
}

/// <summary>Words of PCG64.</summary>
internal readonly struct PcgWords(Pcg64 bits) : IRandomWords
{
    /// <inheritdoc/>
    public uint NextUInt32() => bits.NextUInt32();

    /// <inheritdoc/>
    public ulong NextUInt64() => bits.NextUInt64();
}

/// <summary>Words of MT19937.</summary>
internal readonly struct TwisterWords(MersenneTwister twister) : IRandomWords
{
    /// <inheritdoc/>
    public uint NextUInt32() => twister.NextUInt32();

    /// <inheritdoc/>
    public ulong NextUInt64() => twister.NextUInt64();
}

/// <summary>Uniformly random orders (Fisher-Yates from the end), identical to those of both of NumPy's generators.</summary>
internal static class RandomOrder
{
    /// <summary>A random permutation of 0 to n - 1.</summary>
    /// <exception cref="MixtureException">InvalidSize.</exception>
    public static int[] Permutation<TWords>(int n, TWords words, CancellationToken cancellation = default)
        where TWords : struct, IRandomWords
    {
        if (n < 0) throw MixtureError.InvalidSize("N", n);
        var order = new int[n];
        for (int i = 0; i < n; i++) order[i] = i;
        Shuffle(order.AsSpan(), words, cancellation);
        return order;
    }

    /// <summary>Shuffles the items in place.</summary>
    /// <param name="items">The items.</param>
    /// <param name="words">The source of random words.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static void Shuffle<TItem, TWords>(Span<TItem> items, TWords words, CancellationToken cancellation = default)
        where TWords : struct, IRandomWords
    {
        var point = new CancellationPoint(cancellation);
        for (int i = items.Length - 1; i > 0; i--)
        {
            point.Pass(0);
            int j = (int)BoundedIntegers.MaskedUpTo(words, (ulong)i);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }
}
