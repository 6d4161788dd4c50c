using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Foundation;

/// <summary>
/// A few doubles that one instruction computes on. A kernel is written once with the width as its type argument, and the
/// JIT compiles it for each; every lane computes what a scalar would, so the bits of a lane don't depend on the width.
/// </summary>
/// <typeparam name="TSelf">The width: one of the four structures below.</typeparam>
internal interface ILanes<TSelf>
    where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }

    /// <summary>One value in all lanes.</summary>
    static abstract TSelf Create(double value);

    /// <summary>Loads the lanes from memory.</summary>
    static abstract TSelf Load(ref readonly double at);

    /// <summary>Stores the lanes to memory.</summary>
    static abstract void Store(TSelf value, ref double at);

    /// <summary>The sum of each lane.</summary>
    static abstract TSelf operator +(TSelf a, TSelf b);

    /// <summary>The difference of each lane.</summary>
    static abstract TSelf operator -(TSelf a, TSelf b);

    /// <summary>The product of each lane; never fused with an addition.</summary>
    static abstract TSelf operator *(TSelf a, TSelf b);

    /// <summary>In each lane <c>a &lt; b ? x : y</c>.</summary>
    static abstract TSelf IfLess(TSelf a, TSelf b, TSelf x, TSelf y);
}

/// <summary>Eight lanes of 512 bits.</summary>
internal readonly struct Lanes512(Vector512<double> value) : ILanes<Lanes512>
{
    private readonly Vector512<double> _value = value;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Create(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 Load(ref readonly double at) => new(Vector512.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes512 value, ref double at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator +(Lanes512 a, Lanes512 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator -(Lanes512 a, Lanes512 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 operator *(Lanes512 a, Lanes512 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes512 IfLess(Lanes512 a, Lanes512 b, Lanes512 x, Lanes512 y) => new(Vector512.ConditionalSelect(Vector512.LessThan(a._value, b._value), x._value, y._value));
}

/// <summary>Four lanes of 256 bits.</summary>
internal readonly struct Lanes256(Vector256<double> value) : ILanes<Lanes256>
{
    private readonly Vector256<double> _value = value;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Create(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 Load(ref readonly double at) => new(Vector256.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes256 value, ref double at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator +(Lanes256 a, Lanes256 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator -(Lanes256 a, Lanes256 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 operator *(Lanes256 a, Lanes256 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes256 IfLess(Lanes256 a, Lanes256 b, Lanes256 x, Lanes256 y) => new(Vector256.ConditionalSelect(Vector256.LessThan(a._value, b._value), x._value, y._value));
}

/// <summary>Two lanes of 128 bits.</summary>
internal readonly struct Lanes128(Vector128<double> value) : ILanes<Lanes128>
{
    private readonly Vector128<double> _value = value;

    public static int Count => 2;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Create(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 Load(ref readonly double at) => new(Vector128.LoadUnsafe(in at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes128 value, ref double at) => value._value.StoreUnsafe(ref at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator +(Lanes128 a, Lanes128 b) => new(a._value + b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator -(Lanes128 a, Lanes128 b) => new(a._value - b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 operator *(Lanes128 a, Lanes128 b) => new(a._value * b._value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes128 IfLess(Lanes128 a, Lanes128 b, Lanes128 x, Lanes128 y) => new(Vector128.ConditionalSelect(Vector128.LessThan(a._value, b._value), x._value, y._value));
}

/// <summary>One lane: a plain double.</summary>
internal readonly struct ScalarLane(double value) : ILanes<ScalarLane>
{
    private readonly double _value = value;

    public static int Count => 1;

    public static ScalarLane Create(double value) => new(value);

    public static ScalarLane Load(ref readonly double at) => new(at);

    public static void Store(ScalarLane value, ref double at) => at = value._value;

    public static ScalarLane operator +(ScalarLane a, ScalarLane b) => new(a._value + b._value);

    public static ScalarLane operator -(ScalarLane a, ScalarLane b) => new(a._value - b._value);

    public static ScalarLane operator *(ScalarLane a, ScalarLane b) => new(a._value * b._value);

    public static ScalarLane IfLess(ScalarLane a, ScalarLane b, ScalarLane x, ScalarLane y) => a._value < b._value ? x : y;
}
