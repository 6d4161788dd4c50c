using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The consensus of the samples of all chains: the partition with the least expected variation of information
/// (<see cref="ConsensusPartition"/>), and the probability of each of its clusters for each document. For each sample these are the
/// conditional probabilities given the clusters of all other documents, which vary less than the samples themselves
/// (Rao-Blackwell). The numbers of a sample's clusters have no meaning (Marin, Mengersen and Robert 2005, section 4.4), so they
/// are matched one to one to those of the consensus, so that matched clusters share the most documents.
/// </summary>
internal static class GibbsPosterior
{
    private const int BlockSize = 256;

    /// <summary>The maximum number of samples that probabilities are averaged over, as each costs as much as a sweep; more are thinned evenly.</summary>
    internal const int MostSamples = 400;

    /// <summary>Averages the samples.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="samples">The cluster of each document (length n) in each sample of all chains, from zero without gaps.</param>
    /// <param name="knownK">
    /// The number of clusters, if it is known: where the consensus has fewer, the labels are those of <see cref="ConsensusLabels"/>. Zero if
    /// it isn't known.
    /// </param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>
    /// The consensus cluster of each document (length n), with clusters numbered by decreasing size and ties broken by their
    /// first documents; the probabilities, n x K, row after row; and the expected variation of information in nats. What a row
    /// lacks of one is the probability of clusters that are matched to none.
    /// </returns>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static (int[] Labels, double[] Probability, int K, double Loss) Average(GibbsCorpus corpus, GibbsPrior prior, IReadOnlyList<int[]> samples, int knownK, int threads, CancellationToken cancellation)
    {
        var (found, loss) = ConsensusPartition.Find(samples, cancellation, prior.K);
        var labels = BySize(found, cancellation);
        int k = labels.Max() + 1;
        if (knownK > k) return Label(corpus, prior, samples, knownK, threads, cancellation);
        int[] used = ConsensusPartition.Thin(samples.Count, MostSamples);
        var sums = Average(corpus, prior, samples, used, [.. used.Select(s => LabelMatching.Partners(labels, samples[s], k, cancellation))], k, threads, cancellation);
        return (labels, sums, k, loss);
    }

    private static (int[] Labels, double[] Probability, int K, double Loss) Label(GibbsCorpus corpus, GibbsPrior prior, IReadOnlyList<int[]> samples, int k, int threads, CancellationToken cancellation)
    {
        int[] used = ConsensusPartition.Thin(samples.Count, MostSamples);
        int[][] matched = ConsensusLabels.Match([.. used.Select(s => samples[s])], k, cancellation);
        var sums = Average(corpus, prior, samples, used, matched, k, threads, cancellation);
        var found = new int[corpus.DocumentCount];
        for (int d = 0; d < found.Length; d++)
        {
            var row = sums.AsSpan(d * k, k);
            for (int c = 1; c < k; c++)
                if (row[c] > row[found[d]]) found[d] = c;
        }

        var (labels, order) = BySize(found, k, cancellation);
        return (labels, Columns(sums, k, order, cancellation), order.Length, ConsensusPartition.Loss(labels, samples, cancellation));
    }

    /// <summary>The mean over samples of the conditional probability of each cluster for each document, n x k.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="samples">The cluster of each document in each sample.</param>
    /// <param name="used">The samples to use.</param>
    /// <param name="matched">The cluster of the result that each cluster of a used sample is, or -1.</param>
    /// <param name="k">The number of clusters of the result.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    internal static double[] Average(GibbsCorpus corpus, GibbsPrior prior, IReadOnlyList<int[]> samples, int[] used, int[][] matched, int k, int threads, CancellationToken cancellation)
    {
        var sums = LargeArray.Cleared<double>(MatrixSize.Cells("The posterior", corpus.DocumentCount, k), cancellation);
        for (int s = 0; s < used.Length; s++) Add(corpus, prior, samples[used[s]], matched[s], sums, k, threads, cancellation);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < sums.Length; i++)
        {
            point.Pass(0);
            sums[i] = Math.Min(1, sums[i] / used.Length);
        }

        return sums;
    }

    private static double[] Columns(double[] cells, int k, int[] order, CancellationToken cancellation)
    {
        if (order.Length == k && order.SequenceEqual(Enumerable.Range(0, k))) return cells;
        int n = cells.Length / k;
        var result = LargeArray.Uninitialized<double>((long)n * order.Length);
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < n; d++)
        {
            point.Pass(order.Length);
            for (int c = 0; c < order.Length; c++) result[(d * order.Length) + c] = cells[(d * k) + order[c]];
        }

        return result;
    }

    private static void Add(GibbsCorpus corpus, GibbsPrior prior, int[] sample, int[] clusterOf, double[] sums, int k, int threads, CancellationToken cancellation)
    {
        var counts = new GibbsCounts(corpus, [.. sample], clusterOf.Length, cancellation);
        cancellation.Check();
        var byLength = new GibbsLengthWeights(prior, counts);
        ParallelBlocks.Run(sample.Length, BlockSize, threads, cancellation, (_, from, to) =>
        {
            var weights = new GibbsWeights(prior, counts, byLength);
            for (int d = from; d < to; d++)
            {
                cancellation.Check();
                var row = sums.AsSpan(d * k, k);
                if (corpus.Anchors?.Held[d] is >= 0 and var held)
                {
                    row[clusterOf[held]]++;
                    continue;
                }

                weights.Compute(d);
                var slots = weights.Slots;
                double share = 1 / weights.Total;
                for (int s = 0; s < slots.Length; s++)
                    if (clusterOf[s] >= 0) row[clusterOf[s]] += slots[s] * share;

                // For a document alone in its cluster a new cluster is the same as its own.
                int own = clusterOf[sample[d]];
                if (own >= 0 && sample[d] >= corpus.AnchoredCount && counts.Documents[sample[d]] == 1) row[own] += weights.New * share;
            }
        });
    }

    private static int[] BySize(int[] labels, CancellationToken cancellation) => BySize(labels, labels.Max() + 1, cancellation).Labels;

    /// <summary>The labels with clusters numbered by decreasing size, ties broken by the first documents; and the old number of each cluster that has documents.</summary>
    private static (int[] Labels, int[] Order) BySize(int[] labels, int k, CancellationToken cancellation)
    {
        var sizes = new int[k];
        var first = new int[k];
        var point = new CancellationPoint(cancellation);
        for (int d = labels.Length - 1; d >= 0; d--)
        {
            point.Pass(0);
            sizes[labels[d]]++;
            first[labels[d]] = d;
        }

        int[] order = [.. Enumerable.Range(0, k).Where(c => sizes[c] > 0).OrderByDescending(c => sizes[c]).ThenBy(c => first[c])];
        var place = new int[k];
        for (int c = 0; c < order.Length; c++) place[order[c]] = c;
        return (Array.ConvertAll(labels, label => place[label]), order);
    }
}
