using System.Numerics;
using MixturePS.Core.Agreement;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The fits and criteria of one number of clusters K. Seeds are spawned from the seed of the search by spawn key: [K, 0] for
/// the fit of all documents, [K, 1, f] for the fit without fold f, [K, 2, b, 0 or 1] for a subsample of pair b, and children of
/// [K, 3] for the draws of the marginal likelihood. Draws that are the same for all K have keys under [0]: the folds [0, 0],
/// the subsamples [0, 1, b], the sample for silhouettes [0, 2], the halves of the documents of a fold [0, 3, f].
/// So the row of one K doesn't depend on which other K are compared.
/// </summary>
internal sealed class ClusterCountFit(Dfm dfm, ClusterCountOptions options, BigInteger seed)
{
    /// <summary>Computes the row of one number of clusters.</summary>
    /// <param name="k">The number of clusters.</param>
    /// <param name="progress">The progress of the search.</param>
    /// <param name="cancellation">The cancellation token.</param>
    public ClusterCountRow Row(int k, ClusterCountProgress progress, CancellationToken cancellation)
    {
        var fitSeed = FitSeed([(uint)k, 0]);
        var clustering = Fit(dfm, k, fitSeed, progress.Fit(k, 1), cancellation);
        var mixture = clustering as MixtureClustering;
        var heldOut = options.HasFolds ? HeldOut(k, progress, cancellation) : default;
        var marginal = options.HasDraws ? Marginal(mixture!, progress, cancellation) : (MarginalLikelihoodEstimate?)null;
        return new ClusterCountRow
        {
            K = k,
            Method = options.Method,
            LogLikelihood = mixture?.LogLikelihood,
            ParameterCount = mixture?.FreeParameterCount,
            Aic = mixture?.Aic,
            Bic = mixture?.Bic,
            Icl = mixture?.Icl,
            HeldOutLogLikelihood = heldOut.LogLikelihood,
            Perplexity = heldOut.Perplexity,
            LogMarginalLikelihood = marginal?.Log + mixture?.LogMultinomialCoefficient,
            LogMarginalLikelihoodError = marginal?.Error,
            PriorBeta = marginal?.WordParameter,
            Inertia = clustering.Inertia,
            Silhouette = options.IsTopics ? null : Evaluation.Silhouette.Measure(dfm, clustering.Labels, Sample(), progress.Silhouette(k), cancellation),
            Stability = k == 1 || !options.HasSubsamples ? null : Stability(k, progress, cancellation),
            DistinctClusterCount = clustering.ClusterSize.Count(size => size > 0),
            Converged = clustering.Converged,
            FitSeed = fitSeed,
            Seed = seed,
            N = dfm.DocumentCount,
        };
    }

    private FittedClustering Fit(Dfm documents, int k, BigInteger fitSeed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (options.IsMixture)
        {
            bool polya = options.Method == ClusterCountMethod.DirichletMultinomialEM;
            var em = new MixtureEMOptions
            {
                K = k,
                Component = polya ? MixtureComponent.DirichletMultinomial : MixtureComponent.Multinomial,
                Restarts = options.Restarts,
                Smoothing = options.Smoothing,
                ThrottleLimit = options.ThrottleLimit,
            };
            return MixtureEM.Fit(documents, em, fitSeed, progress, cancellation);
        }

        if (options.IsTopics) return TopicModel.Fit(documents, new TopicModelOptions { K = k, Chains = options.Restarts, ThrottleLimit = options.ThrottleLimit }, fitSeed, progress, cancellation);
        var kmeans = new KMeansOptions
        {
            K = k,
            Restarts = options.Restarts,
            Metric = options.Method == ClusterCountMethod.SphericalKMeans ? KMeansMetric.Cosine : KMeansMetric.Euclidean,
            ThrottleLimit = options.ThrottleLimit,
        };
        return KMeans.Fit(documents, kmeans, (uint)fitSeed, progress, cancellation);
    }

    private MarginalLikelihoodEstimate Marginal(MixtureClustering fit, ClusterCountProgress progress, CancellationToken cancellation)
    {
        var marginal = new MarginalLikelihoodOptions { Draws = options.Draws, ThrottleLimit = options.ThrottleLimit };
        return MarginalLikelihood.Estimate(dfm, fit.K, fit.Labels, marginal, Generator([(uint)fit.K, 3]), progress: progress.Marginal(fit.K), cancellation: cancellation);
    }

    /// <summary>
    /// The sum over folds of the log-likelihood under the model fitted to the other folds, for topics by document completion, with
    /// the perplexity; null if a fit would have fewer documents than clusters.
    /// </summary>
    private (double? LogLikelihood, double? Perplexity) HeldOut(int k, ClusterCountProgress progress, CancellationToken cancellation)
    {
        int n = dfm.DocumentCount;
        if (n < options.Folds || (!options.IsTopics && k > n - ((n + options.Folds - 1) / options.Folds))) return default;
        int[] foldOf = Folds(n, cancellation);
        var sum = default(CompensatedSum);
        long tokens = 0;
        for (int fold = 0; fold < options.Folds; fold++)
        {
            int[] outside = Documents(foldOf, of => of != fold, cancellation);
            int[] inside = Documents(foldOf, of => of == fold, cancellation);
            var fit = Fit(RowSelection.Take(dfm, outside, dfm.Weighting, cancellation), k, FitSeed([(uint)k, 1, (uint)fold]), progress.Fit(k, (double)outside.Length / n), cancellation);
            if (fit is not FittedTopics topics)
            {
                sum.Add(((BayesRule)DecisionRule.For(fit, cancellation)).LogLikelihood(dfm.Matrix, inside, options.ThrottleLimit, cancellation));
                continue;
            }

            var predicted = HeldOutPerplexity.Measure(
                topics.Mu, topics.Alpha, RowSelection.Take(dfm, inside, dfm.Weighting, cancellation), FitSeed([0, 3, (uint)fold]), options.ThrottleLimit, cancellation);
            sum.Add(predicted.LogLikelihood);
            tokens += predicted.PredictedTokens;
        }

        return (sum.Value, tokens == 0 ? null : Math.Exp(-sum.Value / tokens));
    }

    /// <summary>The fold of each document; documents are assigned to the folds in turn, in random order.</summary>
    private int[] Folds(int n, CancellationToken cancellation)
    {
        int[] order = Generator([0, 0]).Permutation(n, cancellation);
        var foldOf = new int[n];
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < n; i++)
        {
            point.Pass(0);
            foldOf[order[i]] = i % options.Folds;
        }

        return foldOf;
    }

    /// <summary>The documents whose group meets a condition, ascending.</summary>
    private static int[] Documents(int[] groupOf, Func<int, bool> isChosen, CancellationToken cancellation)
    {
        var documents = new List<int>();
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < groupOf.Length; i++)
        {
            point.Pass(0);
            if (isChosen(groupOf[i])) documents.Add(i);
        }

        return [.. documents];
    }

    /// <summary>
    /// The mean adjusted Rand index of two clusterings on the documents common to their subsamples. Source: Ben-Hur, A.,
    /// Elisseeff, A. and Guyon, I. (2002), A stability based method for discovering structure in clustered data, Pacific Symposium
    /// on Biocomputing 7, 6-17, where other indices are used.
    /// </summary>
    private double? Stability(int k, ClusterCountProgress progress, CancellationToken cancellation)
    {
        int n = dfm.DocumentCount, size = (int)Math.Round(options.Fraction * n);
        if (k > size || (2 * size) - n < 2) return null;
        double sum = 0;
        for (int b = 0; b < options.Subsamples; b++)
        {
            var generator = Generator([0, 1, (uint)b]);
            var first = new int[n];
            var second = new int[n];
            Label(first, 0);
            Label(second, 1);
            var (known, estimated) = (new List<int>(), new List<int>());
            var point = new CancellationPoint(cancellation);
            for (int i = 0; i < n; i++)
            {
                point.Pass(0);
                if (first[i] < 0 || second[i] < 0) continue;
                known.Add(first[i]);
                estimated.Add(second[i]);
            }

            sum += AgreementIndices.AdjustedRandIndex(ContingencyCounter.Count([.. known], [.. estimated], cancellation));

            void Label(int[] labels, uint side)
            {
                var isDrawn = new int[n];
                foreach (int document in generator.Permutation(n, cancellation).AsSpan(0, size)) isDrawn[document] = 1;
                int[] documents = Documents(isDrawn, of => of == 1, cancellation);
                var clustering = Fit(RowSelection.Take(dfm, documents, dfm.Weighting, cancellation), k, FitSeed([(uint)k, 2, (uint)b, side]), progress.Fit(k, options.Fraction), cancellation);
                Array.Fill(labels, -1);
                for (int i = 0; i < documents.Length; i++) labels[documents[i]] = clustering.Labels[i];
            }
        }

        return sum / options.Subsamples;
    }

    private SilhouetteOptions Sample() => new()
    {
        Distance = options.Method == ClusterCountMethod.SphericalKMeans ? DocumentDistance.Cosine : DocumentDistance.Euclidean,
        SampleSize = options.SampleSize,
        Seed = new SeedSequence(seed, [0, 2]).GenerateState32(1)[0],
        ThrottleLimit = options.ThrottleLimit,
    };

    private RandomGenerator Generator(uint[] key) => new(new SeedSequence(seed, key));

    // K-means takes a 32-bit seed.
    private BigInteger FitSeed(uint[] key)
    {
        var sequence = new SeedSequence(seed, key);
        if (!options.NeedsCounts) return sequence.GenerateState32(1)[0];
        ulong[] words = sequence.GenerateState64(2);
        return ((BigInteger)words[1] << 64) | words[0];
    }
}
