using System.Numerics;
using MixturePS.Core.Agreement;
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
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong, InvalidOption, InvalidSeed, MatrixTooLarge, or an error of the labels and seed words.</exception>
    public static GibbsClustering Fit(Dfm dfm, GibbsOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        int burnIn = options.EffectiveBurnIn;
        options = options.For(dfm.DocumentCount);
        _ = MatrixSize.Cells("The chains' traces", options.ChainCount, options.Iterations);
        _ = MatrixSize.Cells("The chains' kept draws", (long)options.ChainCount * GibbsChainRun.KeptSamples(options, Math.Max(1, dfm.DocumentCount)), dfm.DocumentCount, sizeof(int));
        var guidance = Guidance.Resolve(dfm, options.Guidance, options.K, seed, cancellation);
        guidance?.Check(options.K);
        var corpus = GibbsCorpus.Create(dfm, Math.Min(options.K, dfm.DocumentCount), cancellation, guidance);
        var first = new GibbsPrior(corpus, options.K, options.FirstAlpha, options.FirstBeta);
        var generators = RandomGenerator.FromSeed(seed).Spawn(options.ChainCount);
        var runs = new GibbsChainRun[options.ChainCount];
        var start = guidance?.AnchorsAll(options.K) == true && options.K <= dfm.DocumentCount ? Start(dfm, options, seed, cancellation) : null;
        var chains = GibbsProgress.Of(progress, runs.Length, options.Iterations);
        ParallelBlocks.Run(runs.Length, 1, options.ThrottleLimit, cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++)
            {
                runs[c] = new GibbsChainRun(corpus, first, options, generators[c], chains, cancellation, c, start);
                runs[c].BurnIn();
            }
        });
        var prior = Pool(corpus, options, runs) ?? first;
        ParallelBlocks.Run(runs.Length, 1, options.ThrottleLimit, cancellation, (_, from, to) =>
        {
            for (int c = from; c < to; c++) runs[c].Sample(prior);
        });

        int best = 0;
        for (int c = 1; c < runs.Length; c++)
            if (runs[c].MeanLogJoint(burnIn) > runs[best].MeanLogJoint(burnIn)) best = c;
        double[][] sampled = Array.ConvertAll(runs, run => run.LogJoint[burnIn..]);
        int[][] draws = [.. runs.SelectMany(run => run.Samples)];
        var (labels, probability, k, loss) = guidance is null
            ? GibbsPosterior.Average(corpus, prior, draws, options.IsKnownK ? options.K : 0, options.ThrottleLimit, cancellation)
            : GibbsAnchoredPosterior.Average(corpus, prior, draws, guidance.ClusterCount, options.ThrottleLimit, cancellation);
        var sizes = new int[k];
        foreach (int label in labels) sizes[label]++;
        var mu = GibbsEstimates.Mu(dfm, labels, k, prior.Beta, cancellation, guidance?.Seeds);
        var alpha = GibbsEstimates.Alpha(sizes, prior.Alpha);
        double coefficient = corpus.LogMultinomialCoefficient(cancellation);
        double likelihood = coefficient + GibbsEstimates.LogLikelihood(dfm, mu, alpha, options.ThrottleLimit, cancellation, guidance?.Labels);
        var clustering = new GibbsClustering(dfm, labels, mu, sizes, new DenseMatrix(labels.Length, k, probability), alpha, likelihood)
        {
            Iterations = options.Iterations,
            ExitReason = ExitReason.Completed,
            Seed = seed,
            LogMultinomialCoefficient = coefficient,
            LogJointTrace = runs[best].LogJoint,
            ClusterCountTrace = runs[best].ClusterCount,
            ChainLogJoint = Array.ConvertAll(runs, run => run.LogJoint),
            Chain = best,
            RHat = SplitRHat.Measure(sampled),
            RankRHat = ChainDiagnostics.RankNormalizedRHat(sampled),
            BulkEffectiveSize = ChainDiagnostics.BulkEffectiveSize(sampled, cancellation),
            TailEffectiveSize = ChainDiagnostics.TailEffectiveSize(sampled, cancellation),
            ChainAgreement = Agreement(runs, cancellation),
            Dispersion = GibbsEstimates.Dispersion(dfm, labels, k, cancellation),
            IsKnownK = options.IsKnownK,
            MaximumK = options.K,
            PriorAlpha = options.EvenShares ? double.PositiveInfinity : prior.Alpha,
            PriorBeta = prior.Beta,
            BurnIn = burnIn,
            EmptyDocumentCount = corpus.EmptyDocumentCount,
            Draws = guidance is null ? draws : Array.ConvertAll(draws, draw => WithoutGaps(draw, cancellation)),
            ExpectedLoss = loss,
            LabelledDocument = guidance?.LabelledDocuments ?? [],
            LabelledDocumentCount = guidance?.LabelledDocuments.Length ?? 0,
            SeedTerm = guidance?.SeedText(dfm.Vocabulary) ?? [],
            SeedWeight = guidance?.Seeds.Count > 0 ? options.Guidance!.SeedWeight : null,
            IsAnchored = guidance?.AnchorsAll(options.K) ?? false,
        };
        guidance?.Name(clustering);
        return clustering;
    }

    /// <summary>
    /// The probability of each cluster for each document that chains start from: the posterior of EM, whose responsibilities
    /// average over what single draws from a few labels get wrong.
    /// </summary>
    private static DenseMatrix Start(Dfm dfm, GibbsOptions options, BigInteger seed, CancellationToken cancellation) =>
        MixtureEM.Fit(dfm, new MixtureEMOptions { K = options.K, Guidance = options.Guidance, EvenShares = options.EvenShares, ThrottleLimit = options.ThrottleLimit }, seed, null, cancellation).Posterior;

    /// <summary>The labels with clusters numbered in the order of their first documents: slots of labels and seed words may be empty.</summary>
    private static int[] WithoutGaps(int[] labels, CancellationToken cancellation)
    {
        var place = new Dictionary<int, int>();
        var point = new CancellationPoint(cancellation);
        var result = new int[labels.Length];
        for (int d = 0; d < result.Length; d++)
        {
            point.Pass(0);
            if (!place.TryGetValue(labels[d], out result[d])) place.Add(labels[d], result[d] = place.Count);
        }

        return result;
    }

    /// <summary>The mean adjusted Rand index of the last samples of each two chains; NaN for a single chain.</summary>
    private static double Agreement(GibbsChainRun[] runs, CancellationToken cancellation)
    {
        double sum = 0;
        int pairs = 0;
        for (int a = 0; a < runs.Length; a++)
        {
            for (int b = a + 1; b < runs.Length; b++, pairs++)
                sum += AgreementIndices.AdjustedRandIndex(ContingencyCounter.Count(runs[a].Samples[^1], runs[b].Samples[^1], cancellation));
        }

        return pairs == 0 ? double.NaN : sum / pairs;
    }

    /// <summary>The priors after burn-in: the geometric mean of the chains' estimates; null if none is estimated.</summary>
    private static GibbsPrior? Pool(GibbsCorpus corpus, GibbsOptions options, GibbsChainRun[] runs)
    {
        if (options.EffectiveBurnIn == 0 || (!options.LearnsAlpha && !options.LearnsBeta)) return null;
        return new GibbsPrior(corpus, options.K, Mean(prior => prior.Alpha), Mean(prior => prior.Beta));

        double Mean(Func<GibbsPrior, double> value) => runs.Length == 1 ? value(runs[0].Prior) : Math.Exp(runs.Average(run => Math.Log(value(run.Prior))));
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

        return new GibbsPrior(corpus, options.K, options.FirstAlpha, options.FirstBeta).LogJoint(new GibbsCounts(corpus, slots, slotOf.Count));
    }
}
