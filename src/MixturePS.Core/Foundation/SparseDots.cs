using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Foundation;

/// <summary>Dot products of a sparse row with all columns of a dense matrix.</summary>
/// <remarks>
/// <para>The plain algorithm, for the coordinates (f, x_f) of the row and a matrix with one row of cells per feature:</para>
/// <code>
/// for each column c
///     dot(c) = sum over the row's coordinates of x_f matrix(f, c)
/// </code>
/// <para>Here the loops change places: one coordinate updates the sums of a vector of columns by one instruction, and up to
/// four vectors run at once, as the additions of one sum wait for each other. Each lane sums in the order of the
/// coordinates with a multiplication and an addition, never fused, so its bits are those of the plain loop at every width.
/// Benchmark: RESULTS-micro.md, DotProducts, by width.</para>
/// </remarks>
internal static class SparseDots
{
    private const int Lanes = 8;
    private const int Half = Lanes / 2;

    /// <summary>The widest vectors with full hardware support.</summary>
    public static VectorWidth Widest { get; } = Vector512.IsHardwareAccelerated ? VectorWidth.Bits512
        : Vector256.IsHardwareAccelerated ? VectorWidth.Bits256
        : Vector128.IsHardwareAccelerated ? VectorWidth.Bits128 : VectorWidth.Scalar;

    /// <summary>Replaces <see cref="VectorWidth.Widest"/> by the width that it means on this machine.</summary>
    public static VectorWidth Resolve(VectorWidth width) => width == VectorWidth.Widest ? Widest : width;

    /// <summary>Computes the dot products.</summary>
    /// <param name="matrix">The dense matrix in row-major order, one row per feature.</param>
    /// <param name="stride">The length of a row of the dense matrix, a multiple of 4.</param>
    /// <param name="from">The first column of the dense matrix to use.</param>
    /// <param name="count">The number of columns to use, a multiple of 4.</param>
    /// <param name="columns">The features of the sparse row's non-zero cells, each a row index of the dense matrix.</param>
    /// <param name="values">The values of those cells.</param>
    /// <param name="dots">Receives the results; its length is at least count.</param>
    /// <param name="width">The vector width; not <see cref="VectorWidth.Widest"/>.</param>
    public static void Compute(ReadOnlySpan<double> matrix, int stride, int from, int count, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots, VectorWidth width)
    {
        if (values.Length < columns.Length || dots.Length < count || count % Half != 0 || from < 0 || from + count > stride)
            throw new ArgumentException("The row's values or the result are too short.");
        ref double centers = ref Unsafe.Add(ref MemoryMarshal.GetReference(matrix), from);
        ref double result = ref MemoryMarshal.GetReference(dots);
        switch (width)
        {
            case VectorWidth.Bits512:
                int done = Dots512(ref centers, stride, count, columns, values, ref result);
                if (done < count) Dots256(ref centers, stride, count, done, columns, values, ref result);
                break;
            case VectorWidth.Bits256:
                Dots256(ref centers, stride, count, 0, columns, values, ref result);
                break;
            case VectorWidth.Bits128:
                Dots128(ref centers, stride, count, columns, values, ref result);
                break;
            default:
                DotsScalar(matrix[from..], stride, count, columns, values, dots);
                break;
        }
    }

    private static void DotsScalar(ReadOnlySpan<double> matrix, int stride, int count, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, Span<double> dots)
    {
        dots[..count].Clear();
        for (int p = 0; p < columns.Length; p++)
        {
            var row = matrix.Slice(columns[p] * stride, count);
            for (int c = 0; c < row.Length; c++) dots[c] += values[p] * row[c];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Dots512(ref double centers, nint stride, int length, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ref double result)
    {
        int k = 0;
        for (; k + (4 * Lanes) <= length; k += 4 * Lanes)
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

        for (; k + (2 * Lanes) <= length; k += 2 * Lanes)
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

        for (; k + Lanes <= length; k += Lanes)
        {
            Vector512<double> a = default;
            for (int p = 0; p < columns.Length; p++)
                a += Vector512.Create(values[p]) * Vector512.LoadUnsafe(ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k));
            a.StoreUnsafe(ref result, (nuint)k);
        }

        return k;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots256(ref double centers, nint stride, int length, int k, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ref double result)
    {
        for (; k + (4 * Half) <= length; k += 4 * Half)
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

        for (; k + (2 * Half) <= length; k += 2 * Half)
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

        for (; k < length; k += Half)
        {
            Vector256<double> a = default;
            for (int p = 0; p < columns.Length; p++)
                a += Vector256.Create(values[p]) * Vector256.LoadUnsafe(ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k));
            a.StoreUnsafe(ref result, (nuint)k);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Dots128(ref double centers, nint stride, int length, ReadOnlySpan<int> columns, ReadOnlySpan<double> values, ref double result)
    {
        for (int k = 0; k < length; k += Half)
        {
            Vector128<double> a = default, b = default;
            for (int p = 0; p < columns.Length; p++)
            {
                var x = Vector128.Create(values[p]);
                ref double at = ref Unsafe.Add(ref centers, ((nint)(uint)columns[p] * stride) + k);
                a += x * Vector128.LoadUnsafe(ref at);
                b += x * Vector128.LoadUnsafe(ref at, Half / 2);
            }

            a.StoreUnsafe(ref result, (nuint)k);
            b.StoreUnsafe(ref result, (nuint)(k + (Half / 2)));
        }
    }
}
