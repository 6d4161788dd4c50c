using System.Runtime.CompilerServices;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>The word probabilities that the next sweep uses.</summary>
internal enum TopicWords
{
    /// <summary>Draws from the Dirichlet distributions of the topics, which makes the sweep exact.</summary>
    Drawn,

    /// <summary>The expectations, without each token's own part.</summary>
    Expected,

    /// <summary>None, as there is no next sweep.</summary>
    None,
}

/// <summary>
/// The word probabilities mu of the topics, drawn from their Dirichlet distributions given the topics of all tokens, with
/// the running sums that <see cref="TopicDocumentSampler"/> searches. Both are stored by word: the K topics of a word are
/// next to each other.
/// </summary>
/// <remarks>
/// <para>The plain algorithm:</para>
/// <code>
/// for each topic k:  mu_k ~ Dirichlet(eta + n_k1, ..., eta + n_kJ)
/// </code>
/// <para>The deviations, which are exact: a Dirichlet draw is a row of gamma draws divided by their sum, and the gamma draws
/// are made word by word, in blocks of words that each have their own stream. The counts n_kw of a word are counted from its
/// tokens right before, so that no counts are shared by threads. A gamma draw below 1e-40 is zero; each token's own topic
/// has a draw of at least shape 1, so that the difference is far below the rounding of a uniform number.</para>
/// <para>Early in burn-in the expectations (n_kw + eta) / (n_k + J eta) take the place of draws, and a sweep takes each
/// token's own part out of them. It is then a sweep of the fully collapsed sampler whose counts are those before the sweep
/// (Newman, D., Asuncion, A., Smyth, P. and Welling, M. (2009), Distributed algorithms for topic models, JMLR 10,
/// 1801-1828), which needs fewer sweeps to find topics. Only burn-in may use it, as it isn't exact.</para>
/// </remarks>
internal sealed class TopicWordTable
{
    private const int CellsPerBlock = 1 << 13;
    private readonly TopicCorpus _corpus;
    private readonly int _k;
    private readonly int _wordsPerBlock;
    private readonly double[] _blockSums;
    private readonly CountTable[] _blockCounts;
    private readonly Pcg64[] _streams;
    private readonly double[] _scale;

    /// <summary>Allocates the table.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="k">The number of topics.</param>
    /// <param name="random">The generator that spawns the streams of the blocks.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public TopicWordTable(TopicCorpus corpus, int k, RandomGenerator random)
    {
        (_corpus, _k) = (corpus, k);
        int cells = MatrixSize.Cells("The word probabilities of the topics", corpus.FeatureCount, k);
        (Mu, Running) = (LargeArray.Uninitialized<double>(cells), LargeArray.Uninitialized<double>(cells));
        _wordsPerBlock = Math.Max(1, CellsPerBlock / k);
        int blocks = ParallelBlocks.Blocks(corpus.FeatureCount, _wordsPerBlock);
        _blockSums = new double[checked(blocks * k)];
        _streams = Array.ConvertAll(random.Spawn(blocks), generator => generator.Bits);
        _blockCounts = new CountTable[blocks];
        _scale = new double[k];
        int most = 0;
        for (int w = 0; w < corpus.FeatureCount; w++) most = Math.Max(most, corpus.WordOffsets[w + 1] - corpus.WordOffsets[w]);
        for (int b = 0; b < blocks; b++) _blockCounts[b] = new CountTable(1, most);
        Counts = new CountTable(1, most);
    }

    /// <summary>The probability of word w in topic k, at w K + k.</summary>
    public double[] Mu { get; }

    /// <summary>The sum of mu_lw alpha_l for l = 0 ... k, at w K + k.</summary>
    public double[] Running { get; }

    /// <summary>The tokens by word and topic: how many cells have each count above zero.</summary>
    public CountTable Counts { get; }

    public double[]? Own { get; private set; }

    /// <summary>The part of one token in the probability of its word, 1 / (n_k + J eta), which a sweep with expected probabilities takes out; length K; or null if they are drawn.</summary>
    public double[]? TokenShare { get; private set; }

    /// <summary>Counts the tokens by word and topic, adds them to an average and computes mu.</summary>
    /// <param name="topicOf">The topic of each token; read.</param>
    /// <param name="eta">The parameter of the prior.</param>
    /// <param name="shares">The part of one token in the probability of its word, 1 / (n_k + J eta); length K.</param>
    /// <param name="kept">Receives n_kw times the share of topic k, which is added, at w K + k; or null.</param>
    /// <param name="next">The word probabilities that are computed.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public void Update(int[] topicOf, double eta, double[] shares, double[]? kept, TopicWords next, int threads, CancellationToken cancellation)
    {
        ParallelBlocks.Run(_corpus.FeatureCount, _wordsPerBlock, threads, cancellation, (block, from, to) =>
        {
            var counts = new int[_k];
            var sums = _blockSums.AsSpan(block * _k, _k);
            sums.Clear();
            var gamma = new TopicGammaSampler(_streams[block], eta);
            var point = new CancellationPoint(cancellation);
            for (int w = from; w < to; w++)
            {
                point.Pass(_k);
                Array.Clear(counts);
                foreach (int t in _corpus.WordTokens.AsSpan(_corpus.WordOffsets[w], _corpus.WordOffsets[w + 1] - _corpus.WordOffsets[w])) counts[topicOf[t]]++;
                for (int k = 0; k < counts.Length; k++)
                {
                    if (counts[k] == 0) continue;
                    _blockCounts[block].Add(0, counts[k]);
                    if (kept is not null) kept[((long)w * _k) + k] += counts[k] * shares[k];
                }

                if (next == TopicWords.Drawn) gamma.Draw(counts, Mu.AsSpan(w * _k, _k), sums);
                if (next == TopicWords.Expected) Expect(counts, eta, shares, Mu.AsSpan(w * _k, _k));
            }
        });
        Counts.Clear();
        foreach (var block in _blockCounts) Counts.Take(block);
        TokenShare = next == TopicWords.Expected ? shares : null;
        if (next == TopicWords.Drawn) Scale();
        else Array.Fill(_scale, 1);
    }

    /// <summary>Divides the draws by their sums and computes the running sums.</summary>
    /// <param name="alpha">The prior tokens of each topic in a document; length K.</param>
    /// <param name="threads">The maximum number of threads.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public void Accumulate(double[] alpha, int threads, CancellationToken cancellation) =>
        ParallelBlocks.Run(_corpus.FeatureCount, _wordsPerBlock, threads, cancellation, (_, from, to) => Accumulate(alpha, from, to));

    /// <summary>The first topic whose running sum exceeds a value; the last one with a weight if none does, by rounding.</summary>
    /// <param name="running">The running sums of a word.</param>
    /// <param name="k">The number of topics.</param>
    /// <param name="value">The value, at least 0 and below the last running sum except for rounding.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Search(ref double running, int k, double value)
    {
        value = Math.Min(value, Math.BitDecrement(Unsafe.Add(ref running, k - 1)));
        int low = 0;
        for (int length = k; length > 1;)
        {
            int half = length >> 1;
            low = Unsafe.Add(ref running, low + half - 1) <= value ? low + half : low;
            length -= half;
        }

        return low;
    }

    private static void Expect(int[] counts, double eta, double[] shares, Span<double> mu)
    {
        for (int k = 0; k < mu.Length; k++) mu[k] = (counts[k] + eta) * shares[k];
    }

    private void Scale()
    {
        Array.Clear(_scale);
        for (int b = 0; b < _streams.Length; b++)
            for (int k = 0; k < _k; k++) _scale[k] += _blockSums[(b * _k) + k];
        for (int k = 0; k < _k; k++)
        {
            if (_scale[k] > 0)
            {
                _scale[k] = 1 / _scale[k];
                continue;
            }

            // All draws underflowed: in the limit of a small eta, one word has all of the topic's probability.
            int word = (int)BoundedIntegers.UpTo(_streams[0], (ulong)_corpus.FeatureCount - 1);
            (Mu[(word * _k) + k], _scale[k]) = (1, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Accumulate(double[] alpha, int from, int to)
    {
        for (int w = from; w < to; w++)
        {
            var mu = Mu.AsSpan(w * _k, _k);
            var running = Running.AsSpan(w * _k, _k);
            double sum = 0;
            for (int k = 0; k < mu.Length; k++)
            {
                double p = mu[k] * _scale[k];
                mu[k] = p;
                running[k] = sum += p * alpha[k];
            }
        }
    }
}
