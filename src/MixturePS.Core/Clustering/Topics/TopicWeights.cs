using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The variational distributions of the topics, mu_k ~ Dirichlet(lambda_k), and the weights exp(E[log mu_kw]) that the
/// documents are fitted with. Both are stored by word, at w stride + k.
/// </summary>
internal sealed class TopicWeights
{
    private const int CellsPerBlock = 1 << 13;

    /// <summary>The prior of the initial lambda: a mean of 1 with a standard deviation of 0.1 breaks the symmetry of the topics (Hoffman et al. 2010).</summary>
    private const double StartShape = 100;

    private readonly int _k;
    private readonly int _stride;
    private readonly int _words;
    private readonly int _wordsPerBlock;
    private readonly int _threads;
    private readonly CancellationToken _cancellation;
    private readonly double[] _lambda;
    private readonly double[] _sums;
    private readonly double[] _totals;
    private SingleWeights? _single;

    /// <summary>Starts with random topics.</summary>
    /// <param name="words">The number of words, J.</param>
    /// <param name="k">The number of topics, K.</param>
    /// <param name="random">The generator; advanced.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public TopicWeights(int words, int k, RandomGenerator random, int threads, CancellationToken cancellation)
    {
        (_words, _k, _stride, _threads, _cancellation) = (words, k, TopicDocuments.Stride(k), threads, cancellation);
        int cells = MatrixSize.Cells("The word probabilities of the topics", words, _stride);
        (_lambda, Values) = (LargeArray.Uninitialized<double>(cells), LargeArray.Uninitialized<double>(cells));
        _wordsPerBlock = Math.Max(1, CellsPerBlock / _stride);
        int blocks = ParallelBlocks.Blocks(words, _wordsPerBlock);
        (_sums, _totals) = (new double[checked(blocks * _stride)], new double[_stride]);
        var streams = random.Spawn(blocks);
        ParallelBlocks.Run(words, _wordsPerBlock, threads, cancellation, (block, from, to) =>
        {
            // Padding is 1, so that digamma functions stay finite; its weights are set to zero.
            for (int at = from * _stride; at < to * _stride; at++)
                _lambda[at] = at % _stride < k ? GammaSampler.Standard(streams[block].Bits, StartShape) / StartShape : 1;
        });
        Expect();
    }

    /// <summary>The weights exp(E[log mu_kw]); zero from K on.</summary>
    public double[] Values { get; }

    /// <summary>
    /// Moves lambda towards its optimum given the documents, lambda_kw = eta + scale sum_d c_dw r_dwk, where c_dw r_dwk is the
    /// ratio of the cell times exp(psi(gamma_dk)) times the weight (Hoffman et al. 2010, algorithms 1 and 2).
    /// </summary>
    /// <param name="documents">The fitted documents.</param>
    /// <param name="cells">Their cells by word: the document and the place of each cell.</param>
    /// <param name="eta">The prior tokens of each word.</param>
    /// <param name="scale">The documents of the corpus per fitted document.</param>
    /// <param name="step">The weight of the optimum against the current lambda: 1 in batch.</param>
    public void Update(TopicDocuments documents, WordCells cells, double eta, double scale, double step)
    {
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (_, from, to) =>
        {
            var sums = new double[_stride];
            var point = new CancellationPoint(_cancellation);
            for (int w = from; w < to; w++)
            {
                point.Pass(cells.Offsets[w + 1] - cells.Offsets[w] + _stride);
                Gather(documents, cells, w, sums);
                for (int k = 0; k < _k; k++)
                {
                    int at = (w * _stride) + k;
                    double optimum = eta + (scale * sums[k] * Values[at]);
                    _lambda[at] = step == 1 ? optimum : ((1 - step) * _lambda[at]) + (step * optimum);
                }
            }
        });
        Expect();
    }

    /// <summary>Adds tokens to lambda, after which <see cref="Expect"/> is due.</summary>
    /// <param name="topic">The topic, zero-based.</param>
    /// <param name="words">The words.</param>
    /// <param name="counts">The tokens of each word.</param>
    public void Add(int topic, ReadOnlySpan<int> words, ReadOnlySpan<double> counts)
    {
        for (int p = 0; p < words.Length; p++) _lambda[(words[p] * _stride) + topic] += counts[p];
    }

    /// <summary>The weights and a prior in single precision; a later call overwrites them.</summary>
    /// <param name="alpha">The padded prior tokens of each topic.</param>
    public SingleWeights Single(double[] alpha)
    {
        int width = (_k + Vector256<float>.Count - 1) / Vector256<float>.Count * Vector256<float>.Count;
        _single ??= new SingleWeights(width, LargeArray.Cleared<float>(MatrixSize.Cells("The word probabilities of the topics", _words, width), _cancellation), new float[width]);
        Array.Fill(_single.Alpha, 1);
        for (int k = 0; k < _k; k++) _single.Alpha[k] = (float)alpha[k];
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (_, from, to) =>
        {
            for (int w = from; w < to; w++)
            {
                for (int k = 0; k < _k; k++)
                {
                    float value = (float)Values[(w * _stride) + k];
                    _single.Values[(w * width) + k] = value < GammaFunctions.LeastSingle ? 0 : value;
                }
            }
        });
        return _single;
    }

    /// <summary>E[log p(mu | eta)] - E[log q(mu | lambda)], the part of the evidence lower bound that depends on the topics, and the sum of E[log mu_kw].</summary>
    public (double Bound, double Logs) Bound(double eta)
    {
        int blocks = ParallelBlocks.Blocks(_words, _wordsPerBlock);
        var (bounds, logs) = (new double[blocks], new double[blocks]);
        double[] common = Array.ConvertAll(_totals, GammaFunctions.Digamma);
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (block, from, to) =>
        {
            for (int w = from; w < to; w++)
            {
                for (int k = 0; k < _k; k++)
                {
                    double lambda = _lambda[(w * _stride) + k], log = GammaFunctions.Digamma(lambda) - common[k];
                    logs[block] += log;
                    bounds[block] += ((eta - lambda) * log) + GammaFunctions.LogGamma(lambda);
                }
            }
        });
        double bound = bounds.Sum() + (_k * (GammaFunctions.LogGamma(_words * eta) - (_words * GammaFunctions.LogGamma(eta))));
        for (int k = 0; k < _k; k++) bound -= GammaFunctions.LogGamma(_totals[k]);
        return (bound, logs.Sum());
    }

    /// <summary>The expected word probabilities, lambda divided by its sum; K x J.</summary>
    public DenseMatrix Mu()
    {
        var cells = LargeArray.Uninitialized<double>(MatrixSize.Cells("The word probabilities of the topics", _k, _words));
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (_, from, to) =>
        {
            for (int w = from; w < to; w++)
                for (int k = 0; k < _k; k++) cells[((long)k * _words) + w] = _lambda[(w * _stride) + k] / _totals[k];
        });
        return new DenseMatrix(_k, _words, cells);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Gather(TopicDocuments documents, WordCells cells, int word, double[] sums)
    {
        ref double shares = ref MemoryMarshal.GetArrayDataReference(documents.Exponentials);
        ref double sum = ref MemoryMarshal.GetArrayDataReference(sums);
        Array.Clear(sums);
        for (int p = cells.Offsets[word]; p < cells.Offsets[word + 1]; p++)
        {
            ref double row = ref Unsafe.Add(ref shares, (nint)cells.Documents[p] * _stride);
            var ratio = Vector256.Create(documents.Ratios[cells.Places[p]]);
            for (nuint k = 0; k < (nuint)_stride; k += GammaFunctions.Width)
                (Vector256.LoadUnsafe(ref sum, k) + (ratio * Vector256.LoadUnsafe(ref row, k))).StoreUnsafe(ref sum, k);
        }
    }

    /// <summary>Computes the sums of lambda and the weights.</summary>
    public void Expect()
    {
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (block, from, to) =>
        {
            var sums = _sums.AsSpan(block * _stride, _stride);
            sums.Clear();
            for (int w = from; w < to; w++)
            {
                var row = _lambda.AsSpan(w * _stride, _stride);
                for (int k = 0; k < row.Length; k++) sums[k] += row[k];
            }
        });
        Array.Clear(_totals);
        for (int at = 0; at < _sums.Length; at++) _totals[at % _stride] += _sums[at];
        var scale = new double[_stride];
        GammaFunctions.ExpDigamma(_totals, scale);
        for (int k = 0; k < _stride; k++) scale[k] = k < _k ? 1 / scale[k] : 0;
        ParallelBlocks.Run(_words, _wordsPerBlock, _threads, _cancellation, (_, from, to) =>
        {
            for (int w = from; w < to; w++)
            {
                var row = Values.AsSpan(w * _stride, _stride);
                GammaFunctions.ExpDigamma(_lambda.AsSpan(w * _stride, _stride), row);
                for (int k = 0; k < row.Length; k++) row[k] *= scale[k];
            }
        });
    }
}

/// <summary>The cells of some documents by word: their documents and places in the matrix.</summary>
internal sealed class WordCells
{
    private WordCells(int words, int cells) => (Offsets, Documents, Places) = (new int[words + 1], LargeArray.Uninitialized<int>(cells), LargeArray.Uninitialized<int>(cells));

    /// <summary>Where the cells of each word start; length J + 1.</summary>
    public int[] Offsets { get; }

    /// <summary>The document of each cell.</summary>
    public int[] Documents { get; }

    /// <summary>The place of each cell in the matrix.</summary>
    public int[] Places { get; }

    /// <summary>Sorts the cells of documents by word.</summary>
    /// <param name="matrix">The counts, n x J.</param>
    /// <param name="documents">The documents, or null for all.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public static WordCells Of(SparseMatrix matrix, int[]? documents, CancellationToken cancellation)
    {
        var (offsets, columns, _) = matrix.Buffers;
        int count = documents?.Length ?? matrix.RowCount, cells = 0;
        for (int i = 0; i < count; i++) cells += offsets[Document(i) + 1] - offsets[Document(i)];
        var result = new WordCells(matrix.ColumnCount, cells);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < count; i++)
        {
            point.Pass(offsets[Document(i) + 1] - offsets[Document(i)]);
            for (int p = offsets[Document(i)]; p < offsets[Document(i) + 1]; p++) result.Offsets[columns[p] + 1]++;
        }

        for (int w = 0; w < matrix.ColumnCount; w++) result.Offsets[w + 1] += result.Offsets[w];
        int[] next = result.Offsets[..^1];
        for (int i = 0; i < count; i++)
        {
            point.Pass(offsets[Document(i) + 1] - offsets[Document(i)]);
            for (int p = offsets[Document(i)]; p < offsets[Document(i) + 1]; p++)
            {
                int at = next[columns[p]]++;
                (result.Documents[at], result.Places[at]) = (Document(i), p);
            }
        }

        return result;

        int Document(int i) => documents is null ? i : documents[i];
    }
}
