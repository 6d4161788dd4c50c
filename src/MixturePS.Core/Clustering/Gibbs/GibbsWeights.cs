using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The weight of each cluster for a document, given the clusters of all other documents.</summary>
/// <remarks>
/// <para>The plain algorithm (Yin and Wang 2014, equation 4), for a document d with N_d tokens, N_d^w of them of word w, and
/// the counts m_z, n_z and n_z^w of documents, tokens and tokens of word w in cluster z without d:</para>
/// <code>
/// weight(z) = (m_z + alpha) * product over w, and j = 1 ... N_d^w, of (n_z^w + beta + j - 1)
///                           / product over i = 1 ... N_d of (n_z + V beta + i - 1)
/// </code>
/// <para>The deviations:</para>
/// <para>1. All weights are divided by the product that an empty cluster has, which cancels in the draw. The factors become
/// 1 + n_z^w / (beta + j - 1) over 1 + n_z / (V beta + i - 1): a word that a cluster doesn't have has the factor 1 and is
/// skipped, and reciprocals are computed once (<see cref="GibbsPrior"/>).</para>
/// <para>2. Empty clusters are one candidate with the sum of their equal weights.</para>
/// <para>3. The factor of the document's length is kept for each length and cluster (<see cref="GibbsLengthWeights"/>).</para>
/// <para>4. The counts of frequent words lie in rows with one lane per cluster, and those of rare words in lists of the
/// clusters that have them (<see cref="GibbsCounts"/>).</para>
/// <para>5. No factor is below one. Documents whose product could overflow carry exponents
/// (<see cref="GibbsLongWeights"/>).</para>
/// <para>6. A cluster with labels or seed words is a candidate of its own, even without documents (<see cref="GibbsAnchors"/>).</para>
/// <para>The weights equal the plain ones up to rounding. Factors are multiplied in a fixed order, with four lanes per
/// vector on any machine, so the bits don't depend on the machine. The benchmarks have no row for the sampler.</para>
/// </remarks>
internal sealed class GibbsWeights
{
    private readonly GibbsPrior _prior;
    private readonly GibbsCounts _counts;
    private readonly GibbsCorpus _corpus;
    private readonly GibbsLengthWeights _byLength;
    private readonly GibbsLongWeights _long;
    private readonly double[] _weights;

    /// <summary>Makes room for the weights.</summary>
    /// <param name="prior">The priors.</param>
    /// <param name="counts">The clusters.</param>
    /// <param name="byLength">The factors by length; the caller updates them when a document moves.</param>
    public GibbsWeights(GibbsPrior prior, GibbsCounts counts, GibbsLengthWeights byLength)
    {
        (_prior, _counts, _corpus, _byLength) = (prior, counts, counts.Corpus, byLength);
        _weights = new double[counts.Stride];
        _long = new GibbsLongWeights(prior, counts, _weights);
    }

    /// <summary>The weight of each slot, zero if the slot has no other document; valid until the next call.</summary>
    public ReadOnlySpan<double> Slots => _weights.AsSpan(0, _counts.SlotCount);

    /// <summary>The weight of a new cluster: the sum over all empty clusters.</summary>
    public double New { get; private set; }

    /// <summary>The sum of all weights, above zero.</summary>
    public double Total { get; private set; }

    /// <summary>Computes the weights of all clusters for a document.</summary>
    /// <param name="document">The document; its own tokens are subtracted from its cluster's if it is counted there.</param>
    public void Compute(int document)
    {
        int width = (_counts.SlotCount + GibbsCounts.Lanes - 1) / GibbsCounts.Lanes * GibbsCounts.Lanes;
        int own = _counts.Labels[document];
        double empty = _prior.K - _counts.LiveCount + (own >= _corpus.AnchoredCount && _counts.Documents[own] == 1 ? 1 : 0);
        var (mantissa, exponent) = own < 0 ? (0, 0) : Own(document, own);
        if (_prior.IsShort(_corpus.Lengths[document]))
        {
            Multiply(document, width);
            MultiplyListed(document);
            if (own >= 0) _weights[own] = Math.ScaleB(mantissa, (int)exponent);
            New = empty * _prior.Alpha;
        }
        else
        {
            long greatest = _long.Compute(document, width, own, mantissa, exponent, hasNew: empty > 0);
            New = empty == 0 ? 0 : empty * _prior.Alpha * Math.ScaleB(1, (int)Math.Max(-greatest, -2000));
        }

        Total = Sum(width) + New;
    }

    /// <summary>The slot that a uniform number from [0, 1) falls into, or -1 for a new cluster.</summary>
    public int Draw(double uniform)
    {
        double left = uniform * Total;
        var weights = Slots;
        int last = -1;
        for (int s = 0; s < weights.Length; s++)
        {
            if (weights[s] == 0) continue;
            last = s;
            left -= weights[s];
            if (left < 0) return s;
        }

        // What is left by rounding belongs to the last candidate.
        return New > 0 ? -1 : last;
    }

    /// <summary>The weight of the document's own cluster without the document, as a number and a power of two.</summary>
    private (double Mantissa, long Exponent) Own(int document, int own)
    {
        double documents = _counts.Documents[own] - 1, tokens = _counts.Tokens[own] - _corpus.Lengths[document];
        if (documents == 0 && own >= _corpus.AnchoredCount) return (0, 0);
        var words = new ScaledProduct(documents + _prior.Alpha);
        for (int entry = _corpus.Offsets[document]; entry < _corpus.Offsets[document + 1]; entry++)
        {
            int place = _corpus.Places[entry], count = _corpus.Counts[entry];
            double inCluster = entry < _corpus.FrequentEnd[document] ? _counts.Row(place)[own] : _counts.ListedCount(place, own);
            words.MultiplyRun(inCluster - count, _prior.Beta, count, _prior.WordShare);
        }

        var length = new ScaledProduct(1);
        length.MultiplyRun(tokens, _prior.BetaSum, _corpus.Lengths[document], _prior.TokenShare);
        words.Normalise();
        length.Normalise();
        return (words.Mantissa / length.Mantissa, words.Exponent - length.Exponent);
    }

    /// <summary>Writes the products of the length's and the frequent words' factors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Multiply(int document, int width)
    {
        var places = _corpus.FrequentPlaces(document);
        var counts = _corpus.FrequentCounts(document);
        var wordShare = _prior.WordShare;
        var byLength = _byLength[_corpus.Lengths[document]];
        ref double rows = ref MemoryMarshal.GetArrayDataReference(_counts.Rows);
        var one = Vector256<double>.One;
        for (int s = 0; s < width; s += GibbsCounts.Lanes)
        {
            Vector256<double> w0 = Vector256.LoadUnsafe(ref byLength[s]), w1 = Vector256.LoadUnsafe(ref byLength[s + 4]);
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

    /// <summary>Multiplies with the rare words' factors, of the clusters that have them.</summary>
    private void MultiplyListed(int document)
    {
        for (int entry = _corpus.FrequentEnd[document]; entry < _corpus.Offsets[document + 1]; entry++)
        {
            var slots = _counts.ListedSlots(_corpus.Places[entry]);
            var tokens = _counts.ListedCounts(_corpus.Places[entry]);
            for (int j = 0; j < _corpus.Counts[entry]; j++)
            {
                double share = _prior.WordShare[j];
                for (int at = 0; at < slots.Length; at++) _weights[slots[at]] *= 1 + (tokens[at] * share);
            }
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
}
