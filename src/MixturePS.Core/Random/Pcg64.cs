using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MixturePS.Core.Random;

/// <summary>
/// The permuted congruential generator PCG XSL-RR 128/64, with a period of 2^128. Its output is identical to NumPy's
/// <c>PCG64</c>.
/// </summary>
/// <remarks>
/// <para>The plain algorithm, on 128-bit integers:</para>
/// <code>
/// state = state * multiplier + increment
/// word = (high half ^ low half of the state), rotated right by the upper six bits of the state
/// </code>
/// <para>
/// The deviation: words are computed ahead, in blocks. Each step waits for the product of the one before, so a block is
/// computed as several sequences whose products overlap, each of which takes every fourth word: four steps of
/// x -> ax + c are one step of the same form. <see cref="GetState"/> is the state after the last word that was read.
/// </para>
/// <para>
/// Source: M. E. O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random
/// Number Generation", HMC-CS-2014-0905 (2014). Not thread-safe.
/// </para>
/// </remarks>
public sealed class Pcg64
{
    private const ulong MultiplierHigh = 2549297995355413924;
    private const ulong MultiplierLow = 4865540595714422341;

    /// <summary>The unit of uniform draws, 2^-53.</summary>
    internal const double TwoToMinus53 = 1.0 / 9007199254740992.0;

    // Many generators draw a few words only, so the first block is short.
    private const int FirstBlock = 8;
    private const int Block = 256;
    private const int Lanes = 4;

    private static readonly Jump s_lanes = Jump.Of(Lanes);

    private readonly UInt128 _increment;

    // The state of the first word that isn't computed yet.
    private UInt128 _next;
    private ulong[] _words = [];
    private int _read;
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
        _increment = new UInt128((words[2] << 1) | (words[3] >> 63), (words[3] << 1) | 1);
        _next = Step(Step(_increment + new UInt128(words[0], words[1]), _increment), _increment);
    }

    /// <summary>Restores the generator from a saved state.</summary>
    /// <param name="state">The result of <see cref="GetState"/>.</param>
    public Pcg64(Pcg64State state)
    {
        (_increment, _next) = (state.Increment, Step(state.State, state.Increment));
        (_hasHalf, _half) = (state.HasUInt32, state.UInt32);
    }

    /// <summary>The current state, from which another generator can continue.</summary>
    public Pcg64State GetState() => new(StateAfter(0 - (UInt128)(uint)(Unread + 1)), _increment, _hasHalf, _half);

    /// <summary>An independent copy that will produce the same stream from here on.</summary>
    public Pcg64 Clone() => new(GetState());

    /// <summary>The next 64 bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong NextUInt64()
    {
        var (words, read) = (_words, _read);
        if ((uint)read >= (uint)words.Length) return FirstOfNextBlock();
        _read = read + 1;
        return words[read];
    }

    /// <summary>Draws 64-bit words.</summary>
    /// <param name="words">Receives the words.</param>
    internal void Fill(Span<ulong> words)
    {
        int ready = Math.Min(Unread, words.Length);
        _words.AsSpan(_read, ready).CopyTo(words);
        _read += ready;
        if (ready < words.Length) Compute(words[ready..]);
    }

    /// <summary>The next words, one or more, without drawing them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ReadOnlySpan<ulong> Peek()
    {
        if (_read == _words.Length) ComputeNextBlock();
        return _words.AsSpan(_read);
    }

    /// <summary>Draws words that were looked at.</summary>
    /// <param name="count">The number of words, at most the number that <see cref="Peek"/> returned.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Skip(int count) => _read += count;

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
    public void Advance(UInt128 delta)
    {
        _next = StateAfter(delta - (uint)Unread);
        _read = _words.Length;
        (_hasHalf, _half) = (false, 0);
    }

    private int Unread => _words.Length - _read;

    private UInt128 StateAfter(UInt128 steps)
    {
        var jump = Jump.Of(steps);
        return (jump.Multiplier * _next) + (jump.IncrementFactor * _increment);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ulong FirstOfNextBlock()
    {
        ComputeNextBlock();
        _read = 1;
        return _words[0];
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ComputeNextBlock()
    {
        if (_words.Length < Block) _words = new ulong[_words.Length == 0 ? FirstBlock : Block];
        Compute(_words);
        _read = 0;
    }

    /// <summary>Computes the next words.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Compute(Span<ulong> words)
    {
        UInt128 a = _next, b = Step(a, _increment), c = Step(b, _increment), d = Step(c, _increment);
        var (multiplier, increment) = (s_lanes.Multiplier, s_lanes.IncrementFactor * _increment);
        var (multiplierHigh, multiplierLow) = ((ulong)(multiplier >> 64), (ulong)multiplier);
        var (incrementHigh, incrementLow) = ((ulong)(increment >> 64), (ulong)increment);
        var (aHigh, aLow, bHigh, bLow) = ((ulong)(a >> 64), (ulong)a, (ulong)(b >> 64), (ulong)b);
        var (cHigh, cLow, dHigh, dLow) = ((ulong)(c >> 64), (ulong)c, (ulong)(d >> 64), (ulong)d);
        int i = 0;
        ref ulong start = ref MemoryMarshal.GetReference(words);
        for (; i <= words.Length - Lanes; i += Lanes)
        {
            ref ulong at = ref Unsafe.Add(ref start, i);
            at = Word(aHigh, aLow);
            Unsafe.Add(ref at, 1) = Word(bHigh, bLow);
            Unsafe.Add(ref at, 2) = Word(cHigh, cLow);
            Unsafe.Add(ref at, 3) = Word(dHigh, dLow);
            Step(ref aHigh, ref aLow, multiplierHigh, multiplierLow, incrementHigh, incrementLow);
            Step(ref bHigh, ref bLow, multiplierHigh, multiplierLow, incrementHigh, incrementLow);
            Step(ref cHigh, ref cLow, multiplierHigh, multiplierLow, incrementHigh, incrementLow);
            Step(ref dHigh, ref dLow, multiplierHigh, multiplierLow, incrementHigh, incrementLow);
        }

        // The first sequence is now at the next word; what remains is fewer words than there are sequences.
        _next = new UInt128(aHigh, aLow);
        for (; i < words.Length; i++)
        {
            words[i] = Word((ulong)(_next >> 64), (ulong)_next);
            _next = Step(_next, _increment);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Word(ulong high, ulong low) => BitOperations.RotateRight(high ^ low, (int)(high >> 58));

    private static UInt128 Step(UInt128 state, UInt128 increment) => (state * new UInt128(MultiplierHigh, MultiplierLow)) + increment;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(ref ulong high, ref ulong low, ulong multiplierHigh, ulong multiplierLow, ulong incrementHigh, ulong incrementLow)
    {
        ulong next = Math.BigMul(low, multiplierLow, out ulong product) + (high * multiplierLow) + (low * multiplierHigh);
        low = product + incrementLow;
        high = next + incrementHigh + (low < product ? 1UL : 0UL);
    }

    /// <summary>A number of steps as one step: x -> Multiplier * x + IncrementFactor * increment.</summary>
    /// <remarks>
    /// Source: F. B. Brown, "Random Number Generation with Arbitrary Stride", Transactions of the American Nuclear
    /// Society 71 (1994): n steps of x -> ax + c are one step, whose a and c are computed by repeated squaring.
    /// </remarks>
    private readonly record struct Jump(UInt128 Multiplier, UInt128 IncrementFactor)
    {
        public static Jump Of(UInt128 steps)
        {
            UInt128 multiplier = new(MultiplierHigh, MultiplierLow), factor = 1;
            UInt128 totalMultiplier = 1, totalFactor = 0;
            for (; steps != 0; steps >>= 1)
            {
                if ((steps & 1) != 0)
                {
                    totalMultiplier *= multiplier;
                    totalFactor = totalFactor * multiplier + factor;
                }

                factor *= multiplier + 1;
                multiplier *= multiplier;
            }

            return new Jump(totalMultiplier, totalFactor);
        }
    }
}
