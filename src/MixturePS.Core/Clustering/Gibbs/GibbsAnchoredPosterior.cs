using MixturePS.Core.Agreement;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The consensus of samples whose first clusters have labels or seed words. These are the same cluster in every sample, so
/// their probabilities are averages. The other clusters of a sample are matched one to one to those of a reference, the sample
/// with the least expected variation of information among some. A document's label is its most probable cluster, and
/// documents with a label have the probability 1 for it.
/// </summary>
internal static class GibbsAnchoredPosterior
{
    private const int Candidates = 10;

    /// <summary>Averages the samples.</summary>
    /// <param name="corpus">The documents, with anchors.</param>
    /// <param name="prior">The priors.</param>
    /// <param name="samples">The slot of each document (length n) in each sample of all chains.</param>
    /// <param name="least">The least number of clusters of the result.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <returns>
    /// The cluster of each document (length n); the probabilities, n x K, row after row; and the expected variation of
    /// information in nats. Clusters with labels or seed words have their numbers; the others have the remaining numbers by
    /// decreasing size, and those without documents are left out.
    /// </returns>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public static (int[] Labels, double[] Probability, int K, double Loss) Average(GibbsCorpus corpus, GibbsPrior prior, IReadOnlyList<int[]> samples, int least, int threads, CancellationToken cancellation)
    {
        var anchors = corpus.Anchors!;
        int[] reference = Reference(samples, cancellation);
        int columns = Math.Max(anchors.Count, reference.Max() + 1);
        int[] used = ConsensusPartition.Thin(samples.Count, GibbsPosterior.MostSamples);
        int[][] matched = [.. used.Select(s => Match(samples[s], reference, anchors.Count, cancellation))];
        var sums = GibbsPosterior.Average(corpus, prior, samples, used, matched, columns, threads, cancellation);
        int[] found = [.. reference];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < found.Length; d++)
        {
            point.Pass(columns);
            if (anchors.Held[d] >= 0) continue;
            var row = sums.AsSpan(d * columns, columns);
            for (int c = 0; c < columns; c++)
                if (row[c] > row[found[d]]) found[d] = c;
        }

        int[] order = Order(found, anchors, columns, least);
        var number = new int[columns];
        for (int k = 0; k < order.Length; k++)
            if (order[k] >= 0) number[order[k]] = k;
        int[] labels = Array.ConvertAll(found, column => number[column]);
        return (labels, Columns(sums, columns, order, cancellation), order.Length, ConsensusPartition.Loss(labels, samples, cancellation));
    }

    /// <summary>The sample, of some, with the least expected variation of information from these.</summary>
    private static int[] Reference(IReadOnlyList<int[]> samples, CancellationToken cancellation)
    {
        int[][] some = [.. ConsensusPartition.Thin(samples.Count, Candidates).Select(s => samples[s])];
        var losses = Array.ConvertAll(some, sample => ConsensusPartition.Loss(sample, some, cancellation));
        return some[Array.IndexOf(losses, losses.Min())];
    }

    /// <summary>The column of each slot of a sample, or -1.</summary>
    private static int[] Match(int[] sample, int[] reference, int anchored, CancellationToken cancellation)
    {
        var result = new int[Math.Max(anchored, sample.Max() + 1)];
        for (int s = 0; s < result.Length; s++) result[s] = s < anchored ? s : -1;
        int[] free = [.. Enumerable.Range(0, sample.Length).Where(d => sample[d] >= anchored && reference[d] >= anchored)];
        if (free.Length == 0) return result;
        int[] known = Array.ConvertAll(free, d => reference[d] - anchored);
        var partners = LabelMatching.Partners(known, Array.ConvertAll(free, d => sample[d] - anchored), known.Max() + 1, cancellation);
        for (int s = 0; s < partners.Length; s++)
            if (partners[s] >= 0) result[anchored + s] = anchored + partners[s];
        return result;
    }

    /// <summary>The column of each cluster of the result, or -1 for one without documents.</summary>
    private static int[] Order(int[] found, GibbsAnchors anchors, int columns, int least)
    {
        var sizes = new int[columns];
        foreach (int column in found) sizes[column]++;
        var free = new Queue<int>(Enumerable.Range(anchors.Count, columns - anchors.Count).Where(c => sizes[c] > 0).OrderByDescending(c => sizes[c]).ThenBy(c => Array.IndexOf(found, c)));
        var order = new List<int>();
        for (int k = 0; k < least || free.Count > 0; k++)
        {
            int slot = Array.BinarySearch(anchors.Clusters, k);
            order.Add(slot >= 0 ? slot : free.TryDequeue(out int column) ? column : -1);
        }

        return [.. order];
    }

    private static double[] Columns(double[] cells, int columns, int[] order, CancellationToken cancellation)
    {
        int n = cells.Length / columns;
        var result = LargeArray.Uninitialized<double>(MatrixSize.Cells("The posterior", n, order.Length));
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < n; d++)
        {
            point.Pass(order.Length);
            for (int k = 0; k < order.Length; k++) result[(d * order.Length) + k] = order[k] < 0 ? 0 : cells[(d * columns) + order[k]];
        }

        return result;
    }
}
