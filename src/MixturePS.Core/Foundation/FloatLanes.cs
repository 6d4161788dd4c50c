using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace MixturePS.Core.Foundation;

/// <summary>
/// A few single-precision numbers that one instruction computes on, for sums whose rounding errors are bounded: multiplications
/// and additions are fused where the processor can, so that last bits depend on it.
/// </summary>
/// <typeparam name="TSelf">The width: one of the four structures below.</typeparam>
internal interface IFloatLanes<TSelf>
    where TSelf : struct, IFloatLanes<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>One value in all lanes.</summary>
    static abstract TSelf Create(float value);

    /// <summary>Loads the lanes from memory.</summary>
    static abstract TSelf Load(ref readonly float at);

    /// <summary>Stores the lanes to memory.</summary>
    static abstract void Store(TSelf value, ref float at);

    /// <summary>In each lane <c>a * b + c</c>.</summary>
    static abstract TSelf MultiplyAdd(TSelf a, TSelf b, TSelf c);

    /// <summary>In each lane <c>a &lt; b ? x : y</c>.</summary>
    static abstract TSelf IfLess(TSelf a, TSelf b, TSelf x, TSelf y);

    /// <summary>In each lane <c>a == b ? x : y</c>.</summary>
    static abstract TSelf IfEqual(TSelf a, TSelf b, TSelf x, TSelf y);

    /// <summary>The lanes in which two values are equal, one bit each, the first lane in the lowest bit.</summary>
    static abstract ulong EqualLanes(TSelf a, TSelf b);

    /// <summary>The least of the lanes.</summary>
    static abstract float Least(TSelf value);
}

/// <summary>Sixteen lanes of 512 bits.</summary>
internal readonly struct FloatLanes512(Vector512<float> value) : IFloatLanes<FloatLanes512>
{
    private readonly Vector512<float> _value = value;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 Create(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 Load(ref readonly float at) => new(Vector512.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes512 value, ref float at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 MultiplyAdd(FloatLanes512 a, FloatLanes512 b, FloatLanes512 c) =>
        new(Avx512F.IsSupported ? Avx512F.FusedMultiplyAdd(a._value, b._value, c._value) : (a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 IfLess(FloatLanes512 a, FloatLanes512 b, FloatLanes512 x, FloatLanes512 y) => new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes512 IfEqual(FloatLanes512 a, FloatLanes512 b, FloatLanes512 x, FloatLanes512 y) => new(Vector512.ConditionalSelect(Vector512.Equals(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualLanes(FloatLanes512 a, FloatLanes512 b) => Vector512.Equals(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(FloatLanes512 value)
    {
        FloatLanes256 lower = new(value._value.GetLower()), upper = new(value._value.GetUpper());
        return FloatLanes256.Least(FloatLanes256.IfLess(lower, upper, lower, upper));
    }
}

/// <summary>Eight lanes of 256 bits.</summary>
internal readonly struct FloatLanes256(Vector256<float> value) : IFloatLanes<FloatLanes256>
{
    private readonly Vector256<float> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Create(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 Load(ref readonly float at) => new(Vector256.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes256 value, ref float at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 MultiplyAdd(FloatLanes256 a, FloatLanes256 b, FloatLanes256 c) =>
        new(Fma.IsSupported ? Fma.MultiplyAdd(a._value, b._value, c._value) : (a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 IfLess(FloatLanes256 a, FloatLanes256 b, FloatLanes256 x, FloatLanes256 y) => new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes256 IfEqual(FloatLanes256 a, FloatLanes256 b, FloatLanes256 x, FloatLanes256 y) => new(Vector256.ConditionalSelect(Vector256.Equals(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualLanes(FloatLanes256 a, FloatLanes256 b) => Vector256.Equals(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(FloatLanes256 value)
    {
        FloatLanes128 lower = new(value._value.GetLower()), upper = new(value._value.GetUpper());
        return FloatLanes128.Least(FloatLanes128.IfLess(lower, upper, lower, upper));
    }
}

/// <summary>Four lanes of 128 bits.</summary>
internal readonly struct FloatLanes128(Vector128<float> value) : IFloatLanes<FloatLanes128>
{
    private readonly Vector128<float> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Create(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 Load(ref readonly float at) => new(Vector128.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLanes128 value, ref float at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 MultiplyAdd(FloatLanes128 a, FloatLanes128 b, FloatLanes128 c) =>
        new(Fma.IsSupported ? Fma.MultiplyAdd(a._value, b._value, c._value) : AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c._value, a._value, b._value) : (a._value * b._value) + c._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 IfLess(FloatLanes128 a, FloatLanes128 b, FloatLanes128 x, FloatLanes128 y) => new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLanes128 IfEqual(FloatLanes128 a, FloatLanes128 b, FloatLanes128 x, FloatLanes128 y) => new(Vector128.ConditionalSelect(Vector128.Equals(a._value, b._value), x._value, y._value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong EqualLanes(FloatLanes128 a, FloatLanes128 b) => Vector128.Equals(a._value, b._value).ExtractMostSignificantBits();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Least(FloatLanes128 value)
    {
        FloatLanes128 moved = new(Vector128.Shuffle(value._value, Vector128.Create(2, 3, 0, 1))), two = IfLess(value, moved, value, moved);
        FloatLanes128 again = new(Vector128.Shuffle(two._value, Vector128.Create(1, 0, 3, 2)));
        return IfLess(two, again, two, again)._value.ToScalar();
    }
}

/// <summary>One lane: a plain number.</summary>
internal readonly struct FloatLane(float value) : IFloatLanes<FloatLane>
{
    private readonly float _value = value;

    public static int Count => 1;

    public static FloatLane Create(float value) => new(value);

    public static FloatLane Load(ref readonly float at) => new(at);

    public static void Store(FloatLane value, ref float at) => at = value._value;

    public static FloatLane MultiplyAdd(FloatLane a, FloatLane b, FloatLane c) => new((a._value * b._value) + c._value);

    public static FloatLane IfLess(FloatLane a, FloatLane b, FloatLane x, FloatLane y) => a._value < b._value ? x : y;

    public static FloatLane IfEqual(FloatLane a, FloatLane b, FloatLane x, FloatLane y) => a._value == b._value ? x : y;

    public static ulong EqualLanes(FloatLane a, FloatLane b) => a._value == b._value ? 1u : 0;

    public static float Least(FloatLane value) => value._value;
}
