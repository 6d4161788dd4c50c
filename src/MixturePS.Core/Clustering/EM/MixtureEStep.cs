using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The E-step: the probability of each cluster for each distinct row, in log space. Rows are worked on in fixed blocks
/// whose sums are added in order, so that the bits don't depend on the number of threads.
/// </summary>
internal sealed class MixtureEStep
{
    private const int BlockSize = 256;
    private readonly double[] _weights;
    private readonly int _k;
    private readonly int _threads;
    private readonly VectorWidth _width;
    private readonly CancellationToken _cancellation;
    private readonly double[] _blockSums;
    private readonly double[] _blockImpossible;

    /// <summary>Makes room for the responsibilities.</summary>
    /// <param name="weights">The number of documents of each distinct row; read.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The most threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="width">The vectors to use; the result is the same with each.</param>
    public MixtureEStep(double[] weights, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest)
    {
        _width = SparseDots.Resolve(width);
        (_weights, _k, _threads, _cancellation) = (weights, k, threads, cancellation);
        Stride = FeatureMajorMatrix.StrideOf(k);
        Responsibilities = LargeArray.Cleared<double>((long)weights.Length * Stride, cancellation);
        _blockSums = new double[ParallelBlocks.Blocks(weights.Length, BlockSize)];
        _blockImpossible = new double[_blockSums.Length];
    }

    /// <summary>K in whole vectors: the length of a row of the responsibilities.</summary>
    public int Stride { get; }

    /// <summary>The responsibilities, a row of Stride for each distinct row; zero beyond K.</summary>
    public double[] Responsibilities { get; }

    /// <summary>The number of documents that every cluster excluded in the last step.</summary>
    public double ImpossibleDocuments => Total(_blockImpossible);

    /// <summary>Gives each row its probabilities of the clusters, to a power.</summary>
    /// <param name="table">The rows, whose columns are those of the logarithms.</param>
    /// <param name="logs">The logarithm of a unit of each column in each cluster, a row of Stride a column; read.</param>
    /// <param name="logAlpha">The logarithm of each cluster's share; length K; read.</param>
    /// <param name="power">The power that probabilities are raised to before they are normalised (the inverse temperature), above 0 and at most 1.</param>
    /// <returns>
    /// The sum over documents of log(sum_k p_k^power) / power, where p_k is alpha_k times the document's probability in
    /// cluster k; with power 1 the log-likelihood without multinomial coefficients. Of an impossible document the tokens
    /// that its clusters exclude are left out.
    /// </returns>
    public double Run(RowTable table, double[] logs, double[] logAlpha, double power = 1)
    {
        ParallelBlocks.Run(_weights.Length, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            var scores = Responsibilities.AsSpan(from * Stride, (to - from) * Stride);
            double sum = 0, impossible = 0;
            for (int row = from; row < to; row++)
            {
                _cancellation.Check();
                var score = scores.Slice((row - from) * Stride, Stride);
                double top = Score(table, logs, logAlpha, row, score);
                if (double.IsNegativeInfinity(top))
                {
                    impossible += _weights[row];
                    top = ScoreImpossible(table, logs, logAlpha, row, score[.._k]);
                }

                for (int k = 0; k < _k; k++) score[k] = power * (score[k] - top);
                sum += _weights[row] * (top + (LogSumExp.Normalize(score[.._k]) / power));
                score[_k..].Clear();
            }

            _blockSums[block] = sum;
            _blockImpossible[block] = impossible;
        });
        return Total(_blockSums);
    }

    /// <summary>
    /// Gives each row to its most probable cluster, the first of equals, as the classification EM does (Celeux and
    /// Govaert 1992).
    /// </summary>
    /// <param name="table">The rows, whose columns are those of the logarithms.</param>
    /// <param name="logs">The logarithm of a unit of each column in each cluster, a row of Stride a column; read.</param>
    /// <param name="logAlpha">The logarithm of each cluster's share; length K; read.</param>
    /// <returns>The sum over documents of log p_k in their clusters: the classification log-likelihood.</returns>
    public double Classify(RowTable table, double[] logs, double[] logAlpha)
    {
        ParallelBlocks.Run(_weights.Length, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            double sum = 0, impossible = 0;
            for (int row = from; row < to; row++)
            {
                _cancellation.Check();
                var score = Responsibilities.AsSpan(row * Stride, Stride);
                double top = Score(table, logs, logAlpha, row, score);
                if (double.IsNegativeInfinity(top))
                {
                    impossible += _weights[row];
                    top = ScoreImpossible(table, logs, logAlpha, row, score[.._k]);
                }

                sum += _weights[row] * top;
                int cluster = score[.._k].IndexOf(top);
                score.Clear();
                score[cluster] = 1;
            }

            _blockSums[block] = sum;
            _blockImpossible[block] = impossible;
        });
        return Total(_blockSums);
    }

    /// <summary>Writes the logarithm of alpha_k times the row's probability in each cluster; returns the greatest.</summary>
    private double Score(RowTable table, double[] logs, double[] logAlpha, int row, Span<double> score)
    {
        SparseDots.Compute(logs, Stride, 0, Stride, table.RowColumns(row), table.RowValues(row), score, _width);
        double top = double.NegativeInfinity;
        for (int k = 0; k < _k; k++)
        {
            score[k] += logAlpha[k];
            if (score[k] > top) top = score[k];
        }

        return top;
    }

    /// <summary>
    /// Writes the scores of a row that every cluster excludes, as each gives one of its words the probability zero: the
    /// limit as all zeros are raised by the same small amount. The clusters that exclude the fewest tokens share the row by
    /// the probabilities of its other tokens, and the others get minus infinity. Returns the greatest score.
    /// </summary>
    private double ScoreImpossible(RowTable table, double[] logs, double[] logAlpha, int row, Span<double> scores)
    {
        var columns = table.RowColumns(row);
        var values = table.RowValues(row);
        var excluded = new double[scores.Length];
        for (int k = 0; k < scores.Length; k++)
        {
            scores[k] = logAlpha[k];
            for (int p = 0; p < columns.Length; p++)
            {
                double log = logs[((long)columns[p] * Stride) + k];
                if (double.IsNegativeInfinity(log)) excluded[k] += values[p];
                else scores[k] += values[p] * log;
            }
        }

        LogSumExp.KeepFewestExcluded(scores, excluded);
        double top = double.NegativeInfinity;
        foreach (double score in scores) top = Math.Max(top, score);
        return top;
    }

    private static double Total(double[] blocks)
    {
        double total = 0;
        foreach (double sum in blocks) total += sum;
        return total;
    }
}
