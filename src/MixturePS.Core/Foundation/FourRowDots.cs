using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Foundation;

/// <summary>Dot products of four sparse rows with all columns of a dense matrix.</summary>
/// <remarks>
/// <para>The plain algorithm: <see cref="SparseDots"/> for one row after the other.</para>
/// <para>At 512 bits the four rows run side by side, as the additions of one sum wait for each other and those of different
/// rows don't. A row's sums still run in the order of its coordinates: the four advance together as far as the shortest
/// row goes, and then each finishes alone. The bits are those of <see cref="SparseDots"/>. At narrower widths four vectors of
/// one row already run at once, and the plain algorithm is used. Benchmark: RESULTS.md, the row "k-means of that,
/// K = 100, 10 iterations".</para>
/// </remarks>
internal static class FourRowDots
{
    private const int Rows = 4;
    private const int Lanes = 8;

    /// <summary>Computes the dot products.</summary>
    /// <param name="matrix">The dense matrix in row-major order, one row per feature.</param>
    /// <param name="stride">The length of a row of the dense matrix, a multiple of 8.</param>
    /// <param name="offsets">The start of each sparse row; the last entry is the end of the last row.</param>
    /// <param name="columns">The features of the non-zero cells of all sparse rows, each a row index of the dense matrix.</param>
    /// <param name="values">The values of those cells.</param>
    /// <param name="rows">The indices of the four sparse rows.</param>
    /// <param name="dots">Receives the 4 x stride results in row-major order.</param>
    /// <param name="width">The vector width; not <see cref="VectorWidth.Widest"/>.</param>
    public static void Compute(ReadOnlySpan<double> matrix, int stride, int[] offsets, int[] columns, double[] values, ReadOnlySpan<int> rows, Span<double> dots, VectorWidth width)
    {
        if (rows.Length != Rows || dots.Length < Rows * stride || stride % Lanes != 0) throw new ArgumentException("Rows or dots are too short.");
        if (width == VectorWidth.Bits512)
        {
            Four512(ref MemoryMarshal.GetReference(matrix), stride, offsets, columns, values, rows, ref MemoryMarshal.GetReference(dots));
            return;
        }

        for (int r = 0; r < Rows; r++)
        {
            int start = offsets[rows[r]], length = offsets[rows[r] + 1] - start;
            SparseDots.Compute(matrix, stride, 0, stride, columns.AsSpan(start, length), values.AsSpan(start, length), dots[(r * stride)..], width);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four512(ref double matrix, nint stride, int[] offsets, int[] columns, double[] values, ReadOnlySpan<int> rows, ref double dots)
    {
        nint startA = offsets[rows[0]], startB = offsets[rows[1]], startC = offsets[rows[2]], startD = offsets[rows[3]];
        nint lengthA = offsets[rows[0] + 1] - startA, lengthB = offsets[rows[1] + 1] - startB;
        nint lengthC = offsets[rows[2] + 1] - startC, lengthD = offsets[rows[3] + 1] - startD;
        nint shared = Math.Min(Math.Min(lengthA, lengthB), Math.Min(lengthC, lengthD));
        ref int features = ref MemoryMarshal.GetArrayDataReference(columns);
        ref double coordinates = ref MemoryMarshal.GetArrayDataReference(values);
        ref int featureA = ref Unsafe.Add(ref features, startA), featureB = ref Unsafe.Add(ref features, startB);
        ref int featureC = ref Unsafe.Add(ref features, startC), featureD = ref Unsafe.Add(ref features, startD);
        ref double valueA = ref Unsafe.Add(ref coordinates, startA), valueB = ref Unsafe.Add(ref coordinates, startB);
        ref double valueC = ref Unsafe.Add(ref coordinates, startC), valueD = ref Unsafe.Add(ref coordinates, startD);
        for (nint k = 0; k < stride; k += Lanes)
        {
            ref double block = ref Unsafe.Add(ref matrix, k);
            Vector512<double> a = default, b = default, c = default, d = default;
            for (nint p = 0; p < shared; p++)
            {
                a += Product(ref block, stride, ref featureA, ref valueA, p);
                b += Product(ref block, stride, ref featureB, ref valueB, p);
                c += Product(ref block, stride, ref featureC, ref valueC, p);
                d += Product(ref block, stride, ref featureD, ref valueD, p);
            }

            for (nint p = shared; p < lengthA; p++) a += Product(ref block, stride, ref featureA, ref valueA, p);
            for (nint p = shared; p < lengthB; p++) b += Product(ref block, stride, ref featureB, ref valueB, p);
            for (nint p = shared; p < lengthC; p++) c += Product(ref block, stride, ref featureC, ref valueC, p);
            for (nint p = shared; p < lengthD; p++) d += Product(ref block, stride, ref featureD, ref valueD, p);
            a.StoreUnsafe(ref dots, (nuint)k);
            b.StoreUnsafe(ref dots, (nuint)(stride + k));
            c.StoreUnsafe(ref dots, (nuint)((2 * stride) + k));
            d.StoreUnsafe(ref dots, (nuint)((3 * stride) + k));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Product(ref double block, nint stride, ref int feature, ref double value, nint p) =>
        Vector512.Create(Unsafe.Add(ref value, p)) * Vector512.LoadUnsafe(ref Unsafe.Add(ref block, (nint)(uint)Unsafe.Add(ref feature, p) * stride));
}
