using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The weights of <see cref="GibbsWeights"/> for documents so long that a product could overflow: each is a number in
/// [1, 2) and a power of two, which is extracted as often as <see cref="GibbsPrior"/> says. Runs of more than 2,048 factors
/// are computed by their logarithm. At the end the weights are scaled by the greatest power of two, and those that are too
/// small beside it become zero.
/// </summary>
internal sealed class GibbsLongWeights
{
    private const long FractionBits = 0x000F_FFFF_FFFF_FFFF;
    private const long OneBits = 0x3FF0_0000_0000_0000;
    private readonly GibbsPrior _prior;
    private readonly GibbsCounts _counts;
    private readonly GibbsCorpus _corpus;
    private readonly double[] _weights;
    private readonly long[] _exponents;

    /// <summary>Makes room for the exponents.</summary>
    /// <param name="prior">The priors.</param>
    /// <param name="counts">The clusters.</param>
    /// <param name="weights">The weights; written by <see cref="Compute"/>; as long as the counts' Stride.</param>
    public GibbsLongWeights(GibbsPrior prior, GibbsCounts counts, double[] weights)
    {
        (_prior, _counts, _corpus, _weights) = (prior, counts, counts.Corpus, weights);
        _exponents = new long[counts.Stride];
    }

    /// <summary>Computes the weights of all slots for a document, divided by a power of two.</summary>
    /// <param name="document">The document.</param>
    /// <param name="width">The number of slots, in whole pairs of vectors.</param>
    /// <param name="own">The document's slot, or -1 if it isn't counted.</param>
    /// <param name="mantissa">The weight of that slot without the document.</param>
    /// <param name="exponent">The power of two of that weight.</param>
    /// <param name="hasNew">Whether there are empty clusters, whose power of two is zero.</param>
    /// <returns>The power of two.</returns>
    public long Compute(int document, int width, int own, double mantissa, long exponent, bool hasNew)
    {
        Multiply(document, width);
        MultiplyListed(document, width);
        MultiplyLongRuns(document);
        Normalise(width);
        if (own >= 0) (_weights[own], _exponents[own]) = (mantissa, exponent);
        long greatest = hasNew ? 0 : long.MinValue;
        for (int s = 0; s < width; s++)
            if (_weights[s] > 0) greatest = Math.Max(greatest, _exponents[s]);
        Scale(width, greatest);
        return greatest;
    }

    /// <summary>Writes the products of the length's and the frequent words' factors, without long runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int document, int width)
    {
        var places = _corpus.FrequentPlaces(document);
        var counts = _corpus.FrequentCounts(document);
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
                if (i % _prior.TokenInterval == 0 && i > 0) ExtractExponents(ref d0, ref d1, ref e0, ref e1);
                var share = Vector256.Create(tokenShare[i]);
                d0 *= one + (n0 * share);
                d1 *= one + (n1 * share);
            }

            ExtractExponents(ref d0, ref d1, ref e0, ref e1);
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
                        ExtractExponents(ref w0, ref w1, ref e0, ref e1);
                        factors = 1;
                    }

                    var share = Vector256.Create(wordShare[j]);
                    w0 *= one + (n0 * share);
                    w1 *= one + (n1 * share);
                }
            }

            ExtractExponents(ref w0, ref w1, ref e0, ref e1);
            var (p0, p1) = Prior(s);
            (p0 * w0 / d0).CopyTo(_weights, s);
            (p1 * w1 / d1).CopyTo(_weights, s + 4);
            e0.CopyTo(_exponents, s);
            e1.CopyTo(_exponents, s + 4);
        }
    }

    /// <summary>Multiplies with the rare words' factors, of the clusters that have them, without long runs.</summary>
    private void MultiplyListed(int document, int width)
    {
        int factors = _prior.WordInterval;
        for (int entry = _corpus.FrequentEnd[document]; entry < _corpus.Offsets[document + 1]; entry++)
        {
            if (_corpus.Counts[entry] > GibbsPrior.LongestRun) continue;
            var slots = _counts.ListedSlots(_corpus.Places[entry]);
            var tokens = _counts.ListedCounts(_corpus.Places[entry]);
            for (int j = 0; j < _corpus.Counts[entry]; j++)
            {
                if (factors++ >= _prior.WordInterval)
                {
                    Normalise(width);
                    factors = 1;
                }

                double share = _prior.WordShare[j];
                for (int at = 0; at < slots.Length; at++) _weights[slots[at]] *= 1 + (tokens[at] * share);
            }
        }

        Normalise(width);
    }

    /// <summary>Multiplies with the runs of factors that are computed by their logarithm.</summary>
    private void MultiplyLongRuns(int document)
    {
        int length = _corpus.Lengths[document];
        if (length > GibbsPrior.LongestRun)
        {
            for (int s = 0; s < _counts.SlotCount; s++) MultiplyRun(s, -ScaledProduct.LogRun(_counts.Tokens[s], _prior.BetaSum, length));
        }

        for (int entry = _corpus.Offsets[document]; entry < _corpus.Offsets[document + 1]; entry++)
        {
            int place = _corpus.Places[entry], count = _corpus.Counts[entry];
            if (count <= GibbsPrior.LongestRun) continue;
            if (entry < _corpus.FrequentEnd[document])
            {
                for (int s = 0; s < _counts.SlotCount; s++) MultiplyRun(s, ScaledProduct.LogRun(_counts.Row(place)[s], _prior.Beta, count));
                continue;
            }

            var slots = _counts.ListedSlots(place);
            var tokens = _counts.ListedCounts(place);
            for (int at = 0; at < slots.Length; at++) MultiplyRun(slots[at], ScaledProduct.LogRun(tokens[at], _prior.Beta, count));
        }
    }

    private void MultiplyRun(int slot, double log)
    {
        var product = new ScaledProduct(_weights[slot]);
        product.MultiplyExp(log);
        _weights[slot] = product.Mantissa;
        _exponents[slot] += product.Exponent;
    }

    /// <summary>Brings all weights except zeros into [1, 2) and adds their powers of two to the exponents.</summary>
    private void Normalise(int width)
    {
        for (int s = 0; s < width; s += 4)
        {
            var weight = Vector256.LoadUnsafe(ref _weights[s]);
            var isLive = Vector256.GreaterThan(weight, Vector256<double>.Zero);
            var exponent = Vector256<long>.Zero;
            ExtractExponent(ref weight, ref exponent);
            Vector256.ConditionalSelect(isLive, weight, Vector256<double>.Zero).CopyTo(_weights, s);
            (Vector256.LoadUnsafe(ref _exponents[s]) + (exponent & isLive.AsInt64())).CopyTo(_exponents, s);
        }
    }

    /// <summary>Scales the weights by their exponents relative to the greatest; those that are too small become zero.</summary>
    private void Scale(int width, long greatest)
    {
        for (int s = 0; s < width; s++)
        {
            // The exponent of a slot without weight is meaningless and may be greater.
            if (_weights[s] == 0) continue;
            long exponent = _exponents[s] - greatest;
            _weights[s] *= exponent < -1000 ? 0 : BitConverter.Int64BitsToDouble((exponent + 1023) << 52);
        }
    }

    /// <summary>The documents of eight slots plus alpha; zero for slots without documents.</summary>
    private (Vector256<double> First, Vector256<double> Second) Prior(int slot)
    {
        var alpha = Vector256.Create(_prior.Alpha);
        var (m0, m1) = Pair(_counts.Documents, slot);
        return (IsLive(m0, slot) & (m0 + alpha), IsLive(m1, slot + 4) & (m1 + alpha));
    }

    /// <summary>The mask of the slots that have documents, labels or seed words.</summary>
    private Vector256<double> IsLive(Vector256<double> documents, int slot) => Vector256.GreaterThan(documents, Vector256<double>.Zero)
        | Vector256.LessThan(Vector256.Create(slot, slot + 1.0, slot + 2.0, slot + 3.0), Vector256.Create((double)_corpus.AnchoredCount));

    private static (Vector256<double> First, Vector256<double> Second) Pair(double[] values, int at) =>
        (Vector256.LoadUnsafe(ref values[at]), Vector256.LoadUnsafe(ref values[at + 4]));

    private static void ExtractExponents(ref Vector256<double> a, ref Vector256<double> b, ref Vector256<long> exponentA, ref Vector256<long> exponentB)
    {
        ExtractExponent(ref a, ref exponentA);
        ExtractExponent(ref b, ref exponentB);
    }

    /// <summary>Moves the powers of two of positive normal numbers into their exponents.</summary>
    private static void ExtractExponent(ref Vector256<double> value, ref Vector256<long> exponent)
    {
        var bits = value.AsInt64();
        exponent += Vector256.ShiftRightLogical(bits, 52) - Vector256.Create(1023L);
        value = ((bits & Vector256.Create(FractionBits)) | Vector256.Create(OneBits)).AsDouble();
    }
}
