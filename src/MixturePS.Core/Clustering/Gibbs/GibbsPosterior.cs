using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The probability of each cluster for each document, averaged over the samples of a chain. For each sample these are the
/// conditional probabilities given the clusters of all other documents, which vary less than the samples themselves
/// (Rao-Blackwell). Label switching between samples is undone by a pivot (Marin, Mengersen and Robert 2005, section 4.4):
/// the clusters of each sample are matched one to one to those of the sample with the greatest joint probability, so that
/// they share the most documents.
/// </summary>
internal static class GibbsPosterior
{
    private const int BlockSize = 256;

    /// <summary>Averages the samples of a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="run">The chain.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>
    /// The most probable cluster of each document (length n), with clusters numbered by decreasing size and ties broken by
    /// their first documents; and the probabilities, n x K, row after row; each row sums to one.
    /// </returns>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public static (int[] Labels, double[] Probability, int K) Average(GibbsCorpus corpus, GibbsPrior prior, GibbsChainRun run, int threads, CancellationToken cancellation)
    {
        var pivot = run.Pivot;
        int k = pivot.Max() + 1;
        var sums = LargeArray.Cleared<double>(MatrixSize.Cells("The posterior", pivot.Length, k), cancellation);
        foreach (var sample in run.Samples) Add(corpus, prior, sample, Match(pivot, sample, k, cancellation), sums, k, threads, cancellation);
        var labels = new int[pivot.Length];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < labels.Length; d++)
        {
            point.Pass(k);
            // A document for which every sample prefers a new cluster stays in the pivot's.
            var row = sums.AsSpan(d * k, k);
            int best = pivot[d];
            for (int c = 0; c < k; c++)
                if (row[c] > row[best]) best = c;
            if (row[best] == 0) row[best] = 1;
            labels[d] = best;
        }

        return Renumber(labels, sums, k, cancellation);
    }

    /// <summary>The pivot's cluster matched to each of a sample's, or -1 for one without a partner.</summary>
    private static int[] Match(int[] pivot, int[] sample, int k, CancellationToken cancellation)
    {
        var matched = LabelMatching.Match(pivot, sample, cancellation).Labels;
        var result = new int[sample.Max() + 1];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < sample.Length; d++)
        {
            point.Pass(0);
            result[sample[d]] = matched[d] < k ? matched[d] : -1;
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
                weights.Compute(d);
                var row = sums.AsSpan(d * k, k);
                var slots = weights.Slots;
                double share = 1 / weights.Total;
                for (int s = 0; s < slots.Length; s++)
                    if (clusterOf[s] >= 0) row[clusterOf[s]] += slots[s] * share;

                // For a document alone in its cluster a new cluster is the same as its own.
                int own = clusterOf[sample[d]];
                if (own >= 0 && counts.Documents[sample[d]] == 1) row[own] += weights.New * share;
            }
        });
    }

    /// <summary>Drops the clusters that are the most probable one of no document, orders the others, and normalises the rows.</summary>
    private static (int[] Labels, double[] Probability, int K) Renumber(int[] labels, double[] sums, int k, CancellationToken cancellation)
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
        var result = LargeArray.Uninitialized<double>((long)labels.Length * order.Length);
        for (int d = 0; d < labels.Length; d++)
        {
            point.Pass(order.Length);
            var row = result.AsSpan(d * order.Length, order.Length);
            double sum = 0;
            for (int c = 0; c < row.Length; c++) sum += row[c] = sums[(d * k) + order[c]];
            foreach (ref double value in row) value /= sum;
        }

        return (Array.ConvertAll(labels, label => place[label]), result, order.Length);
    }
}
