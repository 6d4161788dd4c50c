using MixturePS.Core.Agreement;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// Posterior distributions of the shares and the word probabilities over the draws of a Gibbs sampler. Given the labels of a
/// draw they are Dirichlet distributions (Nigam et al. 2000, Machine Learning 39, 103-134), so each probability has a Beta
/// distribution, and its posterior is the mean of these over the draws (Rao-Blackwell): nothing is drawn again.
/// </summary>
/// <remarks>
/// <para>In draw t, with m documents of n and c_j of c tokens in the cluster:</para>
/// <code>
/// share            ~ Beta(alpha + m,  (K - 1) alpha + n - m)
/// word probability ~ Beta(beta + c_j, (V - 1) beta + c - c_j)
/// </code>
/// <para>Labels switch between draws. The clusters of each draw are matched to those of the result one to one, so that they
/// share the most documents. In a draw in which a cluster has no partner it is empty: m = 0 for its share, and the draw
/// tells nothing of its words, so that their posterior is that of the draws in which the cluster exists.</para>
/// </remarks>
internal static class GibbsIntervals
{
    /// <summary>The posterior of each share; length k.</summary>
    /// <param name="labels">The cluster of each document in the result, from 0 to k - 1; length n; read.</param>
    /// <param name="k">The number of clusters in the result.</param>
    /// <param name="draws">The cluster of each document in each draw, from zero; each of length n.</param>
    /// <param name="alpha">The prior documents of a cluster.</param>
    /// <param name="maximumK">The number of clusters of the model, at least 2 and k.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static BetaMixture[] Shares(int[] labels, int k, IReadOnlyList<int[]> draws, double alpha, int maximumK, CancellationToken cancellation)
    {
        var parts = Enumerable.Range(0, k).Select(_ => new List<(double A, double B)>()).ToArray();
        foreach (int[] draw in draws)
        {
            int[] clusterOf = LabelMatching.Partners(labels, draw, k, cancellation);
            var sizes = new int[k];
            var point = new CancellationPoint(cancellation);
            foreach (int cluster in draw)
            {
                point.Pass(0);
                if (clusterOf[cluster] >= 0) sizes[clusterOf[cluster]]++;
            }

            for (int c = 0; c < k; c++) parts[c].Add((alpha + sizes[c], ((maximumK - 1) * alpha) + labels.Length - sizes[c]));
        }

        return Array.ConvertAll(parts, list => new BetaMixture(list));
    }

    /// <summary>The posterior of the probability of selected words, in their order.</summary>
    /// <param name="matrix">The counts, n x V, with V at least 2.</param>
    /// <param name="labels">The cluster of each document in the result, from 0 to k - 1; length n; read.</param>
    /// <param name="k">The number of clusters in the result.</param>
    /// <param name="draws">The cluster of each document in each draw, from zero; each of length n.</param>
    /// <param name="beta">The prior tokens of a word in a cluster.</param>
    /// <param name="words">The words and their clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static BetaMixture[] Words(SparseMatrix matrix, int[] labels, int k, IReadOnlyList<int[]> draws, double beta, IReadOnlyList<(int Cluster, int Word)> words, CancellationToken cancellation)
    {
        int features = matrix.ColumnCount;
        var counts = LargeArray.Cleared<double>(MatrixSize.Cells("The counts of the clusters", k, features), cancellation);
        var parts = words.Select(_ => new List<(double A, double B)>()).ToArray();
        foreach (int[] draw in draws) Add(draw, LabelMatching.Partners(labels, draw, k, cancellation));

        // A cluster that no draw has is known from its own documents alone.
        if (Array.Exists(parts, list => list.Count == 0)) Add(labels, [.. Enumerable.Range(0, k)], onlyMissing: true);
        return Array.ConvertAll(parts, list => new BetaMixture(list));

        void Add(int[] draw, int[] clusterOf, bool onlyMissing = false)
        {
            Array.Clear(counts);
            var totals = new double[k];
            var exists = new bool[k];
            var point = new CancellationPoint(cancellation);
            for (int d = 0; d < draw.Length; d++)
            {
                int cluster = clusterOf[draw[d]];
                var columns = matrix.RowColumns(d);
                var values = matrix.RowValues(d);
                point.Pass(columns.Length);
                if (cluster < 0) continue;
                exists[cluster] = true;
                for (int p = 0; p < columns.Length; p++)
                {
                    counts[(cluster * features) + columns[p]] += values[p];
                    totals[cluster] += values[p];
                }
            }

            for (int w = 0; w < words.Count; w++)
            {
                var (cluster, word) = words[w];
                point.Pass(0);
                if (!exists[cluster] || (onlyMissing && parts[w].Count > 0)) continue;
                double count = counts[(cluster * features) + word];
                parts[w].Add((beta + count, ((features - 1) * beta) + totals[cluster] - count));
            }
        }
    }

    /// <summary>The quantiles of distributions at both ends of the level, with their standard deviations.</summary>
    /// <param name="posteriors">The distributions.</param>
    /// <param name="options">The level and the number of threads.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static IntervalLimits[] Limits(BetaMixture[] posteriors, IntervalOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var limits = new IntervalLimits[posteriors.Length];
        double tail = (1 - options.Level) / 2;
        int done = 0;
        ParallelBlocks.Run(limits.Length, 1, options.ThrottleLimit, cancellation, (p, _, _) =>
        {
            limits[p] = new IntervalLimits(posteriors[p].Quantile(tail), posteriors[p].Quantile(1 - tail), posteriors[p].Deviation);
            int count = Interlocked.Increment(ref done);
            progress?.Report(new ProgressReport("quantiles of the posterior", (double)count / limits.Length));
        });
        return limits;
    }
}
