using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The Dirichlet-multinomial mixture by collapsed Gibbs sampling, which finds the number of clusters below an upper bound.
/// Source: Yin, J. and Wang, J. (2014), A Dirichlet multinomial mixture model-based approach for short text
/// clustering, KDD 2014, 233-242 (GSDMM); the model is that of Nigam, K. et al. (2000), Machine Learning 39, 103-134.
/// </summary>
internal static class Gibbs
{
    /// <summary>Clusters the documents of a DFM.</summary>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more; chain c draws from child c spawned by its sequence.</param>
    /// <param name="progress">Receives progress, also on other threads; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong, InvalidOption, InvalidSeed or MatrixTooLarge.</exception>
    public static GibbsClustering Fit(Dfm dfm, GibbsOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        int burnIn = options.EffectiveBurnIn;
        _ = MatrixSize.Cells("The chains' traces", options.Chains, options.Iterations);
        _ = MatrixSize.Cells("The chains' kept draws", (long)options.Chains * GibbsChainRun.KeptSamples(options), dfm.DocumentCount, sizeof(int));
        var corpus = GibbsCorpus.Create(dfm, Math.Min(options.K, dfm.DocumentCount), cancellation);
        var prior = new GibbsPrior(corpus, options.K, options.Alpha, options.Beta);
        var generators = RandomGenerator.FromSeed(seed).Spawn(options.Chains);
        var runs = new GibbsChainRun[options.Chains];
        var chains = GibbsProgress.Of(progress, runs.Length, options.Iterations);
        ParallelBlocks.Run(runs.Length, 1, options.ThrottleLimit, cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++) runs[c] = GibbsChainRun.Run(corpus, prior, options, generators[c], chains, cancellation, c);
        });

        int kept = 0;
        for (int c = 1; c < runs.Length; c++)
            if (runs[c].MeanLogJoint(burnIn) > runs[kept].MeanLogJoint(burnIn)) kept = c;
        var (labels, probability, k) = GibbsPosterior.Average(corpus, prior, runs[kept], options.ThrottleLimit, cancellation);
        var sizes = new int[k];
        foreach (int label in labels) sizes[label]++;
        var mu = GibbsEstimates.Mu(dfm, labels, k, options.Beta, cancellation);
        var alpha = GibbsEstimates.Alpha(sizes, options.Alpha);
        double coefficient = corpus.LogMultinomialCoefficient(cancellation);
        double likelihood = coefficient + GibbsEstimates.LogLikelihood(dfm, mu, alpha, options.ThrottleLimit, cancellation);
        return new GibbsClustering(dfm, labels, mu, sizes, new DenseMatrix(labels.Length, k, probability), alpha, likelihood)
        {
            Iterations = options.Iterations,
            ExitReason = ExitReason.Completed,
            Seed = seed,
            LogMultinomialCoefficient = coefficient,
            LogJointTrace = runs[kept].LogJoint,
            ClusterCountTrace = runs[kept].ClusterCount,
            ChainLogJoint = Array.ConvertAll(runs, run => run.LogJoint),
            Chain = kept,
            Draws = [.. runs.SelectMany(run => run.Samples)],
            RHat = SplitRHat.Measure(Array.ConvertAll(runs, run => run.LogJoint[burnIn..])),
            MaximumK = options.K,
            PriorAlpha = options.Alpha,
            PriorBeta = options.Beta,
            BurnIn = burnIn,
            EmptyDocumentCount = corpus.EmptyDocumentCount,
        };
    }

    /// <summary>
    /// The logarithm of the joint probability p(w, z | alpha, beta) of the token sequences and the clusters, with the
    /// clusters' shares and word probabilities integrated out.
    /// </summary>
    /// <param name="dfm">The counts, n x V.</param>
    /// <param name="labels">The cluster of each document, from 0 to K - 1; length n; read.</param>
    /// <param name="options">K and the priors.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, LabelLengthMismatch or InvalidLabel.</exception>
    public static double LogJoint(Dfm dfm, IReadOnlyList<int> labels, GibbsOptions options)
    {
        var corpus = GibbsCorpus.Create(dfm, options.K);
        if (labels.Count != corpus.DocumentCount) throw MixtureError.LabelLengthMismatch(corpus.DocumentCount, labels.Count);
        var slotOf = new Dictionary<int, int>();
        var slots = new int[labels.Count];
        for (int d = 0; d < slots.Length; d++)
        {
            if (labels[d] < 0 || labels[d] >= options.K) throw MixtureError.InvalidLabel($"document {d} has {labels[d]}, but K is {options.K}", labels[d]);
            if (!slotOf.TryGetValue(labels[d], out slots[d])) slotOf[labels[d]] = slots[d] = slotOf.Count;
        }

        return new GibbsPrior(corpus, options.K, options.Alpha, options.Beta).LogJoint(new GibbsCounts(corpus, slots, slotOf.Count));
    }
}
