using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// How much each cluster draws a document, given the clusters of all others: equation 4 of Yin and Wang (2014) relative
/// to a new cluster. A word with c tokens in the document has the factors 1 + n / (beta + j) for j below c, where n are
/// its tokens in the cluster; a document of L tokens divides by 1 + n / (V beta + i) for i below L, with all tokens of
/// the cluster as n. No factor is below one. Where a product could overflow, its exponent is taken out as it goes, so a
/// document may have any length. Runs of up to 2,048 factors are multiplied in a fixed order, so that the bits are the
/// same on any machine; longer ones are taken by their logarithm.
/// </summary>
internal sealed partial class GibbsWeights
{
    private readonly GibbsPrior _prior;
    private readonly GibbsCounts _counts;
    private readonly GibbsCorpus _corpus;
    private readonly GibbsLengthWeights _byLength;
    private readonly double[] _weights;
    private readonly long[] _exponents;

    /// <summary>Gets ready to weigh.</summary>
    /// <param name="prior">The priors.</param>
    /// <param name="counts">The clusters.</param>
    /// <param name="byLength">What depends on a document's length alone, which whoever moves documents keeps up.</param>
    public GibbsWeights(GibbsPrior prior, GibbsCounts counts, GibbsLengthWeights byLength)
    {
        (_prior, _counts, _corpus, _byLength) = (prior, counts, counts.Corpus, byLength);
        _weights = new double[counts.Stride];
        _exponents = new long[counts.Stride];
    }

    /// <summary>The weight of each slot, zero where a slot has no other document; valid until the next call.</summary>
    public ReadOnlySpan<double> Slots => _weights.AsSpan(0, _counts.SlotCount);

    /// <summary>The weight of a new cluster: that of all empty ones together, which are alike.</summary>
    public double New { get; private set; }

    /// <summary>The sum of all weights, above zero.</summary>
    public double Total { get; private set; }

    /// <summary>Weighs all clusters for a document.</summary>
    /// <param name="document">The document; its own tokens are left out of its cluster's.</param>
    public void Compute(int document)
    {
        int width = (_counts.SlotCount + GibbsCounts.Lanes - 1) / GibbsCounts.Lanes * GibbsCounts.Lanes;
        int own = _counts.Labels[document];
        double empty = _prior.K - _counts.LiveCount + (_counts.Documents[own] == 1 ? 1 : 0);
        var (mantissa, exponent) = Own(document, own);
        if (_prior.IsShort(_corpus.Lengths[document]))
        {
            Multiply(document, width);
            MultiplyListed(document);
            _weights[own] = Math.ScaleB(mantissa, (int)exponent);
            New = empty * _prior.Alpha;
        }
        else
        {
            MultiplyScaled(document, width);
            MultiplyListedScaled(document, width);
            MultiplyLongRuns(document);
            Normalise(width);
            (_weights[own], _exponents[own]) = (mantissa, exponent);
            long greatest = GreatestExponent(width, atLeast: empty > 0 ? 0 : long.MinValue);
            Scale(width, greatest);
            New = empty == 0 ? 0 : empty * _prior.Alpha * Math.ScaleB(1, (int)Math.Max(-greatest, -2000));
        }

        Total = Sum(width) + New;
    }

    /// <summary>The slot that a uniform number from [0, 1) falls to, or -1 for a new cluster.</summary>
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

        // What rounding leaves over belongs to the last candidate.
        return New > 0 ? -1 : last;
    }

    /// <summary>The weight of the document's own cluster without the document: a number and a power of two.</summary>
    private (double Mantissa, long Exponent) Own(int document, int own)
    {
        double documents = _counts.Documents[own] - 1, tokens = _counts.Tokens[own] - _corpus.Lengths[document];
        if (documents == 0) return (0, 0);
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

    private void MultiplyListedScaled(int document, int width)
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
}
