using System.Collections.Concurrent;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>One Markov chain of the partially collapsed Gibbs sampler.</summary>
/// <remarks>
/// <para>The plain algorithm (Magnusson et al. 2018, algorithm 1):</para>
/// <code>
/// z_i = one of the K topics, drawn uniformly, for each token i
/// for each sweep
///     mu_k ~ Dirichlet(eta + n_k), for each topic k               <see cref="TopicWordTable"/>
///     for each document, independently given mu
///         draw z_i for each token i, the shares theta_d integrated out     <see cref="TopicDocumentSampler"/>
/// </code>
/// <para>Documents are in blocks, as words are, and each block has its own stream, spawned from that of the chain. Counts are
/// added as whole numbers. Nothing that is drawn depends on the number of threads.</para>
/// </remarks>
internal sealed class TopicChain
{
    private readonly TopicCorpus _corpus;
    private readonly TopicModelOptions _options;
    private readonly CancellationToken _cancellation;
    private readonly Pcg64[] _streams;
    private readonly ConcurrentBag<TopicDocumentSampler> _idle = [];
    private readonly TopicWordTable _table;
    private readonly CountTable _documents;
    private readonly int[] _totals;
    private int[]? _keptDocuments;
    private double[]? _keptWords;
    private double[]? _keptPrior;

    /// <summary>Starts a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="options">The options.</param>
    /// <param name="random">The chain's generator, which spawns the streams of its blocks.</param>
    /// <param name="first">The word probabilities that the first sweep uses.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">MatrixTooLarge.</exception>
    public TopicChain(TopicCorpus corpus, TopicModelOptions options, RandomGenerator random, TopicWords first, CancellationToken cancellation)
    {
        (_corpus, _options, _cancellation) = (corpus, options, cancellation);
        _streams = Array.ConvertAll(random.Spawn(corpus.Blocks.Length - 1), generator => generator.Bits);
        _table = new TopicWordTable(corpus, options.K, random);
        (_documents, _totals) = (new CountTable(options.K, corpus.LongestDocument), new int[options.K]);
        Priors = new TopicPriors(corpus, options.K, options.Alpha, options.Eta);
        Topics = LargeArray.Uninitialized<int>(corpus.TokenCount);
        Start();
        UpdateWords(keeps: false, first);
    }

    /// <summary>The topic of each token, from zero.</summary>
    public int[] Topics { get; }

    /// <summary>The priors.</summary>
    public TopicPriors Priors { get; }

    /// <summary>The number of sweeps that were averaged over.</summary>
    public int Kept { get; private set; }

    /// <summary>Draws the topics of all tokens once.</summary>
    /// <param name="learns">Whether the priors may be estimated.</param>
    /// <param name="keeps">Whether the sweep is averaged over.</param>
    /// <param name="next">The word probabilities that the next sweep uses.</param>
    /// <returns>The logarithm of the joint probability after the sweep.</returns>
    public double Sweep(bool learns, bool keeps, TopicWords next)
    {
        if (keeps) StartKeeping();
        ParallelBlocks.Run(_streams.Length, 1, _options.ThrottleLimit, _cancellation, (b, _, _) =>
        {
            if (!_idle.TryTake(out var sampler)) sampler = new TopicDocumentSampler(_corpus, _options.K);
            sampler.Draw(_table, Priors.Alpha, _corpus.Blocks[b], _corpus.Blocks[b + 1], Topics, keeps ? _keptDocuments : null, _streams[b], _cancellation);
            _idle.Add(sampler);
        });
        TakeCounts();
        if (learns && _options.LearnAlpha) Priors.LearnAlpha(_documents);
        UpdateWords(keeps, next);
        double joint = Priors.LogJoint(_documents, _table.Counts, _totals);
        if (learns && _options.LearnEta) Priors.LearnEta(_table.Counts, _totals);
        return joint;
    }

    /// <summary>
    /// The posterior mean of the word probabilities: the average over the kept sweeps of (n_kw + eta) / (n_k + J eta), the
    /// expectation given the topics of the tokens; K x J.
    /// </summary>
    public DenseMatrix Mu()
    {
        int k = _options.K, j = _corpus.FeatureCount;
        var cells = LargeArray.Uninitialized<double>(MatrixSize.Cells("The word probabilities of the topics", k, j));
        ParallelBlocks.Run(k, 1, _options.ThrottleLimit, _cancellation, (topic, _, _) =>
        {
            var point = new CancellationPoint(_cancellation);
            for (int w = 0; w < j; w++)
            {
                point.Pass(0);
                cells[(topic * j) + w] = (_keptWords![((long)w * k) + topic] + _keptPrior![topic]) / Kept;
            }
        });
        return new DenseMatrix(k, j, cells);
    }

    /// <summary>The posterior mean of the shares: the average over the kept sweeps of (n_dk + alpha_k) / (N_d + A); n x K.</summary>
    public DenseMatrix Theta()
    {
        int k = _options.K;
        double sum = Priors.Alpha.Sum();
        var cells = LargeArray.Uninitialized<double>(_keptDocuments!.Length);
        var point = new CancellationPoint(_cancellation);
        for (int d = 0; d < _corpus.DocumentCount; d++)
        {
            point.Pass(k);
            double scale = 1 / (_corpus.Offsets[d + 1] - _corpus.Offsets[d] + sum);
            for (int topic = 0; topic < k; topic++)
            {
                long at = ((long)d * k) + topic;
                cells[at] = (((double)_keptDocuments[at] / Kept) + Priors.Alpha[topic]) * scale;
            }
        }

        return new DenseMatrix(_corpus.DocumentCount, k, cells);
    }

    private void Start()
    {
        ParallelBlocks.Run(_streams.Length, 1, _options.ThrottleLimit, _cancellation, (b, _, _) =>
        {
            var point = new CancellationPoint(_cancellation);
            foreach (ref int topic in Topics.AsSpan(_corpus.Offsets[_corpus.Blocks[b]].._corpus.Offsets[_corpus.Blocks[b + 1]]))
            {
                point.Pass(0);
                topic = (int)BoundedIntegers.UpTo(_streams[b], (ulong)_options.K - 1);
            }
        });
        var counting = new CancellationPoint(_cancellation);
        foreach (int topic in Topics)
        {
            counting.Pass(0);
            _totals[topic]++;
        }
    }

    private void TakeCounts()
    {
        Array.Clear(_totals);
        _documents.Clear();
        foreach (var sampler in _idle)
        {
            _documents.Take(sampler.Counts);
            for (int k = 0; k < _totals.Length; k++) _totals[k] += sampler.Totals[k];
            Array.Clear(sampler.Totals);
        }
    }

    private void UpdateWords(bool keeps, TopicWords next)
    {
        double[] shares = Array.ConvertAll(_totals, total => 1 / (total + (_corpus.FeatureCount * Priors.Eta)));
        for (int k = 0; keeps && k < shares.Length; k++) _keptPrior![k] += shares[k] * Priors.Eta;
        if (keeps) Kept++;
        _table.Update(Topics, Priors.Eta, shares, keeps ? _keptWords : null, next, _options.ThrottleLimit, _cancellation);
        if (next != TopicWords.None) _table.Accumulate(Priors.Alpha, _options.ThrottleLimit, _cancellation);
    }

    private void StartKeeping()
    {
        int k = _options.K;
        _keptDocuments ??= LargeArray.Cleared<int>(MatrixSize.Cells("The topic shares of the documents", _corpus.DocumentCount, k), _cancellation);
        _keptWords ??= LargeArray.Cleared<double>(MatrixSize.Cells("The word probabilities of the topics", _corpus.FeatureCount, k), _cancellation);
        _keptPrior ??= new double[k];
    }
}
