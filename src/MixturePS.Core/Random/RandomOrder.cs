using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>Words of random bits, from whichever generator; a structure, so that loops over it are compiled for each.</summary>
internal interface IRandomWords
{
    /// <summary>The next 32 bits.</summary>
    uint NextUInt32();

    /// <summary>The next 64 bits.</summary>
    ulong NextUInt64();
}

/// <summary>The words of PCG64.</summary>
internal readonly struct PcgWords(Pcg64 bits) : IRandomWords
{
    /// <inheritdoc/>
    public uint NextUInt32() => bits.NextUInt32();

    /// <inheritdoc/>
    public ulong NextUInt64() => bits.NextUInt64();
}

/// <summary>The words of MT19937.</summary>
internal readonly struct TwisterWords(MersenneTwister twister) : IRandomWords
{
    /// <inheritdoc/>
    public uint NextUInt32() => twister.NextUInt32();

    /// <inheritdoc/>
    public ulong NextUInt64() => twister.NextUInt64();
}

/// <summary>Items in random order, each order being as likely (Fisher and Yates, from the end), as both of NumPy's generators do it.</summary>
internal static class RandomOrder
{
    /// <summary>The numbers 0 to n - 1 in random order.</summary>
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

    /// <summary>Puts the items in random order.</summary>
    /// <param name="items">Read and written.</param>
    /// <param name="words">Where the draws come from.</param>
    /// <param name="cancellation">Stops the shuffling.</param>
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
