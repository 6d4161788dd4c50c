using System.Runtime.CompilerServices;

namespace MixturePS.Core.Foundation;

/// <summary>Sums of squares of dense vectors. Their order of additions affects the last bit, which can decide a tie between centres.</summary>
internal static class SumOfProducts
{
    /// <summary>
    /// The squared Euclidean norm of a vector, in the order of additions of NumPy's <c>einsum</c> with two-lane vectors and no
    /// fused multiply-add.
    /// </summary>
    /// <param name="x">The vector.</param>
    public static double Squares(ReadOnlySpan<double> x)
    {
        double even = 0, odd = 0;
        int j = 0;

        // Unrolled by four pairs; the last pair is added first.
        for (; x.Length - j >= 8; j += 8)
        {
            even = (x[j] * x[j]) + ((x[j + 2] * x[j + 2]) + ((x[j + 4] * x[j + 4]) + ((x[j + 6] * x[j + 6]) + even)));
            odd = (x[j + 1] * x[j + 1]) + ((x[j + 3] * x[j + 3]) + ((x[j + 5] * x[j + 5]) + ((x[j + 7] * x[j + 7]) + odd)));
        }

        for (; j < x.Length; j += 2)
        {
            even = (x[j] * x[j]) + even;
            if (j + 1 < x.Length) odd = (x[j + 1] * x[j + 1]) + odd;
        }

        return even + odd;
    }

    /// <summary>The squared Euclidean distance of two vectors, summed in the order of their elements.</summary>
    /// <param name="x">The one vector.</param>
    /// <param name="y">The other; at least as long.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double SquaredDistance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double sum = 0;
        for (int j = 0; j < x.Length; j++) sum += (x[j] - y[j]) * (x[j] - y[j]);
        return sum;
    }
}
