using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>Topic models by partially collapsed Gibbs sampling; see <see cref="TopicChain"/>.</summary>
internal static class TopicGibbs
{
    /// <summary>The share of burn-in with expected word probabilities.</summary>
    private const double ExpectedShare = 0.8;

    /// <summary>Fits the topics of a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more; chain c draws from child c spawned by its sequence.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong, InvalidOption, InvalidSeed or MatrixTooLarge.</exception>
    public static FittedTopics Fit(Dfm dfm, TopicModelOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        int iterations = options.EffectiveIterations, burnIn = options.EffectiveBurnIn;
        _ = MatrixSize.Cells("The topic shares of the documents", dfm.DocumentCount, options.K);
        _ = MatrixSize.Cells("The chains' traces", options.Chains, iterations);
        var generators = RandomGenerator.FromSeed(seed).Spawn(options.Chains);
        var corpus = TopicCorpus.Create(dfm, cancellation);
        var traces = new double[options.Chains][];
        TopicChain? kept = null;
        int best = 0;
        for (int c = 0; c < traces.Length; c++)
        {
            var chain = new TopicChain(corpus, options, generators[c], Words(0), cancellation);
            traces[c] = new double[iterations];
            for (int t = 0; t < iterations; t++)
            {
                string where = traces.Length == 1 ? string.Empty : $"chain {c + 1} of {traces.Length}, ";
                progress?.Report(new ProgressReport($"{where}sweep {t + 1} of {iterations}", (((double)c * iterations) + t) / ((double)traces.Length * iterations)));
                bool keeps = t >= burnIn && (iterations - 1 - t) % options.Thinning == 0;
                traces[c][t] = chain.Sweep(learns: t < burnIn, keeps, Words(t + 1));
            }

            if (kept is not null && traces[c].Skip(burnIn).Average() <= traces[best].Skip(burnIn).Average()) continue;
            (kept, best) = (chain, c);
        }

        double[][] sampled = Array.ConvertAll(traces, trace => trace[burnIn..]);
        return new FittedTopics(dfm, kept!.Mu(), kept.Theta(), kept.Priors.Alpha, kept.Priors.Eta)
        {
            Algorithm = TopicMethod.Gibbs,
            Trace = traces[best],
            ChainTrace = traces,
            Chain = best,
            RHat = SplitRHat.Measure(sampled),
            RankRHat = ChainDiagnostics.RankNormalizedRHat(sampled),
            BulkEffectiveSize = ChainDiagnostics.BulkEffectiveSize(sampled, cancellation),
            Iterations = iterations,
            BurnIn = burnIn,
            SampleCount = kept.Kept,
            ExitReason = ExitReason.Completed,
            Seed = seed,
            EmptyDocumentCount = Enumerable.Range(0, corpus.DocumentCount).Count(d => corpus.Offsets[d + 1] == corpus.Offsets[d]),
        };

        TopicWords Words(int sweep) => sweep == iterations ? TopicWords.None : sweep < ExpectedShare * burnIn ? TopicWords.Expected : TopicWords.Drawn;
    }
}
