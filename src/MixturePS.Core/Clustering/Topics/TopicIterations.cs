using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The iterations of <see cref="TopicEStep"/> in one precision. Topics are in groups of four or eight, to which K is padded with
/// weights of zero, and sums are in a fixed order. Four words go side by side, as the additions of one sum wait for each other.
/// </summary>
/// <typeparam name="T">The precision: double or float.</typeparam>
/// <param name="stride">K, rounded up to a multiple of the numbers of 256 bits.</param>
/// <param name="least">Added to each sum s_w, so that a word without weight in any topic counts for nothing.</param>
internal sealed class TopicIterations<T>(int stride, T least)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    // The number of words that go side by side.
    private const int AtOnce = 4;

    private readonly T[] _sums = new T[stride];

    /// <summary>Iterates until gamma changes little.</summary>
    /// <param name="words">The words of the document; read.</param>
    /// <param name="counts">The count of each word; read.</param>
    /// <param name="weights">The weight b_kw of word w in topic k, at w stride + k; zero from K on; read.</param>
    /// <param name="alpha">The prior tokens of each topic; length stride, above zero from K on too; read.</param>
    /// <param name="gamma">The distribution to start from, above zero; length stride; overwritten.</param>
    /// <param name="exponentials">Receives exp(psi(gamma)); length stride.</param>
    /// <param name="limit">The sum of all changes of gamma at which the iterations end.</param>
    /// <param name="most">The greatest number of iterations.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Run(ReadOnlySpan<int> words, ReadOnlySpan<T> counts, T[] weights, T[] alpha, Span<T> gamma, Span<T> exponentials, double limit, int most)
    {
        ref T all = ref MemoryMarshal.GetArrayDataReference(weights);
        ref T sums = ref MemoryMarshal.GetArrayDataReference(_sums);
        ref T prior = ref MemoryMarshal.GetArrayDataReference(alpha);
        ref T own = ref MemoryMarshal.GetReference(gamma);
        ref T share = ref MemoryMarshal.GetReference(exponentials);
        ExpDigamma(gamma, exponentials);
        for (int iteration = 0; iteration < most; iteration++)
        {
            Array.Clear(_sums);
            int p = 0;
            for (; p + AtOnce <= words.Length; p += AtOnce)
            {
                ref T a = ref Unsafe.Add(ref all, (nint)words[p] * stride), b = ref Unsafe.Add(ref all, (nint)words[p + 1] * stride);
                ref T c = ref Unsafe.Add(ref all, (nint)words[p + 2] * stride), d = ref Unsafe.Add(ref all, (nint)words[p + 3] * stride);
                Vector256<T> sumA = default, sumB = default, sumC = default, sumD = default;
                for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<T>.Count)
                {
                    var factor = Vector256.LoadUnsafe(ref share, k);
                    sumA += Vector256.LoadUnsafe(ref a, k) * factor;
                    sumB += Vector256.LoadUnsafe(ref b, k) * factor;
                    sumC += Vector256.LoadUnsafe(ref c, k) * factor;
                    sumD += Vector256.LoadUnsafe(ref d, k) * factor;
                }

                var ofA = Vector256.Create(counts[p] / (Sum(sumA) + least));
                var ofB = Vector256.Create(counts[p + 1] / (Sum(sumB) + least));
                var ofC = Vector256.Create(counts[p + 2] / (Sum(sumC) + least));
                var ofD = Vector256.Create(counts[p + 3] / (Sum(sumD) + least));
                for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<T>.Count)
                {
                    var sum = Vector256.LoadUnsafe(ref sums, k) + (ofA * Vector256.LoadUnsafe(ref a, k)) + (ofB * Vector256.LoadUnsafe(ref b, k));
                    (sum + (ofC * Vector256.LoadUnsafe(ref c, k)) + (ofD * Vector256.LoadUnsafe(ref d, k))).StoreUnsafe(ref sums, k);
                }
            }

            for (; p < words.Length; p++)
            {
                ref T row = ref Unsafe.Add(ref all, (nint)words[p] * stride);
                var ratio = Vector256.Create(counts[p] / Total(ref row, ref share));
                for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<T>.Count)
                    (Vector256.LoadUnsafe(ref sums, k) + (ratio * Vector256.LoadUnsafe(ref row, k))).StoreUnsafe(ref sums, k);
            }

            var change = Vector256<T>.Zero;
            for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<T>.Count)
            {
                var next = Vector256.LoadUnsafe(ref prior, k) + (Vector256.LoadUnsafe(ref share, k) * Vector256.LoadUnsafe(ref sums, k));
                change += Vector256.Abs(next - Vector256.LoadUnsafe(ref own, k));
                next.StoreUnsafe(ref own, k);
            }

            ExpDigamma(gamma, exponentials);
            if (double.CreateTruncating(Sum(change)) <= limit) return;
        }
    }

    /// <summary>s_w, the sum over topics of the weights of a word times exp(psi(gamma)).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Total(ref T row, ref T share)
    {
        var sum = Vector256<T>.Zero;
        for (nuint k = 0; k < (nuint)stride; k += (nuint)Vector256<T>.Count) sum += Vector256.LoadUnsafe(ref row, k) * Vector256.LoadUnsafe(ref share, k);
        return Sum(sum) + least;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ExpDigamma(Span<T> gamma, Span<T> exponentials)
    {
        if (typeof(T) == typeof(double)) GammaFunctions.ExpDigamma(MemoryMarshal.Cast<T, double>(gamma), MemoryMarshal.Cast<T, double>(exponentials));
        else GammaFunctions.ExpDigamma(MemoryMarshal.Cast<T, float>(gamma), MemoryMarshal.Cast<T, float>(exponentials));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Sum(Vector256<T> lanes)
    {
        var halves = lanes.GetLower() + lanes.GetUpper();
        if (typeof(T) == typeof(float)) halves += Vector128.Shuffle(halves.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>();
        return halves.GetElement(0) + halves.GetElement(1);
    }
}
