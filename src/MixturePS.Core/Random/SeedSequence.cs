using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Random;

/// <summary>
/// Expands seeds of any size to well-mixed initial states of generators, and spawns children for independent streams.
/// Identical to the <c>SeedSequence</c> of NumPy 1.19 and later, with its pool of 128 bits.
/// </summary>
/// <remarks>
/// Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015), for the hash. <see cref="Spawn"/> is not thread-safe.
/// </remarks>
public sealed class SeedSequence
{
    private readonly BigInteger[] _entropy;
    private readonly uint[] _spawnKey;
    private readonly EntropyPool _pool;
    private uint _childrenSpawned;

    /// <summary>Creates a sequence from 128 fresh bits of the operating system, which <see cref="Entropy"/> records.</summary>
    public SeedSequence()
        : this([FreshEntropy()], [])
    {
    }

    /// <summary>Creates a sequence from one integer.</summary>
    /// <param name="entropy">The seed: zero or more, of any size.</param>
    /// <exception cref="MixtureException">InvalidSeed if it is negative.</exception>
    public SeedSequence(BigInteger entropy)
        : this([entropy], [])
    {
    }

    /// <summary>Creates a sequence from several integers, or at a given position in a tree of spawned sequences.</summary>
    /// <param name="entropy">One or more integers of zero or more, each of any size.</param>
    /// <param name="spawnKey">The path from the root of the tree, one number per generation; null or empty for the root.</param>
    /// <exception cref="MixtureException">InvalidSeed if entropy is empty or contains a negative number.</exception>
    public SeedSequence(IReadOnlyList<BigInteger> entropy, IReadOnlyList<uint>? spawnKey = null)
    {
        ArgumentNullException.ThrowIfNull(entropy);
        if (entropy.Count == 0) throw MixtureError.InvalidSeed("the list is empty", null);
        foreach (var number in entropy)
        {
            if (number.Sign < 0)
                throw MixtureError.InvalidSeed(string.Create(CultureInfo.InvariantCulture, $"{number} is negative"), number);
        }

        _entropy = [.. entropy];
        _spawnKey = spawnKey is null ? [] : [.. spawnKey];
        _pool = new EntropyPool(_entropy, _spawnKey);
        Entropy = ReadOnlyValues.Of(_entropy);
        SpawnKey = ReadOnlyValues.Of(_spawnKey);
    }

    /// <summary>Creates a sequence at a given position in the tree that <see cref="Spawn"/> builds from one seed.</summary>
    /// <param name="entropy">The seed at the root: zero or more, of any size.</param>
    /// <param name="spawnKey">The path from the root, one number per generation.</param>
    /// <exception cref="MixtureException">InvalidSeed if the seed is negative.</exception>
    public SeedSequence(BigInteger entropy, IReadOnlyList<uint> spawnKey)
        : this([entropy], spawnKey)
    {
    }

    /// <summary>The integers that the sequence was created from; they reproduce every draw.</summary>
    public IReadOnlyList<BigInteger> Entropy { get; }

    /// <summary>The path from the root of the tree of spawned sequences; empty at the root.</summary>
    public IReadOnlyList<uint> SpawnKey { get; }

    /// <summary>The number of children that <see cref="Spawn"/> has returned so far.</summary>
    public long ChildrenSpawned => _childrenSpawned;

    /// <summary>
    /// Spawns children for independent streams. Calls share one counter: spawning two children and then one gives the same
    /// three as spawning three at once.
    /// </summary>
    /// <param name="n">The number of children, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize if n is negative.</exception>
    public SeedSequence[] Spawn(int n)
    {
        if (n < 0) throw MixtureError.InvalidSize("The number of children", n);
        var children = new SeedSequence[n];
        for (int i = 0; i < n; i++)
        {
            children[i] = new SeedSequence(_entropy, [.. _spawnKey, checked(_childrenSpawned + (uint)i)]);
        }

        _childrenSpawned = checked(_childrenSpawned + (uint)n);
        return children;
    }

    /// <summary>Advances the counter as if children had been spawned.</summary>
    internal void SkipChildren(uint n) => _childrenSpawned = checked(_childrenSpawned + n);

    /// <summary>The first 32-bit words of the state, as <c>generate_state(words, uint32)</c>.</summary>
    /// <param name="words">The number of words, zero or more; a greater number only appends words.</param>
    /// <exception cref="MixtureException">InvalidSize if words is negative.</exception>
    public uint[] GenerateState32(int words)
    {
        if (words < 0) throw MixtureError.InvalidSize("The number of words", words);
        var state = new uint[words];
        _pool.Expand(state);
        return state;
    }

    /// <summary>The first 64-bit words of the state, low half first, as <c>generate_state(words, uint64)</c>.</summary>
    /// <param name="words">The number of words, zero or more.</param>
    /// <exception cref="MixtureException">InvalidSize if words is negative.</exception>
    public ulong[] GenerateState64(int words)
    {
        if (words < 0) throw MixtureError.InvalidSize("The number of words", words);
        var halves = new uint[checked(2 * words)];
        _pool.Expand(halves);
        var state = new ulong[words];
        for (int i = 0; i < words; i++) state[i] = halves[2 * i] | ((ulong)halves[2 * i + 1] << 32);
        return state;
    }

    /// <summary>The entropy in decimal (<c>[1, 2]</c> if there are several integers), and the spawn key if there is one.</summary>
    public override string ToString()
    {
        string entropy = string.Join(", ", _entropy.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        if (_entropy.Length != 1) entropy = $"[{entropy}]";
        if (_spawnKey.Length == 0) return entropy;
        string key = string.Join(", ", _spawnKey.Select(number => number.ToString(CultureInfo.InvariantCulture)));
        return $"{entropy} spawn ({key})";
    }

    private static BigInteger FreshEntropy() => new(RandomNumberGenerator.GetBytes(16), isUnsigned: true);
}
