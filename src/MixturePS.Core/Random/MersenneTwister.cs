namespace MixturePS.Core.Random;

/// <summary>The MT19937 generator of 32-bit words, with a period of 2^19937 - 1.</summary>
/// <remarks>
/// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister: A 623-Dimensionally Equidistributed Uniform Pseudo-Random
/// Number Generator", ACM Transactions on Modeling and Computer Simulation 8(1) (1998), with the authors' seeding of 2002.
/// </remarks>
internal sealed class MersenneTwister
{
    private const int Length = 624;
    private const int Middle = 397;

    private readonly uint[] _state = new uint[Length];
    private int _position = Length;

    /// <summary>Seeds the generator with one word.</summary>
    public MersenneTwister(uint seed)
    {
        _state[0] = seed;
        for (int i = 1; i < Length; i++)
            _state[i] = 1812433253 * (_state[i - 1] ^ (_state[i - 1] >> 30)) + (uint)i;
    }

    /// <summary>Seeds the generator with one or more words.</summary>
    public MersenneTwister(ReadOnlySpan<uint> seeds)
        : this(19650218)
    {
        var state = _state;
        int i = 1, j = 0;
        for (int turn = Math.Max(Length, seeds.Length); turn > 0; turn--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1664525)) + seeds[j] + (uint)j;
            if (++j == seeds.Length) j = 0;
            i = NextIndex(i);
        }

        for (int turn = Length - 1; turn > 0; turn--)
        {
            state[i] = (state[i] ^ ((state[i - 1] ^ (state[i - 1] >> 30)) * 1566083941)) - (uint)i;
            i = NextIndex(i);
        }

        state[0] = 0x80000000;
    }

    /// <summary>The next 32 bits.</summary>
    public uint NextUInt32()
    {
        if (_position == Length) Twist();
        uint word = _state[_position++];
        word ^= word >> 11;
        word ^= (word << 7) & 0x9d2c5680;
        word ^= (word << 15) & 0xefc60000;
        return word ^ (word >> 18);
    }

    /// <summary>The next 64 bits, high half first.</summary>
    public ulong NextUInt64()
    {
        ulong high = NextUInt32();
        return (high << 32) | NextUInt32();
    }

    /// <summary>Draws uniformly from [0, 1) in steps of 2^-53, from 27 bits of one word and 26 of the next.</summary>
    public double NextDouble()
    {
        uint high = NextUInt32() >> 5;
        uint low = NextUInt32() >> 6;
        return (high * 67108864.0 + low) / 9007199254740992.0;
    }

    /// <summary>The index after i; at the end it copies the last word to index 0 and wraps to 1.</summary>
    private int NextIndex(int i)
    {
        if (i + 1 < Length) return i + 1;
        _state[0] = _state[Length - 1];
        return 1;
    }

    private void Twist()
    {
        for (int i = 0; i < Length; i++)
        {
            uint joined = (_state[i] & 0x80000000) | (_state[(i + 1) % Length] & 0x7fffffff);
            _state[i] = _state[(i + Middle) % Length] ^ (joined >> 1) ^ ((joined & 1) * 0x9908b0df);
        }

        _position = 0;
    }
}
