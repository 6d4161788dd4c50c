using System.Diagnostics.CodeAnalysis;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One Markov chain of the collapsed Gibbs sampler.</summary>
/// <remarks>
/// <para>The plain algorithm (Yin and Wang 2014, algorithm 1):</para>
/// <code>
/// for each document d:  z_d = one of the K clusters, drawn uniformly
/// for each sweep
///     for each document d
///         remove d from the counts of z_d
///         z_d = z with probability proportional to weight(z)      equation 4, <see cref="GibbsWeights"/>
///         add d to the counts of z_d
/// </code>
/// <para>The deviations:</para>
/// <para>1. Only the L clusters with documents are visited. The K - L empty ones have the same weight, so they are one
/// candidate with K - L times that weight; which of them a document opens makes no difference to anything that
/// follows. The draw is exact.</para>
/// <para>2. The counts change only when a document moves; the weight of its own cluster is computed without it.</para>
/// <para>The stream provides <c>integers(K, size=n)</c> and then one uniform number per document and sweep.</para>
/// </remarks>
internal sealed class GibbsChain
{
    private readonly RandomGenerator _random;
    private GibbsLengthWeights _byLength;
    private GibbsWeights _weights;

    /// <summary>Starts a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="random">The chain's stream; advanced.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public GibbsChain(GibbsCorpus corpus, GibbsPrior prior, RandomGenerator random, CancellationToken cancellation = default)
    {
        _random = random;
        Counts = new GibbsCounts(corpus, Start(corpus.DocumentCount, prior.K, random, cancellation), Math.Min(prior.K, corpus.DocumentCount), cancellation);
        Use(prior);
    }

    /// <summary>The priors.</summary>
    public GibbsPrior Prior { get; private set; }

    /// <summary>The current clusters.</summary>
    public GibbsCounts Counts { get; }

    /// <summary>Uses other priors from now on, for the same number of clusters.</summary>
    [MemberNotNull(nameof(Prior), nameof(_byLength), nameof(_weights))]
    public void Use(GibbsPrior prior)
    {
        Prior = prior;
        _byLength = new GibbsLengthWeights(prior, Counts);
        _weights = new GibbsWeights(prior, Counts, _byLength);
    }

    /// <summary>Draws the cluster of each document once, in the order of the documents.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="progress">Receives the part of the documents that is done; or null.</param>
    /// <returns>The number of documents that changed their cluster.</returns>
    public int Sweep(CancellationToken cancellation, Action<double>? progress = null)
    {
        int moved = 0;
        for (int d = 0; d < Counts.Labels.Length; d++)
        {
            if (d % 64 == 0)
            {
                cancellation.Check();
                progress?.Invoke((double)d / Counts.Labels.Length);
            }

            _weights.Compute(d);
            int to = _weights.Draw(_random.Bits.NextDouble());
            int from = Counts.Labels[d];
            if (to < 0)
            {
                // For a document alone in its cluster a new one is the same as staying.
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

    /// <summary>A uniformly drawn cluster for each document; clusters are renumbered in the order in which they first occur.</summary>
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
