using System.Numerics;

namespace MixturePS.Core.Random;

/// <summary>The four 32-bit words into which a seed sequence mixes its entropy, and the hash that expands them to a state.</summary>
/// <remarks>Source: M. E. O'Neill, "Developing a seed_seq Alternative" (2015).</remarks>
internal sealed class EntropyPool
{
    private const int Size = 4;
    private const uint InitialA = 0x43b0d7e5;
    private const uint MultiplierA = 0x931e8875;
    private const uint InitialB = 0x8b51f9dd;
    private const uint MultiplierB = 0x58f38ded;
    private const uint MixLeft = 0xca01f9dd;
    private const uint MixRight = 0x4973f715;

    private readonly uint[] _words = new uint[Size];
    private uint _hash = InitialA;

    public EntropyPool(BigInteger[] entropy, uint[] spawnKey)
    {
        var source = new List<uint>();
        foreach (var number in entropy) AppendWords(number, source);
        if (spawnKey.Length > 0)
        {
            // Short entropy is padded with zeros, so that no spawn key can be mistaken for entropy.
            while (source.Count < Size) source.Add(0);
            source.AddRange(spawnKey);
        }

        for (int i = 0; i < Size; i++) _words[i] = Hash(i < source.Count ? source[i] : 0);
        for (int from = 0; from < Size; from++)
        {
            for (int to = 0; to < Size; to++)
            {
                if (from != to) _words[to] = Mix(_words[to], Hash(_words[from]));
            }
        }

        for (int from = Size; from < source.Count; from++)
        {
            for (int to = 0; to < Size; to++) _words[to] = Mix(_words[to], Hash(source[from]));
        }
    }

    /// <summary>Fills the state with hashes of the pool's words in cyclic order.</summary>
    public void Expand(Span<uint> state)
    {
        uint hash = InitialB;
        for (int i = 0; i < state.Length; i++)
        {
            uint value = _words[i % Size] ^ hash;
            hash *= MultiplierB;
            value *= hash;
            state[i] = value ^ (value >> 16);
        }
    }

    /// <summary>Appends the 32-bit words of a number, lowest first; zero is one word.</summary>
    private static void AppendWords(BigInteger number, List<uint> words)
    {
        do
        {
            words.Add((uint)(number & uint.MaxValue));
            number >>= 32;
        }
        while (!number.IsZero);
    }

    private uint Hash(uint value)
    {
        value ^= _hash;
        _hash *= MultiplierA;
        value *= _hash;
        return value ^ (value >> 16);
    }

    private static uint Mix(uint x, uint y)
    {
        uint mixed = MixLeft * x - MixRight * y;
        return mixed ^ (mixed >> 16);
    }
}
