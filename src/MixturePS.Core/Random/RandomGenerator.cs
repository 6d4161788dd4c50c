using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// Draws from distributions, based on a <see cref="Pcg64"/> stream. The numbers and their order are those of NumPy's
/// <c>default_rng</c> with the same seed.
/// </summary>
/// <remarks>
/// The numbers are those of NumPy 1.21 to 2.3, to the last bit if NumPy uses this machine's C runtime. Other versions differ
/// as follows. NumPy 1.19 and 1.20: the last bits of normal and exponential draws from the tail. NumPy 1.26 and later: Beta
/// draws, and Dirichlet draws with every parameter below 0.1, if a parameter is so small (below about 0.02) that a power of
/// a uniform underflows to zero; the draws here are those of NumPy 1.21 to 1.25, except that a Beta draw with both parameters
/// below 1e-7, for which the older loop hardly ends, is that of 1.26 to 2.3. NumPy 2.4: the binomial. Not thread-safe: spawn
/// one generator per thread.
/// </remarks>
public sealed partial class RandomGenerator
{
    private readonly BinomialSampler _binomial = new();

    /// <summary>Creates a generator at the start of a seed sequence's stream.</summary>
    /// <param name="seed">The seed sequence, kept for <see cref="Spawn"/>.</param>
    public RandomGenerator(SeedSequence seed)
    {
        Bits = new Pcg64(seed);
        Seed = seed;
    }

    /// <summary>Creates a generator at a saved position in a seed sequence's stream.</summary>
    /// <param name="seed">The seed sequence, kept for <see cref="Spawn"/>.</param>
    /// <param name="state">The result of <see cref="Pcg64.GetState"/> on <see cref="Bits"/>.</param>
    public RandomGenerator(SeedSequence seed, Pcg64State state)
    {
        ArgumentNullException.ThrowIfNull(seed);
        Bits = new Pcg64(state);
        Seed = seed;
    }

    /// <summary>The seed sequence, from which every draw can be reproduced.</summary>
    public SeedSequence Seed { get; }

    /// <summary>The source of random bits, from which all draws come in order.</summary>
    public Pcg64 Bits { get; }

    /// <summary>Creates the generator of <c>default_rng(seed)</c>.</summary>
    /// <param name="seed">An integer of zero or more, of any size.</param>
    /// <exception cref="MixtureException">InvalidSeed if it is negative.</exception>
    public static RandomGenerator FromSeed(BigInteger seed) => new(new SeedSequence(seed));

    /// <summary>Creates a generator from fresh entropy of the operating system, which <see cref="Seed"/> records.</summary>
    public static RandomGenerator FromEntropy() => new(new SeedSequence());

    /// <summary>Creates generators with independent streams, one for each child of the seed sequence.</summary>
    /// <param name="n">The number of generators, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize if n is negative.</exception>
    public RandomGenerator[] Spawn(int n) => Array.ConvertAll(Seed.Spawn(n), child => new RandomGenerator(child));

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => Bits.NextUInt64();

    /// <summary>The next 32 bits: first the low half of a 64-bit word, then its high half.</summary>
    public uint NextUInt32() => Bits.NextUInt32();

    /// <summary>
    /// A <see cref="System.Random"/> that draws from this stream, and advances it, for libraries that need one.
    /// </summary>
    public System.Random AsSystemRandom() => new SystemRandomAdapter(Bits);

    /// <summary>The generator and the seed, as formatted by <see cref="SeedSequence.ToString"/>.</summary>
    public override string ToString() => $"PCG64, seed {Seed}";
}
