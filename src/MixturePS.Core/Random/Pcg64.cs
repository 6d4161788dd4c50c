using System.Numerics;
using System.Runtime.CompilerServices;

namespace MixturePS.Core.Random;

/// <summary>
/// The permuted congruential generator PCG XSL-RR 128/64, with a period of 2^128. Its output is identical to NumPy's
/// <c>PCG64</c>.
/// </summary>
/// <remarks>
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
/// Number Generation", HMC-CS-2014-0905 (2014). Not thread-safe.
/// </remarks>
public sealed class Pcg64
{
    private const ulong MultiplierHigh = 2549297995355413924;
    private const ulong MultiplierLow = 4865540595714422341;
    private const double TwoToMinus53 = 1.0 / 9007199254740992.0;

    private ulong _high;
    private ulong _low;
    private readonly ulong _incrementHigh;
    private readonly ulong _incrementLow;
    private uint _half;
    private bool _hasHalf;

    /// <summary>The name of the algorithm.</summary>
    public override string ToString() => "PCG64";

    /// <summary>Seeds the generator with four 64-bit words of a seed sequence.</summary>
    /// <param name="seed">The seed sequence, which is not changed.</param>
    public Pcg64(SeedSequence seed)
    {
        ArgumentNullException.ThrowIfNull(seed);
        var words = seed.GenerateState64(4);
        _incrementHigh = (words[2] << 1) | (words[3] >> 63);
        _incrementLow = (words[3] << 1) | 1;
        var start = new UInt128(_incrementHigh, _incrementLow) + new UInt128(words[0], words[1]);
        (_high, _low) = ((ulong)(start >> 64), (ulong)start);
        Step();
    }

    /// <summary>Restores the generator from a saved state.</summary>
    /// <param name="state">The result of <see cref="GetState"/>.</param>
    public Pcg64(Pcg64State state)
    {
        (_incrementHigh, _incrementLow) = ((ulong)(state.Increment >> 64), (ulong)state.Increment);
        (_high, _low) = ((ulong)(state.State >> 64), (ulong)state.State);
        (_hasHalf, _half) = (state.HasUInt32, state.UInt32);
    }

    /// <summary>The current state, from which another generator can continue.</summary>
    public Pcg64State GetState() =>
        new(new UInt128(_high, _low), new UInt128(_incrementHigh, _incrementLow), _hasHalf, _half);

    /// <summary>An independent copy that will produce the same stream from here on.</summary>
    public Pcg64 Clone() => new(GetState());

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        Step();
        return Word(_high, _low);
    }

    /// <summary>Draws 64-bit words.</summary>
    /// <param name="words">Receives the words.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Fill(Span<ulong> words)
    {
        // Local copies, so that the state stays in registers.
        var (high, low, incrementHigh, incrementLow) = (_high, _low, _incrementHigh, _incrementLow);
        for (int i = 0; i < words.Length; i++)
        {
            Step(ref high, ref low, incrementHigh, incrementLow);
            words[i] = Word(high, low);
        }

        (_high, _low) = (high, low);
    }

    /// <summary>The next 32 bits: first the low half of a 64-bit word, then its high half.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NextUInt32()
    {
        if (_hasHalf)
        {
            _hasHalf = false;
            return _half;
        }

        ulong word = NextUInt64();
        _hasHalf = true;
        _half = (uint)(word >> 32);
        return (uint)word;
    }

    /// <summary>Draws uniformly from [0, 1) in steps of 2^-53.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double NextDouble() => (long)(NextUInt64() >> 11) * TwoToMinus53;

    /// <summary>Advances the state as if a number of 64-bit words had been drawn; discards a buffered half word.</summary>
    /// <param name="delta">The number of words; 2^128 - n rewinds by n.</param>
    /// <remarks>
    /// Source: F. B. Brown, "Random Number Generation with Arbitrary Stride", Transactions of the American Nuclear
    /// Society 71 (1994): n steps of x -> ax + c are one step, whose a and c are computed by repeated squaring.
    /// </remarks>
    public void Advance(UInt128 delta)
    {
        var multiplier = new UInt128(MultiplierHigh, MultiplierLow);
        var increment = new UInt128(_incrementHigh, _incrementLow);
        UInt128 totalMultiplier = 1, totalIncrement = 0;
        for (; delta != 0; delta >>= 1)
        {
            if ((delta & 1) != 0)
            {
                totalMultiplier *= multiplier;
                totalIncrement = totalIncrement * multiplier + increment;
            }

            increment = (multiplier + 1) * increment;
            multiplier *= multiplier;
        }

        var state = totalMultiplier * new UInt128(_high, _low) + totalIncrement;
        (_high, _low) = ((ulong)(state >> 64), (ulong)state);
        (_hasHalf, _half) = (false, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ulong high, ulong low) => BitOperations.RotateRight(high ^ low, (int)(high >> 58));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref ulong high, ref ulong low, ulong incrementHigh, ulong incrementLow)
    {
        ulong next = Math.BigMul(low, MultiplierLow, out ulong product) + high * MultiplierLow + low * MultiplierHigh;
        low = product + incrementLow;
        high = next + incrementHigh + (low < product ? 1UL : 0UL);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step() => Step(ref _high, ref _low, _incrementHigh, _incrementLow);
}
