using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The priors, with the values that a sweep needs repeatedly: the reciprocals of beta + j and of V beta + i, and the number
/// of factors after which a product could overflow.
/// </summary>
internal sealed class GibbsPrior
{
    /// <summary>The greatest power of two of a product before its exponent is extracted; a prior of 1e100 still fits above it.</summary>
    private const double Places = 600;

    /// <summary>Longer runs of factors are computed by their logarithm.</summary>
    internal const int LongestRun = 2048;

    /// <summary>Prepares the priors of a corpus.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="k">The maximum number of clusters.</param>
    /// <param name="alpha">The prior documents of a cluster.</param>
    /// <param name="beta">The prior tokens of a word in a cluster.</param>
    public GibbsPrior(GibbsCorpus corpus, int k, double alpha, double beta)
    {
        (K, Alpha, Beta) = (k, alpha, beta);
        BetaSum = corpus.FeatureCount * beta;
        WordShare = Reciprocals(beta, corpus.GreatestCount);
        TokenShare = Reciprocals(BetaSum, corpus.LongestDocument);
        double wordPlaces = Math.Log2(1 + (corpus.GreatestWordTotal / beta)) + 1e-3;
        double tokenPlaces = Math.Log2(1 + ((corpus.TokenCount + (corpus.Anchors?.SeedTokens.Sum() ?? 0)) / BetaSum)) + 1e-3;
        WordInterval = (int)Math.Min(Places / wordPlaces, LongestRun);
        TokenInterval = (int)Math.Min(Places / tokenPlaces, LongestRun);
    }

    /// <summary>The maximum number of clusters.</summary>
    public int K { get; }

    /// <summary>The prior documents of a cluster.</summary>
    public double Alpha { get; }

    /// <summary>The prior tokens of a word in a cluster.</summary>
    public double Beta { get; }

    /// <summary>The prior tokens of a cluster, V beta.</summary>
    public double BetaSum { get; }

    /// <summary>1 / (beta + j) for the j-th token of a word in a document, from zero, for runs that are multiplied.</summary>
    public double[] WordShare { get; }

    /// <summary>1 / (V beta + i) for the i-th token of a document, from zero, for runs that are multiplied.</summary>
    public double[] TokenShare { get; }

    /// <summary>The number of word factors that a product can take.</summary>
    public int WordInterval { get; }

    /// <summary>The number of token factors that a product can take.</summary>
    public int TokenInterval { get; }

    /// <summary>Whether no product of a document of a length can overflow, in any cluster.</summary>
    public bool IsShort(int length) => length <= WordInterval && length <= TokenInterval;

    /// <summary>
    /// The logarithm of the joint probability of tokens and labels, p(w, z | alpha, beta), with the clusters' shares and
    /// word probabilities integrated out (Yin and Wang 2014, section 2.3); without the multinomial coefficients, which
    /// don't depend on the labels.
    /// </summary>
    /// <param name="counts">The counts of the clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public double LogJoint(GibbsCounts counts, CancellationToken cancellation = default)
    {
        var point = new CancellationPoint(cancellation);
        double sum = -RisingFactorial.Log(K * Alpha, counts.Corpus.DocumentCount);
        var anchors = counts.Corpus.Anchors;
        for (int s = 0; s < counts.SlotCount; s++)
        {
            double seeds = s < anchors?.Count ? anchors.SeedTokens[s] : 0;
            sum += RisingFactorial.Log(Alpha, counts.Documents[s]) - RisingFactorial.Log(BetaSum + seeds, counts.Tokens[s] - seeds);
        }

        // The tokens of seed words belong to the prior; what the sum over all cells adds for these cells is subtracted.
        foreach (var (place, slot, weight) in anchors?.Seeds ?? [])
        {
            double tokens = counts.Row(place)[slot];
            sum += RisingFactorial.Log(Beta + weight, tokens - weight) - RisingFactorial.Log(Beta, tokens);
        }

        for (int row = 0; row < counts.Corpus.Frequent.Length; row++)
        {
            point.Pass(counts.SlotCount);
            foreach (double tokens in counts.Rows.AsSpan(row * counts.Stride, counts.SlotCount)) sum += RisingFactorial.Log(Beta, tokens);
        }

        for (int rare = 0; rare < counts.Corpus.Rare.Length; rare++)
        {
            point.Pass(counts.ListedCounts(rare).Length);
            foreach (double tokens in counts.ListedCounts(rare)) sum += RisingFactorial.Log(Beta, tokens);
        }

        return sum;
    }

    private static double[] Reciprocals(double start, int count)
    {
        var result = new double[Math.Min(count, LongestRun)];
        for (int i = 0; i < result.Length; i++) result[i] = 1 / (start + i);
        return result;
    }
}
