using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Dot products of sparse rows with several centres at once. Centres lie feature-major, padded to whole vectors, so that
/// one coordinate of a row updates several centres by one instruction. Each dot product is added up in the order of
/// the row's coordinates with a multiplication and an addition, never fused, so its bits don't depend on the vectors'
/// width.
/// </summary>
internal sealed class CenterKernel
{
    private const int Lanes = 8;
    private const int CacheLine = 64;
    private const int FeatureBlock = 64;
    private readonly VectorWidth _width;
    private double[] _byFeature = [];
    private int _start;

    /// <summary>A kernel without centres.</summary>
    /// <param name="width">The vectors to use, the same result with each; the widest of the machine unless a test says otherwise.</param>
    public CenterKernel(VectorWidth width = VectorWidth.Widest)
    {
        _width = width != VectorWidth.Widest ? width
            : Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
            : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256 : VectorWidth.Scalar;
    }

    /// <summary>The number of centres, rounded up to whole vectors: the length of what <see cref="Dots"/> writes.</summary>
    public int Stride { get; private set; }

    /// <summary>Lays out centres in place of those before.</summary>
    /// <param name="centers">All centres, row after row; read.</param>
    /// <param name="chosen">The centres to take, from zero, in the order of the dot products.</param>
    /// <param name="featureCount">The number of features, J.</param>
    /// <param name="threads">The most threads to use.</param>
    public void Load(double[] centers, int[] chosen, int featureCount, int threads)
    {
        Stride = (chosen.Length + Lanes - 1) / Lanes * Lanes;
        int length = checked((Stride * featureCount) + Lanes);
        if (_byFeature.Length < length)
        {
            // Pinned, so that vectors can begin where cache lines do.
            _byFeature = LargeArray.Uninitialized<double>(length, pinned: true);
            _start = (int)((CacheLine - (Address(_byFeature) % CacheLine)) % CacheLine) / sizeof(double);
        }

        ParallelBlocks.Run(featureCount, FeatureBlock, Stride * featureCount < (1 << 16) ? 1 : threads, CancellationToken.None, (_, from, to) =>
        {
            var target = _byFeature.AsSpan(_start + (from * Stride), (to - from) * Stride);
            for (int c = 0; c < chosen.Length; c++)
            {
                var source = centers.AsSpan((chosen[c] * featureCount) + from, to - from);
                for (int f = 0, at = c; f < source.Length; f++, at += Stride) target[at] = source[f];
            }

            for (int c = chosen.Length; c < Stride; c++)
                for (int at = c; at < target.Length; at += Stride) target[at] = 0;
        });
    }

    /// <summary>Lays out some of the centres anew; the others stay as they were laid out, all of them in their own order.</summary>
    /// <param name="centers">All centres, row after row; read.</param>
    /// <param name="changed">The centres to lay out anew.</param>
    /// <param name="featureCount">The number of features, J.</param>
    public void Reload(double[] centers, int[] changed, int featureCount)
    {
        foreach (int c in changed)
        {
            var source = centers.AsSpan(c * featureCount, featureCount);
            for (int f = 0, at = _start + c; f < source.Length; f++, at += Stride) _byFeature[at] = source[f];
        }
    }

    /// <summary>The dot products of one row with all centres that were laid out.</summary>
    /// <param name="columns">The features of the row's coordinates.</param>
    /// <param name="values">The row's coordinates.</param>
    /// <param name="dots">Written; at least Stride long; what lies beyond the centres is zero.</param>
    public void Dots(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots)
    {
        if (values.Length < columns.Length || dots.Length < Stride)
            throw new ArgumentException("The row's values or the result are too short.");
        ref double centers = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_byFeature), _start);
        ref double result = ref MemoryMarshal.GetReference(dots);
        switch (_width)
        {
            case VectorWidth.Bits512:
                Dots512(columns, values, ref centers, ref result);
                break;
            case VectorWidth.Bits256:
                Dots256(columns, values, ref centers, ref result);
                break;
            default:
                dots[..Stride].Clear();
                for (int p = 0; p < columns.Length; p++)
                {
                    ref double at = ref Unsafe.Add(ref centers, (nint)columns[p] * Stride);
                    for (int c = 0; c < Stride; c++) dots[c] += values[p] * Unsafe.Add(ref at, c);
                }

                break;
        }
    }

    private static unsafe long Address(double[] pinned) => (long)(nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dots512(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ref double centers, ref double result)
    {
        nint stride = Stride;
        int k = 0;
        for (; k + (4 * Lanes) <= Stride; k += 4 * Lanes)
        {
            Vector512<double> a = default, b = default, c = default, d = default;
            for (int p = 0; p < columns.Length; p++)
            {
                var x = Vector512.Create(values[p]);
                ref double at = ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k);
                a += x * Vector512.LoadUnsafe(ref at);
                b += x * Vector512.LoadUnsafe(ref at, Lanes);
                c += x * Vector512.LoadUnsafe(ref at, 2 * Lanes);
                d += x * Vector512.LoadUnsafe(ref at, 3 * Lanes);
            }

            a.StoreUnsafe(ref result, (nuint)k);
            b.StoreUnsafe(ref result, (nuint)(k + Lanes));
            c.StoreUnsafe(ref result, (nuint)(k + (2 * Lanes)));
            d.StoreUnsafe(ref result, (nuint)(k + (3 * Lanes)));
        }

        for (; k + (2 * Lanes) <= Stride; k += 2 * Lanes)
        {
            Vector512<double> a = default, b = default;
            for (int p = 0; p < columns.Length; p++)
            {
                var x = Vector512.Create(values[p]);
                ref double at = ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k);
                a += x * Vector512.LoadUnsafe(ref at);
                b += x * Vector512.LoadUnsafe(ref at, Lanes);
            }

            a.StoreUnsafe(ref result, (nuint)k);
            b.StoreUnsafe(ref result, (nuint)(k + Lanes));
        }

        for (; k < Stride; k += Lanes)
        {
            Vector512<double> a = default;
            for (int p = 0; p < columns.Length; p++)
                a += Vector512.Create(values[p]) * Vector512.LoadUnsafe(ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k));
            a.StoreUnsafe(ref result, (nuint)k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Dots256(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ref double centers, ref double result)
    {
        const int Half = Lanes / 2;
        nint stride = Stride;
        int k = 0;
        for (; k + (2 * Lanes) <= Stride; k += 2 * Lanes)
        {
            Vector256<double> a = default, b = default, c = default, d = default;
            for (int p = 0; p < columns.Length; p++)
            {
                var x = Vector256.Create(values[p]);
                ref double at = ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k);
                a += x * Vector256.LoadUnsafe(ref at);
                b += x * Vector256.LoadUnsafe(ref at, Half);
                c += x * Vector256.LoadUnsafe(ref at, 2 * Half);
                d += x * Vector256.LoadUnsafe(ref at, 3 * Half);
            }

            a.StoreUnsafe(ref result, (nuint)k);
            b.StoreUnsafe(ref result, (nuint)(k + Half));
            c.StoreUnsafe(ref result, (nuint)(k + (2 * Half)));
            d.StoreUnsafe(ref result, (nuint)(k + (3 * Half)));
        }

        for (; k < Stride; k += Lanes)
        {
            Vector256<double> a = default, b = default;
            for (int p = 0; p < columns.Length; p++)
            {
                var x = Vector256.Create(values[p]);
                ref double at = ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k);
                a += x * Vector256.LoadUnsafe(ref at);
                b += x * Vector256.LoadUnsafe(ref at, Half);
            }

            a.StoreUnsafe(ref result, (nuint)k);
            b.StoreUnsafe(ref result, (nuint)(k + Half));
        }
    }
}
