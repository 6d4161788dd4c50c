using System.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// Intervals of a mixture fitted by EM. Both methods give standard errors, which become intervals by the
/// <see cref="EffectiveSample"/>, and a distribution of parameters, over which the probabilities of labels are averaged.
/// </summary>
internal sealed class EMIntervals
{
    private const int BlockSize = 16;
    private readonly MixtureParameters _mixture;
    private readonly IntervalOptions _options;
    private readonly IProgress<ProgressReport>? _progress;
    private readonly CancellationToken _cancellation;

    private EMIntervals(MixtureClustering clustering, IntervalOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        _mixture = new MixtureParameters(clustering, cancellation);
        (_options, _progress, _cancellation) = (options, progress, cancellation);
    }

    /// <summary>Computes the intervals of a target.</summary>
    /// <param name="clustering">The clustering, with its documents.</param>
    /// <param name="target">The quantities.</param>
    /// <param name="words">For words the selected ones.</param>
    /// <param name="options">The options.</param>
    /// <param name="progress">Receives progress; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">InformationUnavailable or InvalidOption.</exception>
    public static IntervalResult Compute(MixtureClustering clustering, IntervalTarget target, IReadOnlyList<(int Cluster, int Word)> words, IntervalOptions options, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (options.Method == IntervalMethod.Posterior)
            throw MixtureError.InvalidOption("Method", "can be Posterior only for a clustering by Gibbs sampling; for EM choose Information or Bootstrap", options.Method);
        return new EMIntervals(clustering, options, progress, cancellation).Compute(target, words);
    }

    private IntervalResult Compute(IntervalTarget target, IReadOnlyList<(int Cluster, int Word)> words)
    {
        switch (target)
        {
            case IntervalTarget.Share when !_mixture.AreSharesFree:
                return IntervalResult.Fixed(_mixture.Alpha);
            case IntervalTarget.Word when !_mixture.AreWordsFree:
                return IntervalResult.Fixed(words.Select(word => _mixture.Mu[word.Cluster, word.Word]));
            case IntervalTarget.Label when !_mixture.AreSharesFree && !_mixture.AreWordsFree:
                return IntervalResult.OfLabels(IntervalMethod.Fixed, null, _mixture.Posterior.Buffer);
        }

        var information = _options.Method == IntervalMethod.Bootstrap ? null : Information();
        var method = information is null ? IntervalMethod.Bootstrap : IntervalMethod.Information;
        if (target == IntervalTarget.Label)
        {
            var (labelSeed, generators) = Generators();
            return IntervalResult.OfLabels(method, labelSeed, information is null ? BootstrapLabels(generators) : DrawnLabels(information, generators));
        }

        BigInteger? seed = null;
        double[] shareErrors;
        double[][] wordErrors = [];
        if (information is null)
        {
            (seed, var generators) = Generators();
            (shareErrors, wordErrors) = BootstrapErrors(generators);
        }
        else
        {
            shareErrors = target == IntervalTarget.Share ? [.. Enumerable.Range(0, _mixture.K).Select(information.ShareError)] : [];
            if (target == IntervalTarget.Word) wordErrors = [.. Enumerable.Range(0, _mixture.K).Select(information.WordErrors)];
        }

        return IntervalResult.Of(method, seed, target == IntervalTarget.Share
            ? Enumerable.Range(0, _mixture.K).Select(k => Share(k, shareErrors[k]))
            : words.Select(word => Word(word.Cluster, word.Word, wordErrors[word.Cluster][word.Word])));
    }

    private IntervalLimits Share(int cluster, double error)
    {
        double p = _mixture.Alpha[cluster], prior = _mixture.AlphaSmoothing;
        var (lower, upper) = EffectiveSample.Interval(p, error, _mixture.DocumentCount + (_mixture.K * prior), prior, _options.Level);
        return new IntervalLimits(lower, upper, error);
    }

    private IntervalLimits Word(int cluster, int word, double error)
    {
        double p = _mixture.Mu[cluster, word], prior = _mixture.Smoothing;
        var (lower, upper) = EffectiveSample.Interval(p, error, _mixture.EffectiveTokens[cluster] + (_mixture.J * prior), prior, _options.Level);
        return new IntervalLimits(lower, upper, error);
    }

    /// <summary>The information, or null if it can't be computed and the method is left open.</summary>
    private ObservedInformation? Information()
    {
        string? fault = Fault();
        if (fault is null)
        {
            _progress?.Report(new ProgressReport("observed information", double.NaN));
            if (ObservedInformation.TryCreate(_mixture, _options.ThrottleLimit, _cancellation) is { } information) return information;
            fault = "the observed information is singular at the estimate, because the documents hardly tell some clusters apart or the fit ended before a maximum";
        }

        return _options.Method == IntervalMethod.Auto ? null : throw MixtureError.InformationUnavailable(fault);
    }

    private string? Fault()
    {
        if (_mixture.Clustering.Component != MixtureComponent.Multinomial) return "the clusters are Dirichlet-multinomial, and only that of multinomial ones is computed";
        if (_mixture.Clustering.IsHard) return "hard EM maximises the classification likelihood";
        long size = ObservedInformation.Size(_mixture);
        return size <= ObservedInformation.MostParameters ? null
            : $"the mixture has {size} fitted probabilities, and the matrix is computed for up to {ObservedInformation.MostParameters}";
    }

    private (BigInteger Seed, RandomGenerator[] Generators) Generators()
    {
        var generator = _options.Seed is { } seed ? RandomGenerator.FromSeed(seed) : RandomGenerator.FromEntropy();
        return (generator.Seed.Entropy[0], generator.Spawn(_options.Replicates));
    }

    /// <summary>The standard deviation of each share (length K) and word probability (K x J) over the replicates.</summary>
    private (double[] Shares, double[][] Words) BootstrapErrors(RandomGenerator[] generators)
    {
        int k = _mixture.K, j = _mixture.J;
        var shares = new Moments(k);
        var words = Enumerable.Range(0, k).Select(_ => new Moments(j)).ToArray();
        MixtureBootstrap.Run(_mixture, _options, generators, _progress, _cancellation, (fit, match) =>
        {
            for (int c = 0; c < k; c++)
            {
                _cancellation.Check();
                shares.Add(c, fit.Alpha[match[c]] - _mixture.Alpha[c]);
                var row = fit.Mu.RowSpan(match[c]);
                var estimate = _mixture.Mu.RowSpan(c);
                for (int w = 0; w < j; w++) words[c].Add(w, row[w] - estimate[w]);
            }
        });
        return (shares.Deviations(generators.Length), Array.ConvertAll(words, row => row.Deviations(generators.Length)));
    }

    private double[] BootstrapLabels(RandomGenerator[] generators)
    {
        var mean = NewMean();
        MixtureBootstrap.Run(_mixture, _options, generators, _progress, _cancellation, (fit, match) =>
            Add(mean, DecisionRule.For(fit, _cancellation).EvaluateAll(_mixture.Matrix, _options.ThrottleLimit, null, _cancellation).Values, match, generators.Length));
        return mean;
    }

    private double[] DrawnLabels(ObservedInformation information, RandomGenerator[] generators)
    {
        var mean = NewMean();
        int[] match = [.. Enumerable.Range(0, _mixture.K)];
        for (int from = 0; from < generators.Length; from += BlockSize)
        {
            var posteriors = new double[Math.Min(BlockSize, generators.Length - from)][];
            int first = from;
            ParallelBlocks.Run(posteriors.Length, 1, _options.ThrottleLimit, _cancellation, (r, _, _) =>
            {
                var (alpha, mu) = information.Draw(generators[first + r]);
                posteriors[r] = new MultinomialRule(mu, alpha, _cancellation).EvaluateAll(_mixture.Matrix, 1, null, _cancellation).Values;
            });
            foreach (double[] posterior in posteriors) Add(mean, posterior, match, generators.Length);
            _progress?.Report(new ProgressReport("averaging the posterior", (double)(from + posteriors.Length) / generators.Length));
        }

        return mean;
    }

    private double[] NewMean() => LargeArray.Cleared<double>(MatrixSize.Cells("The posterior", _mixture.DocumentCount, _mixture.K), _cancellation);

    private void Add(double[] mean, double[] posterior, int[] match, int count)
    {
        var point = new CancellationPoint(_cancellation);
        for (int i = 0; i < mean.Length; i += match.Length)
        {
            point.Pass(match.Length);
            for (int c = 0; c < match.Length; c++) mean[i + c] += posterior[i + match[c]] / count;
        }
    }

    /// <summary>Sums of deviations from the estimate and of their squares.</summary>
    private sealed class Moments(int length)
    {
        private readonly double[] _sum = new double[length];
        private readonly double[] _squares = new double[length];

        public void Add(int at, double deviation)
        {
            _sum[at] += deviation;
            _squares[at] += deviation * deviation;
        }

        public double[] Deviations(int count) =>
            [.. Enumerable.Range(0, _sum.Length).Select(at => Math.Sqrt(Math.Max(0, _squares[at] - (_sum[at] * _sum[at] / count)) / (count - 1)))];
    }
}
