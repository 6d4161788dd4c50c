using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The E-step: the responsibility of each cluster for each distinct row.</summary>
/// <remarks>
/// <para>The plain algorithm (Dempster, Laird and Rubin 1977), for rows w_i, shares alpha_k and the log-probability l_kj that
/// a unit of column j adds in cluster k:</para>
/// <code>
/// for each row i
///     s_k      = log alpha_k + sum over j of w_ij l_kj       for each cluster k
///     gamma_ik = exp(s_k) / sum over l of exp(s_l)
/// log-likelihood = sum over i of log(sum over k of exp(s_k))
/// </code>
/// <para>The deviations:</para>
/// <para>1. Log space: the greatest s_k is subtracted before the exponential, which cancels in gamma and is added to the
/// logarithm again, so that long documents neither overflow nor vanish.</para>
/// <para>2. Equal documents are one row with a weight, which multiplies their log-likelihood. Benchmark: RESULTS.md, the row
/// "EM of 20,000 x 5, K = 3, 59 iterations, theirs R's mixtools".</para>
/// <para>3. The l_kj lie column by column, so that one w_ij updates the scores of several clusters by one instruction, in
/// the order of the columns: the bits of each s_k are those of the plain loop (<see cref="SparseDots"/>).</para>
/// <para>4. Rows are worked on in fixed blocks, whose sums are added in order: the bits are the same for any number of
/// threads.</para>
/// <para>5. A row whose cluster y is known has gamma_iy = 1, and its part of the log-likelihood is s_y (Nigam et al. 2000).
/// Rows without a label may weigh less in the objective.</para>
/// </remarks>
internal sealed class MixtureEStep
{
    private const int BlockSize = 256;
    private readonly double[] _weights;
    private readonly double[] _counts;
    private readonly int[]? _labels;
    private readonly int _k;
    private readonly int _threads;
    private readonly VectorWidth _width;
    private readonly CancellationToken _cancellation;
    private readonly double[] _blockSums;
    private readonly double[] _blockCounted;
    private readonly double[] _blockImpossible;

    /// <summary>Makes room for the responsibilities.</summary>
    /// <param name="weights">The weight of each distinct row: its number of documents, unless documents without a label weigh less; read.</param>
    /// <param name="k">The number of clusters.</param>
    /// <param name="threads">The maximum number of threads; the result doesn't depend on it.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="width">The vectors to use; the result is the same with each.</param>
    /// <param name="counts">The number of documents of each distinct row, or null for the weights; read.</param>
    /// <param name="labels">The known cluster of each distinct row, or -1, or null if there are none; read.</param>
    public MixtureEStep(double[] weights, int k, int threads, CancellationToken cancellation, VectorWidth width = VectorWidth.Widest, double[]? counts = null, int[]? labels = null)
    {
        (_weights, _k, _threads, _cancellation) = (weights, k, threads, cancellation);
        (_counts, _labels) = (counts ?? weights, labels);
        _width = SparseDots.Resolve(width);
        Stride = FeatureMajorMatrix.StrideOf(k);
        Responsibilities = LargeArray.Cleared<double>((long)weights.Length * Stride, cancellation);
        _blockSums = new double[ParallelBlocks.Blocks(weights.Length, BlockSize)];
        _blockCounted = new double[_blockSums.Length];
        _blockImpossible = new double[_blockSums.Length];
    }

    /// <summary>K rounded up to whole vectors: the number of responsibilities per distinct row.</summary>
    public int Stride { get; }

    /// <summary>The responsibilities, Stride values per distinct row; zero beyond K.</summary>
    public double[] Responsibilities { get; }

    /// <summary>The number of documents that every cluster excluded in the last step.</summary>
    public double ImpossibleDocuments => Total(_blockImpossible);

    /// <summary>The sum that the last step returned, with the number of documents of each row in place of its weight.</summary>
    public double CountedSum => Total(_blockCounted);

    /// <summary>Computes the responsibilities of all rows, at a temperature. Those of a row with a label are 1 for it and 0 for the others at any temperature.</summary>
    /// <param name="table">The rows.</param>
    /// <param name="logs">The log-probability of a unit of each column in each cluster, Stride values per column; read.</param>
    /// <param name="logAlpha">The logarithm of each cluster's share; length K; read.</param>
    /// <param name="power">The inverse temperature: the power that probabilities are raised to before they are normalised, above 0 and at most 1.</param>
    /// <returns>
    /// The sum over documents of log(sum_k p_k^power) / power, where p_k is alpha_k times the document's probability in
    /// cluster k; with power 1 the log-likelihood without multinomial coefficients. Tokens that every cluster excludes are
    /// left out.
    /// </returns>
    public double Run(TwoWayTable table, double[] logs, double[] logAlpha, double power = 1)
    {
        var (offsets, columns, values) = table.Rows.Buffers;
        ParallelBlocks.Run(_weights.Length, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            var scores = Responsibilities.AsSpan(from * Stride, (to - from) * Stride);
            double sum = 0, counted = 0, impossible = 0;
            for (int row = from; row < to; row++)
            {
                _cancellation.Check();
                int start = offsets[row], length = offsets[row + 1] - start;
                var score = scores.Slice((row - from) * Stride, Stride);
                double value;
                if (_labels?[row] is >= 0 and var label)
                {
                    value = ScoreLabelled(columns.AsSpan(start, length), values.AsSpan(start, length), logs, logAlpha, score, label, out bool isExcluded);
                    if (isExcluded) impossible += _counts[row];
                }
                else
                {
                    double top = Score(columns.AsSpan(start, length), values.AsSpan(start, length), logs, logAlpha, score, out bool isImpossible);
                    if (isImpossible) impossible += _counts[row];
                    for (int k = 0; k < _k; k++) score[k] = power * (score[k] - top);
                    value = top + (LogSumExp.Normalize(score[.._k]) / power);
                    score[_k..].Clear();
                }

                sum += _weights[row] * value;
                counted += _counts[row] * value;
            }

            _blockSums[block] = sum;
            _blockCounted[block] = counted;
            _blockImpossible[block] = impossible;
        });
        return Total(_blockSums);
    }

    /// <summary>
    /// Assigns each row to its most probable cluster, as classification EM does (Celeux and Govaert 1992); ties go to the
    /// first.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="logs">The log-probability of a unit of each column in each cluster, Stride values per column; read.</param>
    /// <param name="logAlpha">The logarithm of each cluster's share; length K; read.</param>
    /// <returns>The sum over documents of log p_k in their clusters: the classification log-likelihood.</returns>
    public double Classify(TwoWayTable table, double[] logs, double[] logAlpha)
    {
        var (offsets, columns, values) = table.Rows.Buffers;
        ParallelBlocks.Run(_weights.Length, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            double sum = 0, impossible = 0;
            for (int row = from; row < to; row++)
            {
                _cancellation.Check();
                int start = offsets[row], length = offsets[row + 1] - start;
                var score = Responsibilities.AsSpan(row * Stride, Stride);
                double top;
                bool isImpossible;
                if (_labels?[row] is >= 0 and var label)
                {
                    top = ScoreLabelled(columns.AsSpan(start, length), values.AsSpan(start, length), logs, logAlpha, score, label, out isImpossible);
                }
                else
                {
                    top = Score(columns.AsSpan(start, length), values.AsSpan(start, length), logs, logAlpha, score, out isImpossible);
                    int cluster = score[.._k].IndexOf(top);
                    score.Clear();
                    score[cluster] = 1;
                }

                if (isImpossible) impossible += _counts[row];
                sum += _weights[row] * top;
            }

            _blockSums[block] = sum;
            _blockImpossible[block] = impossible;
        });
        return Total(_blockSums);
    }

    /// <summary>Writes the scores s_k of a row and returns the greatest.</summary>
    private double Score(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double[] logs, double[] logAlpha, Span<double> score, out bool isImpossible)
    {
        SparseDots.Compute(logs, Stride, 0, Stride, columns, values, score, _width);
        double top = double.NegativeInfinity;
        for (int k = 0; k < _k; k++)
        {
            score[k] += logAlpha[k];
            if (score[k] > top) top = score[k];
        }

        isImpossible = double.IsNegativeInfinity(top);
        return isImpossible ? ScoreImpossible(columns, values, logs, logAlpha, score[.._k]) : top;
    }

    /// <summary>
    /// Writes the responsibilities of a row whose cluster is known, and returns its score there. Tokens that the cluster
    /// excludes are left out.
    /// </summary>
    private double ScoreLabelled(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double[] logs, double[] logAlpha, Span<double> shares, int label, out bool isImpossible)
    {
        isImpossible = false;
        double sum = 0;
        for (int p = 0; p < columns.Length; p++)
        {
            double log = logs[((long)columns[p] * Stride) + label];
            if (double.IsNegativeInfinity(log)) isImpossible = true;
            else sum += values[p] * log;
        }

        shares.Clear();
        shares[label] = 1;
        return sum + logAlpha[label];
    }

    /// <summary>
    /// Writes the scores of a row that every cluster excludes, as each gives one of its words the probability zero: the
    /// limit as all zeros are raised by the same small amount. The clusters that exclude the fewest tokens share the row by
    /// the probabilities of its other tokens, and the others get minus infinity. Returns the greatest score.
    /// </summary>
    private double ScoreImpossible(ReadOnlySpan<int> columns, ReadOnlySpan<double> values, double[] logs, double[] logAlpha, Span<double> scores)
    {
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
