using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>Estimates from the labels: the clusters' mean word probabilities and shares, and the documents' likelihood under them.</summary>
internal static class GibbsEstimates
{
    private const int BlockSize = 256;

    /// <summary>
    /// The mean word probabilities of each cluster under the posterior given the labels, (n_kw + beta) / (n_k + V beta), where the
    /// tokens of seed words count too.
    /// </summary>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="labels">The cluster of each document; length n; read.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="beta">The prior tokens of a word.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="seeds">The seed words, or null for none.</param>
    /// <exception cref="Foundation.MixtureException">MatrixTooLarge.</exception>
    public static DenseMatrix Mu(Dfm dfm, int[] labels, int k, double beta, CancellationToken cancellation, IReadOnlyList<SeedWord>? seeds = null)
    {
        int features = dfm.FeatureCount;
        var cells = new double[MatrixSize.Cells("The word probabilities", k, features)];
        var point = new CancellationPoint(cancellation);
        for (int d = 0; d < labels.Length; d++)
        {
            var columns = dfm.Matrix.RowColumns(d);
            point.Pass(columns.Length);
            var values = dfm.Matrix.RowValues(d);
            for (int p = 0; p < columns.Length; p++) cells[(labels[d] * features) + columns[p]] += values[p];
        }

        foreach (var (cluster, feature, weight) in seeds ?? []) cells[(cluster * features) + feature] += weight;
        for (int c = 0; c < k; c++)
        {
            point.Pass(features);
            var row = cells.AsSpan(c * features, features);
            double total = 0;
            foreach (double count in row) total += count;
            double denominator = total + (features * beta);
            foreach (ref double cell in row) cell = (cell + beta) / denominator;
        }

        return new DenseMatrix(k, features, cells, dfm.Vocabulary);
    }

    /// <summary>The mean share of each cluster, (m_k + alpha) / (n + K alpha); length K.</summary>
    /// <param name="sizes">The documents of each cluster; length K; read.</param>
    /// <param name="alpha">The prior documents of a cluster.</param>
    public static double[] Alpha(int[] sizes, double alpha)
    {
        // The limit of a huge alpha is an equal share.
        double total = sizes.Sum() + (sizes.Length * alpha);
        return Array.ConvertAll(sizes, size => (size + alpha) / total);
    }

    /// <summary>
    /// The dispersion of the documents within their clusters: Pearson's statistic per degree of freedom for equal word
    /// probabilities of a cluster's documents, pooled over the clusters of at least two documents. About 1 if tokens are
    /// independent draws; greater if a document repeats its words more than that; NaN if there is no such cluster.
    /// Source: McCullagh, P. and Nelder, J. A. (1989), Generalized linear models, 2nd edition, section 4.5.
    /// </summary>
    /// <remarks>
    /// <code>
    /// X2 = sum over k and words w of [ (n_k / n_kw) sum over d of n_dw^2 / n_d - n_kw ]
    /// degrees of freedom = sum over k of (documents with tokens - 1) (words - 1)
    /// </code>
    /// </remarks>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="labels">The cluster of each document; length n; read.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="cancellation">Cancellation token.</param>
    public static double Dispersion(Dfm dfm, int[] labels, int k, CancellationToken cancellation)
    {
        var members = new List<int>[k];
        for (int c = 0; c < k; c++) members[c] = [];
        for (int d = 0; d < labels.Length; d++) members[labels[d]].Add(d);
        var (counts, squares) = (new double[dfm.FeatureCount], new double[dfm.FeatureCount]);
        var point = new CancellationPoint(cancellation);
        double statistic = 0, freedom = 0;
        foreach (var cluster in members)
        {
            var words = new List<int>();
            double tokens = 0;
            int documents = 0;
            foreach (int d in cluster)
            {
                var columns = dfm.Matrix.RowColumns(d);
                var values = dfm.Matrix.RowValues(d);
                point.Pass(columns.Length);
                double length = 0;
                foreach (double value in values) length += value;
                if (length == 0) continue;
                documents++;
                tokens += length;
                for (int p = 0; p < columns.Length; p++)
                {
                    if (values[p] == 0) continue;
                    if (counts[columns[p]] == 0) words.Add(columns[p]);
                    counts[columns[p]] += values[p];
                    squares[columns[p]] += values[p] * values[p] / length;
                }
            }

            if (documents > 1) freedom += (documents - 1.0) * (words.Count - 1);
            foreach (int w in words)
            {
                if (documents > 1) statistic += (tokens / counts[w] * squares[w]) - counts[w];
                (counts[w], squares[w]) = (0, 0);
            }
        }

        return freedom > 0 ? statistic / freedom : double.NaN;
    }

    /// <summary>
    /// The sum over documents of the logarithm of their probability under a mixture, without the multinomial coefficients; of a
    /// document with a label, of the document and its label.
    /// </summary>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="mu">The word probabilities, K x V, all above zero.</param>
    /// <param name="alpha">The share of each cluster, above zero; length K; read.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="known">The known cluster of each document, or -1; or null if there are none; read.</param>
    public static double LogLikelihood(Dfm dfm, DenseMatrix mu, double[] alpha, int threads, CancellationToken cancellation, int[]? known = null)
    {
        var shares = Array.ConvertAll(alpha, Math.Log);
        var logs = new double[mu.Buffer.Length];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < logs.Length; i++)
        {
            point.Pass(0);
            logs[i] = Math.Log(mu.Buffer[i]);
        }

        var kernel = new FeatureMajorMatrix(logs, shares.Length, dfm.FeatureCount, cancellation);
        var sums = new double[ParallelBlocks.Blocks(dfm.DocumentCount, BlockSize)];
        ParallelBlocks.Run(dfm.DocumentCount, BlockSize, threads, cancellation, (block, from, to) =>
        {
            var dots = new double[kernel.Stride];
            for (int d = from; d < to; d++)
            {
                cancellation.Check();
                kernel.Dots(dfm.Matrix.RowColumns(d), dfm.Matrix.RowValues(d), dots);
                for (int c = 0; c < shares.Length; c++) dots[c] += shares[c];
                sums[block] += known?[d] is >= 0 and var label ? dots[label] : LogSumExp.Of(dots.AsSpan(0, shares.Length));
            }
        });
        return sums.Sum();
    }
}
