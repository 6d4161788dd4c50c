using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// Draws from distributions on a <see cref="Pcg64"/> stream: the same numbers, in the same order, as the
/// <c>Generator</c> that NumPy's <c>default_rng</c> gives for the same seed.
/// </summary>
/// <remarks>
/// The numbers are those of NumPy 1.21 to 2.3, to the last bit where NumPy runs on this machine's C runtime. NumPy
/// 1.19 and 1.20 differ in the last bits of a normal or exponential draw from the tail; NumPy 1.26 and later differ in
/// Beta draws, and Dirichlet draws with every parameter below 0.1, where a parameter is so small (below about 0.02)
/// that a power of a uniform underflows to zero: draws are those of NumPy 1.21 to 1.25, or, with both parameters of a
/// Beta draw below 1e-7, where these hardly end, those of 1.26 to 2.3. NumPy 2.4 changed the binomial. Not safe to use
/// from several threads at once: spawn a generator for each.
/// </remarks>
public sealed partial class RandomGenerator
{
    private readonly BinomialSampler _binomial = new();

    /// <summary>A generator at the start of a seed sequence's stream.</summary>
    /// <param name="seed">The seed sequence, kept for <see cref="Spawn"/>.</param>
    public RandomGenerator(SeedSequence seed)
    {
        Bits = new Pcg64(seed);
        Seed = seed;
    }

    /// <summary>A generator that goes on from a saved place in a seed sequence's stream.</summary>
    /// <param name="seed">The seed sequence, kept for <see cref="Spawn"/>.</param>
    /// <param name="state">What <see cref="Pcg64.GetState"/> of <see cref="Bits"/> gave.</param>
    public RandomGenerator(SeedSequence seed, Pcg64State state)
    {
        ArgumentNullException.ThrowIfNull(seed);
        Bits = new Pcg64(state);
        Seed = seed;
    }

    /// <summary>The seed sequence, with which every draw can be repeated.</summary>
    public SeedSequence Seed { get; }

    /// <summary>The stream of bits that all draws come from, in order.</summary>
    public Pcg64 Bits { get; }

    /// <summary>The generator of <c>default_rng(seed)</c>.</summary>
    /// <param name="seed">A whole number of zero or more, of any size.</param>
    /// <exception cref="MixtureException">InvalidSeed if it is negative.</exception>
    public static RandomGenerator FromSeed(BigInteger seed) => new(new SeedSequence(seed));

    /// <summary>A generator on fresh entropy from the operating system; <see cref="Seed"/> tells which.</summary>
    public static RandomGenerator FromEntropy() => new(new SeedSequence());

    /// <summary>Generators on independent streams, one for each child of the seed sequence.</summary>
    /// <param name="n">The number of generators, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize if n is negative.</exception>
    public RandomGenerator[] Spawn(int n) => Array.ConvertAll(Seed.Spawn(n), child => new RandomGenerator(child));

    /// <summary>The next 64 bits.</summary>
    public ulong NextUInt64() => Bits.NextUInt64();

    /// <summary>The next 32 bits: the low half of a fresh word, then its high half.</summary>
    public uint NextUInt32() => Bits.NextUInt32();

    /// <summary>
    /// This stream as a <see cref="System.Random"/>, for libraries that draw from one. It advances this generator.
    /// </summary>
    public System.Random AsSystemRandom() => new SystemRandomView(Bits);

    /// <summary>The seed, as <see cref="SeedSequence.ToString"/> writes it.</summary>
    public override string ToString() => $"PCG64, seed {Seed}";
}
