using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// One Markov chain of the collapsed Gibbs sampler (Yin and Wang 2014, algorithm 1): every document starts in one of the
/// K clusters, each as likely; a sweep then draws each document's cluster anew, given those of all others.
/// </summary>
/// <remarks>
/// Only clusters with documents are looked at. The K - L empty ones have the same weight, alpha times a factor that
/// doesn't depend on the cluster, so they are one candidate with K - L times that weight; which of them a document opens
/// makes no difference to anything that follows. The draw is exact. Of the stream it takes <c>integers(K, size=n)</c>
/// and then one uniform number a document and sweep.
/// </remarks>
internal sealed class GibbsChain
{
    private readonly GibbsLengthWeights _byLength;
    private readonly GibbsWeights _weights;
    private readonly RandomGenerator _random;

    public GibbsChain(GibbsCorpus corpus, GibbsPrior prior, RandomGenerator random, CancellationToken cancellation = default)
    {
        _random = random;
        Prior = prior;
        Counts = new GibbsCounts(corpus, Start(corpus.DocumentCount, prior.K, random, cancellation), Math.Min(prior.K, corpus.DocumentCount), cancellation);
        _byLength = new GibbsLengthWeights(prior, Counts);
        _weights = new GibbsWeights(prior, Counts, _byLength);
    }

    /// <summary>The priors.</summary>
    public GibbsPrior Prior { get; }

    /// <summary>The clusters as they are.</summary>
    public GibbsCounts Counts { get; }

    /// <summary>Draws the cluster of each document once, in their order.</summary>
    /// <returns>The number of documents that changed their cluster.</returns>
    public int Sweep(CancellationToken cancellation)
    {
        int moved = 0;
        for (int d = 0; d < Counts.Labels.Length; d++)
        {
            if (d % 64 == 0) cancellation.Check();
            _weights.Compute(d);
            int to = _weights.Draw(_random.Bits.NextDouble());
            int from = Counts.Labels[d];
            if (to < 0)
            {
                // A document that is alone and opens a new cluster may as well stay.
                if (Counts.Documents[from] == 1) continue;
                to = Counts.FreeSlot();
            }

            if (to == from) continue;
            moved++;
            if (Counts.Move(d, to))
            {
                _byLength.UpdateAll();
                continue;
            }

            _byLength.Update(from);
            _byLength.Update(to);
        }

        if (Counts.Compact()) _byLength.UpdateAll();
        return moved;
    }

    /// <summary>A cluster for each document, each as likely, numbered anew in the order in which they first occur.</summary>
    private static int[] Start(int documents, int k, RandomGenerator random, CancellationToken cancellation)
    {
        var labels = new int[documents];
        var slotOf = new Dictionary<int, int>();
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < documents; d++)
        {
            point.Pass(0);
            int cluster = (int)BoundedIntegers.UpTo(random.Bits, (ulong)k - 1);
            if (!slotOf.TryGetValue(cluster, out int slot)) slotOf[cluster] = slot = slotOf.Count;
            labels[d] = slot;
        }

        return labels;
    }
}
