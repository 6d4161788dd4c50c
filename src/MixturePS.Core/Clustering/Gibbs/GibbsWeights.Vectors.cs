using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MixturePS.Core.Clustering;

/// <content>The passes over all slots, eight at a time.</content>
internal sealed partial class GibbsWeights
{
    private const long FractionBits = 0x000F_FFFF_FFFF_FFFF;
    private const long OneBits = 0x3FF0_0000_0000_0000;

    /// <summary>Writes the weights by the length and the frequent words, for a document whose products can't overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int document, int width)
    {
        var places = Entries(_corpus.Places, document);
        var counts = Entries(_corpus.Counts, document);
        var wordShare = _prior.WordShare;
        var byLength = _byLength[_corpus.Lengths[document]];
        ref double rows = ref MemoryMarshal.GetArrayDataReference(_counts.Rows);
        var one = Vector256<double>.One;
        for (int s = 0; s < width; s += GibbsCounts.Lanes)
        {
            var (w0, w1) = Pair(byLength, s);
            for (int e = 0; e < places.Length; e++)
            {
                ref double row = ref Unsafe.Add(ref rows, ((nint)(uint)places[e] * _counts.Stride) + s);
                var n0 = Vector256.LoadUnsafe(ref row);
                var n1 = Vector256.LoadUnsafe(ref row, 4);
                for (int j = 0; j < counts[e]; j++)
                {
                    var share = Vector256.Create(wordShare[j]);
                    w0 *= one + (n0 * share);
                    w1 *= one + (n1 * share);
                }
            }

            w0.CopyTo(_weights, s);
            w1.CopyTo(_weights, s + 4);
        }
    }

    /// <summary>The same for any document, with exponents of their own; long runs are left out.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyScaled(int document, int width)
    {
        var places = Entries(_corpus.Places, document);
        var counts = Entries(_corpus.Counts, document);
        int length = _corpus.Lengths[document];
        var tokenShare = _prior.TokenShare.AsSpan(0, length > GibbsPrior.LongestRun ? 0 : length);
        var wordShare = _prior.WordShare;
        var one = Vector256<double>.One;
        for (int s = 0; s < width; s += GibbsCounts.Lanes)
        {
            Vector256<long> e0 = default, e1 = default;
            Vector256<double> d0 = one, d1 = one;
            var (n0, n1) = Pair(_counts.Tokens, s);
            for (int i = 0; i < tokenShare.Length; i++)
            {
                if (i % _prior.TokenInterval == 0 && i > 0) TakeExponents(ref d0, ref d1, ref e0, ref e1);
                var share = Vector256.Create(tokenShare[i]);
                d0 *= one + (n0 * share);
                d1 *= one + (n1 * share);
            }

            TakeExponents(ref d0, ref d1, ref e0, ref e1);
            (e0, e1) = (-e0, -e1);
            Vector256<double> w0 = one, w1 = one;
            int factors = 0;
            for (int e = 0; e < places.Length; e++)
            {
                if (counts[e] > GibbsPrior.LongestRun) continue;
                (n0, n1) = Pair(_counts.Rows, (places[e] * _counts.Stride) + s);
                for (int j = 0; j < counts[e]; j++)
                {
                    if (factors++ == _prior.WordInterval)
                    {
                        TakeExponents(ref w0, ref w1, ref e0, ref e1);
                        factors = 1;
                    }

                    var share = Vector256.Create(wordShare[j]);
                    w0 *= one + (n0 * share);
                    w1 *= one + (n1 * share);
                }
            }

            TakeExponents(ref w0, ref w1, ref e0, ref e1);
            var (p0, p1) = Prior(s);
            (p0 * w0 / d0).CopyTo(_weights, s);
            (p1 * w1 / d1).CopyTo(_weights, s + 4);
            e0.CopyTo(_exponents, s);
            e1.CopyTo(_exponents, s + 4);
        }
    }

    /// <summary>Brings all weights but zeros into [1, 2) and their powers of two into the exponents.</summary>
    private void Normalise(int width)
    {
        for (int s = 0; s < width; s += 4)
        {
            var weight = Vector256.LoadUnsafe(ref _weights[s]);
            var isLive = Vector256.GreaterThan(weight, Vector256<double>.Zero);
            var exponent = Vector256<long>.Zero;
            TakeExponent(ref weight, ref exponent);
            Vector256.ConditionalSelect(isLive, weight, Vector256<double>.Zero).CopyTo(_weights, s);
            (Vector256.LoadUnsafe(ref _exponents[s]) + (exponent & isLive.AsInt64())).CopyTo(_exponents, s);
        }
    }

    private long GreatestExponent(int width, long atLeast)
    {
        long greatest = atLeast;
        for (int s = 0; s < width; s++)
            if (_weights[s] > 0) greatest = Math.Max(greatest, _exponents[s]);
        return greatest;
    }

    /// <summary>Makes plain numbers of weights and exponents, relative to the greatest exponent; what is too small becomes zero.</summary>
    private void Scale(int width, long greatest)
    {
        for (int s = 0; s < width; s++)
        {
            // The exponent of a slot without weight means nothing and may be the greater.
            if (_weights[s] == 0) continue;
            long exponent = _exponents[s] - greatest;
            _weights[s] *= exponent < -1000 ? 0 : BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
        }
    }

    private double Sum(int width)
    {
        Vector256<double> a = default, b = default;
        for (int s = 0; s < width; s += GibbsCounts.Lanes)
        {
            a += Vector256.LoadUnsafe(ref _weights[s]);
            b += Vector256.LoadUnsafe(ref _weights[s + 4]);
        }

        a += b;
        return (a[0] + a[1]) + (a[2] + a[3]);
    }

    /// <summary>The documents of eight slots plus alpha; zero where there are none.</summary>
    private (Vector256<double> First, Vector256<double> Second) Prior(int slot)
    {
        var alpha = Vector256.Create(_prior.Alpha);
        var (m0, m1) = Pair(_counts.Documents, slot);
        return (Vector256.GreaterThan(m0, Vector256<double>.Zero) & (m0 + alpha), Vector256.GreaterThan(m1, Vector256<double>.Zero) & (m1 + alpha));
    }

    private ReadOnlySpan<int> Entries(int[] values, int document) =>
        values.AsSpan(_corpus.Offsets[document], _corpus.FrequentEnd[document] - _corpus.Offsets[document]);

    private static (Vector256<double> First, Vector256<double> Second) Pair(double[] values, int at) =>
        (Vector256.LoadUnsafe(ref values[at]), Vector256.LoadUnsafe(ref values[at + 4]));

    private static void TakeExponents(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<long> exponentA, ref Vector256<long> exponentB)
    {
        TakeExponent(ref a, ref exponentA);
        TakeExponent(ref b, ref exponentB);
    }

    /// <summary>Moves the power of two of positive normal numbers into their exponents.</summary>
    private static void TakeExponent(ref Vector256<double> value, ref Vector256<long> exponent)
    {
        var bits = value.AsInt64();
        exponent += Vector256.ShiftRightLogical(bits, 52) - Vector256.Create(1023L);
        value = ((bits & Vector256.Create(FractionBits)) | Vector256.Create(OneBits)).AsDouble();
    }
}
