using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Clustering;

/// <summary>Dot products of few dense rows with few dense centres.</summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// for each row y and centre c
///     dot = sum over f, in their order, of y_f c_f
/// </code>
/// <para>Eight centres are the lanes of a vector, and each lane computes what a scalar would. Four rows go side by side, as the
/// additions of one sum wait for each other.</para>
/// </remarks>
internal static class DenseDots
{
    /// <summary>The number of centres in a vector; tables have a multiple of it.</summary>
    public const int Lanes = 8;

    private const int AtOnce = 4;

    /// <summary>The number of centres in a table, with those that fill the last vector.</summary>
    public static int Stride(int centers) => (centers + Lanes - 1) / Lanes * Lanes;

    /// <summary>Writes a centre into a table of them.</summary>
    /// <param name="center">The centre; length J; read.</param>
    /// <param name="place">Its place, from zero.</param>
    /// <param name="table">The table, J x stride; written.</param>
    public static void Load(ReadOnlySpan<double> center, int place, double[] table)
    {
        int stride = table.Length / center.Length;
        for (int f = 0; f < center.Length; f++) table[(f * stride) + place] = center[f];
    }

    /// <summary>Adds a row to a sum.</summary>
    /// <param name="sum">The sum; length J; changed.</param>
    /// <param name="weight">The weight that the row is multiplied by.</param>
    /// <param name="row">The row; length J.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add(Span<double> sum, double weight, ReadOnlySpan<double> row)
    {
        ref double target = ref MemoryMarshal.GetReference(sum);
        ref double values = ref MemoryMarshal.GetReference(row);
        int f = 0;
        for (; f + Vector256<double>.Count <= row.Length; f += Vector256<double>.Count)
            (Vector256.LoadUnsafe(ref target, (nuint)f) + (Vector256.Create(weight) * Vector256.LoadUnsafe(ref values, (nuint)f))).StoreUnsafe(ref target, (nuint)f);
        for (; f < row.Length; f++) Unsafe.Add(ref target, f) += weight * Unsafe.Add(ref values, f);
    }

    /// <summary>Computes the dot products of rows with all centres of a table.</summary>
    /// <param name="rows">The rows, n x J.</param>
    /// <param name="features">The number of features, J.</param>
    /// <param name="table">The centres, J x stride.</param>
    /// <param name="dots">Written; n x stride.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(ReadOnlySpan<double> rows, int features, double[] table, Span<double> dots)
    {
        int stride = table.Length / features, n = rows.Length / features, row = 0;
        ref double values = ref MemoryMarshal.GetReference(rows);
        ref double results = ref MemoryMarshal.GetReference(dots[..(n * stride)]);
        for (; row + AtOnce <= n; row += AtOnce)
        {
            ref double a = ref Unsafe.Add(ref values, (nint)row * features), b = ref Unsafe.Add(ref a, features);
            ref double c = ref Unsafe.Add(ref b, features), d = ref Unsafe.Add(ref c, features);
            for (int v = 0; v < stride; v += Lanes)
            {
                ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), v);
                Vector512<double> dotA = default, dotB = default, dotC = default, dotD = default;
                for (int f = 0; f < features; f++)
                {
                    var center = Vector512.LoadUnsafe(ref at, (nuint)(f * stride));
                    dotA += Vector512.Create(Unsafe.Add(ref a, f)) * center;
                    dotB += Vector512.Create(Unsafe.Add(ref b, f)) * center;
                    dotC += Vector512.Create(Unsafe.Add(ref c, f)) * center;
                    dotD += Vector512.Create(Unsafe.Add(ref d, f)) * center;
                }

                ref double result = ref Unsafe.Add(ref results, (row * stride) + v);
                dotA.StoreUnsafe(ref result);
                dotB.StoreUnsafe(ref result, (nuint)stride);
                dotC.StoreUnsafe(ref result, (nuint)(2 * stride));
                dotD.StoreUnsafe(ref result, (nuint)(3 * stride));
            }
        }

        for (; row < n; row++)
        {
            ref double a = ref Unsafe.Add(ref values, (nint)row * features);
            for (int v = 0; v < stride; v += Lanes)
            {
                ref double at = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(table), v);
                Vector512<double> dot = default;
                for (int f = 0; f < features; f++) dot += Vector512.Create(Unsafe.Add(ref a, f)) * Vector512.LoadUnsafe(ref at, (nuint)(f * stride));
                dot.StoreUnsafe(ref results, (nuint)((row * stride) + v));
            }
        }
    }
}
