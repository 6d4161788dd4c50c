using System.Collections.Concurrent;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The variational distributions of the topic shares of some documents, computed in parallel in fixed blocks.</summary>
internal sealed class TopicDocuments
{
    private const int BlockSize = 64;
    private readonly SparseMatrix _matrix;
    private readonly int _k;
    private readonly int _stride;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly ConcurrentBag<TopicEStep> _idle = [];

    /// <summary>Allocates room for documents.</summary>
    /// <param name="matrix">The counts, n x J.</param>
    /// <param name="k">The number of topics.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public TopicDocuments(SparseMatrix matrix, int k, int threads, CancellationToken cancellation)
    {
        (_matrix, _k, _stride, _threads, _cancellation) = (matrix, k, Stride(k), threads, cancellation);
        int cells = MatrixSize.Cells("The topic shares of the documents", matrix.RowCount, _stride);
        (Gamma, Exponentials) = (LargeArray.Uninitialized<double>(cells), LargeArray.Uninitialized<double>(cells));
        Ratios = LargeArray.Uninitialized<double>(matrix.NonZeroCount);
    }

    /// <summary>The parameters of the Dirichlet distributions, at d stride + k.</summary>
    public double[] Gamma { get; }

    /// <summary>exp(psi(gamma)), at d stride + k.</summary>
    public double[] Exponentials { get; }

    /// <summary>The ratio c_w / s_w of each cell (<see cref="TopicEStep"/>), in the order of the matrix.</summary>
    public double[] Ratios { get; }

    /// <summary>K, rounded up to a multiple of <see cref="GammaFunctions.Width"/>.</summary>
    public static int Stride(int k) => checked(k + GammaFunctions.Width - 1) / GammaFunctions.Width * GammaFunctions.Width;

    /// <summary>Parameters with a value for each topic, padded with 1.</summary>
    public static double[] Padded(IReadOnlyList<double> alpha)
    {
        var result = new double[Stride(alpha.Count)];
        Array.Fill(result, 1);
        for (int k = 0; k < alpha.Count; k++) result[k] = alpha[k];
        return result;
    }

    /// <summary>Starts each distribution with an equal number of tokens for each topic.</summary>
    /// <param name="alpha">The padded prior tokens of each topic.</param>
    public void Start(double[] alpha) => ParallelBlocks.Run(_matrix.RowCount, BlockSize, _threads, _cancellation, (_, from, to) =>
    {
        for (int d = from; d < to; d++)
        {
            double length = Sum(_matrix.RowValues(d));
            for (int k = 0; k < _stride; k++) Gamma[(d * _stride) + k] = alpha[k] + (k < _k ? length / _k : 0);
        }
    });

    /// <summary>Fits the distributions of documents.</summary>
    /// <param name="weights">The weights of the words in the topics, at w stride + k, zero from K on.</param>
    /// <param name="alpha">The padded prior tokens of each topic.</param>
    /// <param name="documents">The documents, or null for all.</param>
    /// <param name="logs">Receives the sum over the documents of E[log theta_dk]; length K; or null.</param>
    /// <param name="tolerance">The mean change of gamma at which a document's iterations end.</param>
    /// <param name="share">The sum of all changes of gamma at which they end too, as a share of the document's tokens.</param>
    /// <param name="single">The weights and alpha in single precision, in which the first iterations are then; or null.</param>
    /// <param name="mostSingle">The greatest number of iterations per document in single precision.</param>
    /// <param name="most">The greatest number in double precision.</param>
    /// <returns>The part of the evidence lower bound that depends on the documents; 0 if logs is null.</returns>
    public double Fit(double[] weights, double[] alpha, int[]? documents = null, double[]? logs = null, double tolerance = TopicEStep.Tolerance, double share = 0, SingleWeights? single = null, int mostSingle = TopicEStep.MostIterations, int most = TopicEStep.MostIterations)
    {
        int count = documents?.Length ?? _matrix.RowCount, blocks = ParallelBlocks.Blocks(count, BlockSize);
        var bounds = new double[blocks];
        var sums = new double[logs is null ? 0 : checked(blocks * _k)];
        double constant = GammaFunctions.LogGamma(alpha.Take(_k).Sum()) - alpha.Take(_k).Sum(GammaFunctions.LogGamma);
        ParallelBlocks.Run(count, BlockSize, _threads, _cancellation, (block, from, to) =>
        {
            if (!_idle.TryTake(out var step)) step = new TopicEStep(_stride);
            for (int i = from; i < to; i++)
            {
                _cancellation.Check();
                int d = documents?[i] ?? i, start = _matrix.Buffers.RowOffsets[d];
                var words = _matrix.RowColumns(d);
                var counts = _matrix.RowValues(d);
                var gamma = Gamma.AsSpan(d * _stride, _stride);
                double tokens = step.Fit(words, counts, weights, single, alpha, gamma, Exponentials.AsSpan(d * _stride, _stride), Ratios.AsSpan(start, words.Length), Math.Max(tolerance * _k, share * Sum(counts)), mostSingle, most);
                if (logs is not null) bounds[block] += tokens + constant + Bound(gamma[.._k], Exponentials.AsSpan(d * _stride, _k), alpha, counts, sums.AsSpan(block * _k, _k));
            }

            _idle.Add(step);
        });
        if (logs is null) return 0;
        double bound = 0;
        Array.Clear(logs);
        for (int b = 0; b < blocks; b++)
        {
            bound += bounds[b];
            for (int k = 0; k < _k; k++) logs[k] += sums[(b * _k) + k];
        }

        return bound;
    }

    /// <summary>The expected shares, gamma divided by its sum; n x K.</summary>
    public DenseMatrix Theta()
    {
        int n = _matrix.RowCount;
        var cells = LargeArray.Uninitialized<double>(MatrixSize.Cells("The topic shares of the documents", n, _k));
        ParallelBlocks.Run(n, BlockSize, _threads, _cancellation, (_, from, to) =>
        {
            for (int d = from; d < to; d++)
            {
                var gamma = Gamma.AsSpan(d * _stride, _k);
                double sum = Sum(gamma);
                for (int k = 0; k < _k; k++) cells[(d * _k) + k] = gamma[k] / sum;
            }
        });
        return new DenseMatrix(n, _k, cells);
    }

    /// <summary>E[log p(theta | alpha)] - E[log q(theta | gamma)] without the normalisation of p, with the part of psi(sum_k gamma_k) in the tokens' logarithms.</summary>
    private static double Bound(ReadOnlySpan<double> gamma, ReadOnlySpan<double> exponentials, double[] alpha, ReadOnlySpan<double> counts, Span<double> logs)
    {
        double total = Sum(gamma), tokens = Sum(counts), sum = 0;
        double common = GammaFunctions.Digamma(total);
        for (int k = 0; k < gamma.Length; k++)
        {
            double log = Math.Log(exponentials[k]) - common;
            logs[k] += log;
            sum += GammaFunctions.LogGamma(gamma[k]) - ((gamma[k] - alpha[k]) * log);
        }

        return sum - (tokens * common) - GammaFunctions.LogGamma(total);
    }

    // In order, so that the bits are the same on every machine.
    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
