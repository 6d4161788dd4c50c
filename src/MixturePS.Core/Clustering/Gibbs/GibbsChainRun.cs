using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>A chain with its traces and the samples that averages are taken over.</summary>
internal sealed class GibbsChainRun
{
    /// <summary>A chain keeps all sweeps after burn-in, as long as the labels of all chains' samples are fewer than this; else they are thinned evenly.</summary>
    private const long MostLabels = 2_000_000;

    /// <summary>This many samples of a chain are kept in any case: more add little to an average.</summary>
    private const int LeastSamples = 25;

    private readonly GibbsChain _chain;
    private readonly GibbsOptions _options;
    private readonly GibbsProgress? _progress;
    private readonly CancellationToken _cancellation;
    private readonly int _number;
    private readonly int _thinning;
    private readonly List<int[]> _samples = [];

    /// <summary>Starts a chain.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="prior">The priors to begin with.</param>
    /// <param name="options">The options.</param>
    /// <param name="random">The chain's stream; advanced.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <param name="number">The number of the chain in the progress, from zero.</param>
    /// <param name="start">The probabilities to draw the start from, or null.</param>
    public GibbsChainRun(GibbsCorpus corpus, GibbsPrior prior, GibbsOptions options, RandomGenerator random, GibbsProgress? progress, CancellationToken cancellation, int number = 0, DenseMatrix? start = null)
    {
        (_options, _progress, _cancellation, _number) = (options, progress, cancellation, number);
        _chain = new GibbsChain(corpus, prior, random, cancellation, start);
        _thinning = Thinning(options, corpus.DocumentCount);
        (LogJoint, ClusterCount) = (new double[options.Iterations], new int[options.Iterations]);
    }

    /// <summary>The logarithm of the joint probability after each sweep.</summary>
    public double[] LogJoint { get; }

    /// <summary>The number of clusters with documents after each sweep.</summary>
    public int[] ClusterCount { get; }

    /// <summary>The current priors.</summary>
    public GibbsPrior Prior => _chain.Prior;

    /// <summary>The cluster of each document (length n) after each kept sweep; clusters are 0 to their number less one.</summary>
    public IReadOnlyList<int[]> Samples => _samples;

    /// <summary>The sweeps of burn-in, in which priors that weren't given are estimated from the chain's own clusters.</summary>
    public void BurnIn()
    {
        for (int t = 0; t < _options.EffectiveBurnIn; t++)
        {
            Sweep(t);
            if (!_options.LearnsAlpha && !_options.LearnsBeta) continue;
            double alpha = _options.LearnsAlpha ? GibbsHyperparameters.Alpha(_chain.Counts, Prior.K, Prior.Alpha) : Prior.Alpha;
            double beta = _options.LearnsBeta ? GibbsHyperparameters.Beta(_chain.Counts, Prior.Beta, _cancellation) : Prior.Beta;
            _chain.Use(new GibbsPrior(_chain.Counts.Corpus, Prior.K, alpha, beta));
        }
    }

    /// <summary>The sweeps after burn-in, with fixed priors.</summary>
    /// <param name="prior">The priors.</param>
    public void Sample(GibbsPrior prior)
    {
        if (prior != Prior) _chain.Use(prior);
        for (int t = _options.EffectiveBurnIn; t < _options.Iterations; t++)
        {
            Sweep(t);
            if ((_options.Iterations - 1 - t) % _thinning == 0) _samples.Add([.. _chain.Counts.Labels]);
        }
    }

    /// <summary>The number of samples that a chain keeps.</summary>
    public static int KeptSamples(GibbsOptions options, int documents) => 1 + ((options.Iterations - options.EffectiveBurnIn - 1) / Thinning(options, documents));

    /// <summary>The mean of the trace after burn-in.</summary>
    public double MeanLogJoint(int burnIn) => LogJoint.Skip(burnIn).Average();

    // Counting back from the last sweep, one in so many is kept.
    private static int Thinning(GibbsOptions options, int documents)
    {
        long most = Math.Max(LeastSamples, MostLabels / ((long)documents * options.ChainCount));
        return (int)((options.Iterations - options.EffectiveBurnIn + most - 1) / most);
    }

    private void Sweep(int t)
    {
        _chain.Sweep(_cancellation, _progress is null ? null : part => _progress.Report(_number, t, part, _chain.Counts.LiveCount));
        LogJoint[t] = Prior.LogJoint(_chain.Counts, _cancellation);
        ClusterCount[t] = _chain.Counts.OccupiedCount;
        _progress?.Swept(_number, t, ClusterCount[t]);
    }
}
