using System.Diagnostics.CodeAnalysis;
using MixturePS.Core.Data;
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
/// <para>3. Documents with a label stay in its cluster. If there are labels or seed words, a chain doesn't start with uniform
/// draws, in which they would be lost. If every cluster has some, each document is drawn from a given probability of the
/// clusters; otherwise a chain begins with the labelled documents and adds the others in random order, each drawn given those
/// before it.</para>
/// <para>The stream provides <c>integers(K, size=n)</c> and then one uniform number per document and sweep.</para>
/// </remarks>
internal sealed class GibbsChain
{
    private readonly RandomGenerator _random;
    private readonly int[]? _held;
    private GibbsLengthWeights _byLength;
    private GibbsWeights _weights;

    /// <summary>Starts a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="random">The chain's stream; advanced.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="start">The probability of each cluster for each document to draw the start from, if all clusters have labels or seed words (n x K); or null.</param>
    public GibbsChain(GibbsCorpus corpus, GibbsPrior prior, RandomGenerator random, CancellationToken cancellation = default, DenseMatrix? start = null)
    {
        _random = random;
        _held = corpus.Anchors?.Held;
        int[] labels = _held is null ? Start(corpus.DocumentCount, prior.K, random, cancellation)
            : start is null ? [.. _held]
            : Draw(start, _held, random, cancellation);
        Counts = new GibbsCounts(corpus, labels, Slots(corpus, prior.K), cancellation);
        Use(prior);
        if (_held is null || start is not null) return;
        var point = new CancellationPoint(cancellation);
        foreach (int d in random.Permutation(corpus.DocumentCount, cancellation))
        {
            if (_held[d] >= 0) continue;
            point.Pass(Counts.SlotCount + corpus.Lengths[d]);
            _weights.Compute(d);
            int to = _weights.Draw(_random.Bits.NextDouble());
            Move(d, to < 0 ? Counts.FreeSlot() : to);
        }

        if (Counts.Compact()) _byLength.UpdateAll();
    }

    /// <summary>The maximum number of slots in use.</summary>
    public static int Slots(GibbsCorpus corpus, int k) => Math.Min(k, corpus.DocumentCount + corpus.AnchoredCount);

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

            if (_held?[d] >= 0) continue;
            _weights.Compute(d);
            int to = _weights.Draw(_random.Bits.NextDouble());
            int from = Counts.Labels[d];
            if (to < 0)
            {
                // For a document alone in its cluster a new one is the same as staying, unless the cluster has seed words.
                if (Counts.Documents[from] == 1 && from >= Counts.Corpus.AnchoredCount) continue;
                to = Counts.FreeSlot();
            }

            if (to == from) continue;
            moved++;
            Move(d, to);
        }

        if (Counts.Compact()) _byLength.UpdateAll();
        return moved;
    }

    private void Move(int document, int to)
    {
        int from = Counts.Labels[document];
        if (Counts.Move(document, to))
        {
            _byLength.UpdateAll();
            return;
        }

        if (from >= 0) _byLength.Update(from);
        _byLength.Update(to);
    }

    /// <summary>The label of each document that has one, and a cluster drawn from its probabilities for each other one.</summary>
    private static int[] Draw(DenseMatrix probability, int[] held, RandomGenerator random, CancellationToken cancellation)
    {
        var labels = new int[held.Length];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < labels.Length; d++)
        {
            point.Pass(probability.ColumnCount);
            labels[d] = held[d];
            if (held[d] >= 0) continue;
            var row = probability.RowSpan(d);
            double left = random.NextDouble();
            int last = 0;
            for (int k = 0; k < row.Length && left >= 0; k++)
            {
                if (row[k] <= 0) continue;
                last = k;
                left -= row[k];
            }

            labels[d] = last;
        }

        return labels;
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
