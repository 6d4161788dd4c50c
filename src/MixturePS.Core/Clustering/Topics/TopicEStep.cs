using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The variational distribution of a document's topic shares, Dirichlet(gamma), given the weights of the words in the topics.
/// Source: Blei, Ng and Jordan (2003), section 5.2, equations 6 and 7. Each thread has its own.
/// </summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// repeat until gamma changes by less than the tolerance per topic
///     r_wk    = exp(psi(gamma_k)) b_kw / sum_l exp(psi(gamma_l)) b_lw, for each word w with count c_w
///     gamma_k = alpha_k + sum_w c_w r_wk
/// </code>
/// <para>The weights b_kw are exp(E[log mu_kw]) when the topics are fitted, and mu_kw for fixed topics. The factor
/// exp(-psi(sum_l gamma_l)) of the source cancels. The deviations, which are exact: r is never stored; with
/// s_w = sum_l exp(psi(gamma_l)) b_lw the update is gamma_k = alpha_k + exp(psi(gamma_k)) sum_w (c_w / s_w) b_kw. Topics are
/// in groups of four, to which K is padded with weights of zero, and sums are in a fixed order. Four words go side by side, as
/// the additions of one sum wait for each other.</para>
/// </remarks>
/// <param name="stride">K, rounded up to a multiple of <see cref="GammaFunctions.Width"/>.</param>
internal sealed class TopicEStep(int stride)
{
    /// <summary>The limits of a document's iterations: those of scikit-learn.</summary>
    public const int MostIterations = 100;
    public const double Tolerance = 1e-3;

    /// <summary>Added to each sum s_w, so that a word without weight in any topic counts for nothing.</summary>
    private const double Least = 1e-200;

    // The number of words that go side by side.
    private const int AtOnce = 4;

    private readonly double[] _sums = new double[stride];

    /// <summary>Fits the distribution of a document.</summary>
    /// <param name="words">The words of the document; read.</param>
    /// <param name="counts">The count of each word; read.</param>
    /// <param name="weights">The weight b_kw of word w in topic k, at w stride + k; zero from K on; read.</param>
    /// <param name="alpha">The prior tokens of each topic; length stride, above zero from K on too; read.</param>
    /// <param name="topics">The number of topics, K.</param>
    /// <param name="gamma">The distribution to start from, above zero; length stride; overwritten.</param>
    /// <param name="exponentials">Receives exp(psi(gamma)); length stride.</param>
    /// <param name="ratios">Receives c_w / s_w for each word under the final gamma.</param>
    /// <param name="tolerance">The mean change of gamma at which the iterations end.</param>
    /// <param name="most">The greatest number of iterations.</param>
    /// <returns>sum_w c_w log s_w.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Fit(ReadOnlySpan<int> words, ReadOnlySpan<double> counts, double[] weights, double[] alpha, int topics, Span<double> gamma, Span<double> exponentials, Span<double> ratios, double tolerance, int most = MostIterations)
    {
        ref double all = ref MemoryMarshal.GetArrayDataReference(weights);
        ref double sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref double prior = ref MemoryMarshal.GetArrayDataReference(alpha);
        ref double own = ref MemoryMarshal.GetReference(gamma);
        ref double share = ref MemoryMarshal.GetReference(exponentials);
        GammaFunctions.ExpDigamma(gamma, exponentials);
        for (int iteration = 0; iteration < most; iteration++)
        {
            Array.Clear(_sums);
            int p = 0;
            for (; p + AtOnce <= words.Length; p += AtOnce)
            {
                ref double a = ref Unsafe.Add(ref all, (nint)words[p] * stride), b = ref Unsafe.Add(ref all, (nint)words[p + 1] * stride);
                ref double c = ref Unsafe.Add(ref all, (nint)words[p + 2] * stride), d = ref Unsafe.Add(ref all, (nint)words[p + 3] * stride);
                var ratio = Vector256.LoadUnsafe(in counts[p]) / (Dots(ref a, ref b, ref c, ref d, ref share) + Vector256.Create(Least));
                Vector256<double> ofA = Vector256.Create(ratio[0]), ofB = Vector256.Create(ratio[1]), ofC = Vector256.Create(ratio[2]), ofD = Vector256.Create(ratio[3]);
                for (nuint k = 0; k < (nuint)stride; k += GammaFunctions.Width)
                {
                    var sum = Vector256.LoadUnsafe(ref sums, k) + (ofA * Vector256.LoadUnsafe(ref a, k)) + (ofB * Vector256.LoadUnsafe(ref b, k));
                    (sum + (ofC * Vector256.LoadUnsafe(ref c, k)) + (ofD * Vector256.LoadUnsafe(ref d, k))).StoreUnsafe(ref sums, k);
                }
            }

            for (; p < words.Length; p++)
            {
                ref double row = ref Unsafe.Add(ref all, (nint)words[p] * stride);
                var ratio = Vector256.Create(counts[p] / (Dot(ref row, ref share) + Least));
                for (nuint k = 0; k < (nuint)stride; k += GammaFunctions.Width)
                    (Vector256.LoadUnsafe(ref sums, k) + (ratio * Vector256.LoadUnsafe(ref row, k))).StoreUnsafe(ref sums, k);
            }

            var change = Vector256<double>.Zero;
            for (nuint k = 0; k < (nuint)stride; k += GammaFunctions.Width)
            {
                var next = Vector256.LoadUnsafe(ref prior, k) + (Vector256.LoadUnsafe(ref share, k) * Vector256.LoadUnsafe(ref sums, k));
                change += Vector256.Abs(next - Vector256.LoadUnsafe(ref own, k));
                next.StoreUnsafe(ref own, k);
            }

            GammaFunctions.ExpDigamma(gamma, exponentials);
            if (Sum(change) <= tolerance * topics) break;
        }

        double bound = 0;
        for (int p = 0; p < words.Length; p++)
        {
            double sum = Dot(ref Unsafe.Add(ref all, (nint)words[p] * stride), ref share) + Least;
            ratios[p] = counts[p] / sum;
            if (counts[p] > 0) bound += counts[p] * Math.Log(sum);
        }

        return bound;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector256<double> Dots(ref double a, ref double b, ref double c, ref double d, ref double factors)
    {
        Vector256<double> sumA = default, sumB = default, sumC = default, sumD = default;
        for (nuint k = 0; k < (nuint)stride; k += GammaFunctions.Width)
        {
            var factor = Vector256.LoadUnsafe(ref factors, k);
            sumA += Vector256.LoadUnsafe(ref a, k) * factor;
            sumB += Vector256.LoadUnsafe(ref b, k) * factor;
            sumC += Vector256.LoadUnsafe(ref c, k) * factor;
            sumD += Vector256.LoadUnsafe(ref d, k) * factor;
        }

        return Vector256.Create(Sum(sumA), Sum(sumB), Sum(sumC), Sum(sumD));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double Dot(ref double a, ref double b)
    {
        var sum = Vector256<double>.Zero;
        for (nuint k = 0; k < (nuint)stride; k += GammaFunctions.Width) sum += Vector256.LoadUnsafe(ref a, k) * Vector256.LoadUnsafe(ref b, k);
        return Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Sum(Vector256<double> lanes)
    {
        var halves = lanes.GetLower() + lanes.GetUpper();
        return halves.GetElement(0) + halves.GetElement(1);
    }
}
