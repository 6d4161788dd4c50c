using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Topic models by variational EM, over all documents in each iteration (Blei, Ng and Jordan 2003, section 5, with a prior
/// for the topics as in their section 5.4) or over batches (Hoffman, M. D., Blei, D. M. and Bach, F. (2010), Online learning
/// for latent Dirichlet allocation, NIPS 23).
/// </summary>
/// <remarks>
/// <code>
/// for each pass
///     fit the distribution of each document given the topics           <see cref="TopicEStep"/>
///     lambda_kw = eta + sum_d c_dw r_dwk                                <see cref="TopicWeights"/>
/// </code>
/// <para>Online, the second step follows each batch of documents, in a random order, and moves lambda by the share
/// (tau + t)^-kappa; the evidence lower bound is that of each batch under the topics before it, and eta is estimated after
/// each pass. In the first ten passes, and online, a document's distribution starts from equal shares: from that of the pass
/// before, it would keep the topics that it had when these were still random. From then on it starts from that of the pass
/// before, so that later passes take few iterations per document and never lower the evidence lower bound. The first ten passes
/// iterate in single precision. Documents and words are in fixed blocks, so that the result doesn't depend on the number of
/// threads.</para>
/// <para>Each topic starts with the tokens of one or a few random documents beside random numbers, as the authors of the source
/// start it in their program lda-c.</para>
/// </remarks>
internal static class TopicVariational
{
    /// <summary>The passes before priors are estimated: earlier, the topics are too similar.</summary>
    private const int PassesBeforeLearning = 3;

    /// <summary>The passes in which documents start from equal shares.</summary>
    private const int FreshPasses = 10;

    /// <summary>
    /// In those passes, a document's iterations end when they move no more than this share of its tokens: while topics change much
    /// from pass to pass, more of them would be lost.
    /// </summary>
    private const double FreshShare = 0.01;

    /// <summary>
    /// And after so many at most. With the limit of 100, the first passes took most of the time and left topics that predict
    /// held-out documents no better.
    /// </summary>
    private const int FreshIterations = 16;

    /// <summary>
    /// The least number of tokens of random documents that a topic starts with. Without them, the first passes are spent on telling
    /// the topics apart, and later ones stay at topics that predict held-out documents worse.
    /// </summary>
    private const int SeedTokens = 25;

    /// <summary>Fits the topics of a DFM from one or several starts and keeps the fit with the greatest evidence lower bound.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more; start c draws from child c spawned by its sequence.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">EmptyDfm, AlreadyWeighted, FractionalCount, DocumentTooLong, InvalidSeed or MatrixTooLarge.</exception>
    public static FittedTopics Fit(Dfm dfm, TopicModelOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var generators = RandomGenerator.FromSeed(seed).Spawn(options.Chains);
        _ = TopicCorpus.Checked(dfm, cancellation);
        int empty = Enumerable.Range(0, dfm.DocumentCount).Count(d => !dfm.Matrix.RowValues(d).ContainsAnyExcept(0.0));
        var traces = new IReadOnlyList<double>[options.Chains];
        VariationalFit? best = null;
        int kept = 0;
        for (int c = 0; c < traces.Length; c++)
        {
            var fit = Start(dfm, options, generators[c], c, progress, cancellation);
            traces[c] = fit.Trace;
            if (best is not null && fit.Trace[^1] <= best.Trace[^1]) continue;
            (best, kept) = (fit, c);
        }

        return new FittedTopics(dfm, best!.Mu, best.Theta, best.Alpha, best.Eta)
        {
            Algorithm = options.Method,
            Trace = best.Trace,
            ChainTrace = traces,
            Chain = kept,
            Iterations = best.Trace.Count,
            ExitReason = options.Method == TopicMethod.OnlineVariational ? ExitReason.Completed : best.HasConverged ? ExitReason.WithinTolerance : ExitReason.MaximumIterations,
            Seed = seed,
            EmptyDocumentCount = empty,
        };
    }

    private static VariationalFit Start(Dfm dfm, TopicModelOptions options, RandomGenerator random, int start, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        var documents = new TopicDocuments(dfm.Matrix, options.K, options.ThrottleLimit, cancellation);
        var topics = new TopicWeights(dfm.FeatureCount, options.K, random, options.ThrottleLimit, cancellation);
        Seed(topics, dfm, options.K, random, cancellation);
        var priors = new VariationalPriors(options, dfm.FeatureCount);
        var trace = new List<double>();
        bool isOnline = options.Method == TopicMethod.OnlineVariational, hasConverged = false;
        var all = isOnline ? null : WordCells.Of(dfm.Matrix, null, cancellation);
        for (int pass = 0, batches = 0; pass < options.EffectiveIterations && !hasConverged; pass++)
        {
            string where = options.Chains == 1 ? string.Empty : $"start {start + 1} of {options.Chains}, ";
            progress?.Report(new ProgressReport($"{where}pass {pass + 1} of at most {options.EffectiveIterations}", (start + ((double)pass / options.EffectiveIterations)) / options.Chains));
            bool learns = pass >= PassesBeforeLearning;
            if (isOnline || pass < FreshPasses) documents.Start(priors.Alpha);
            var (ofTopics, wordLogs) = topics.Bound(priors.Eta);
            double bound = 0;
            if (isOnline)
            {
                int[] order = random.Permutation(dfm.DocumentCount, cancellation);
                for (int from = 0; from < order.Length; from += Math.Min(options.BatchSize, order.Length - from), batches++)
                {
                    int[] batch = order[from..(int)Math.Min(order.Length, (long)from + options.BatchSize)];
                    bound += Step(batch, WordCells.Of(dfm.Matrix, batch, cancellation), Math.Pow(options.Delay + batches, -options.Decay), learns);
                }

                if (learns && options.LearnEta) priors.LearnEta(topics.Bound(priors.Eta).Logs);
            }
            else
            {
                if (learns && options.LearnEta) priors.LearnEta(wordLogs);
                bound = Step(null, all!, 1, learns, isFresh: pass < FreshPasses);
                hasConverged = pass > FreshPasses && bound + ofTopics - trace[^1] <= options.Tolerance * Math.Abs(bound + ofTopics);
            }

            trace.Add(bound + ofTopics);
        }

        documents.Fit(topics.Values, priors.Alpha, single: topics.Single(priors.Alpha));
        return new VariationalFit(topics.Mu(), documents.Theta(), priors.Alpha[..options.K], priors.Eta, trace, hasConverged);

        // Returns the documents' part of the evidence lower bound, before the topics are moved.
        double Step(int[]? batch, WordCells cells, double weight, bool learns, bool isFresh = false)
        {
            var logs = new double[options.K];
            int count = batch?.Length ?? dfm.DocumentCount;
            double bound = isFresh
                ? documents.Fit(topics.Values, priors.Alpha, batch, logs, share: FreshShare, single: topics.Single(priors.Alpha), mostSingle: FreshIterations, most: 0)
                : documents.Fit(topics.Values, priors.Alpha, batch, logs);
            if (learns && options.LearnAlpha) priors.LearnAlpha(logs, count, weight);
            topics.Update(documents, cells, priors.Eta, (double)dfm.DocumentCount / count, weight);
            return bound;
        }
    }

    // Adds the tokens of random documents to each topic, of at least so many tokens.
    private static void Seed(TopicWeights topics, Dfm dfm, int k, RandomGenerator random, CancellationToken cancellation)
    {
        int[] order = random.Permutation(dfm.DocumentCount, cancellation);
        for (int topic = 0, next = 0; topic < k; topic++)
        {
            int last = next + order.Length;
            for (double tokens = 0; tokens < SeedTokens && next < last; next++)
            {
                int d = order[next % order.Length];
                topics.Add(topic, dfm.Matrix.RowColumns(d), dfm.Matrix.RowValues(d));
                foreach (double count in dfm.Matrix.RowValues(d)) tokens += count;
            }
        }

        topics.Expect();
    }

    private sealed record VariationalFit(DenseMatrix Mu, DenseMatrix Theta, double[] Alpha, double Eta, IReadOnlyList<double> Trace, bool HasConverged);
}
