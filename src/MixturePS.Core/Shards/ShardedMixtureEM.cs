using System.Globalization;
using System.Numerics;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Shards;

/// <summary>EM for mixtures of multinomials over documents in shards.</summary>
/// <remarks>
/// <para>The first parameters are those of a fit of a sample of the documents, with all its starts; then the E-step and the sums of
/// the M-step are computed shard by shard, and the sums are added along a tree of the shards (<see cref="ShardTree{T}"/>). The
/// objective and the criterion are those of the fit in memory (<see cref="MixtureEMRun"/>). Of the posteriors only each document's
/// label and its probability are kept.</para>
/// </remarks>
internal static class ShardedMixtureEM
{
    // Without smoothing, words that the sample doesn't have would be excluded for good.
    private const double LeastStartSmoothing = 0.1;

    /// <summary>Fits a mixture to documents.</summary>
    /// <param name="dfm">The counts, n x J, whose cells are in shards.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, of the sample and of its fit.</param>
    /// <param name="checkpoint">The file that saves each iteration, from which the fit goes on if it exists; or null.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">The cancellation token.</param>
    /// <exception cref="MixtureException">NotInMemory for Dirichlet-multinomial clusters, labels, seed words or a given posterior; InvalidCheckpoint; an error of the shards; or as for a fit in memory.</exception>
    public static MixtureClustering Fit(Dfm dfm, MixtureEMOptions options, BigInteger seed, string? checkpoint = null, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Component != MixtureComponent.Multinomial) throw MixtureError.NotInMemory("the documents of Dirichlet-multinomial clusters", dfm.ShardFolder!);
        if (options.Guidance is not null) throw MixtureError.NotInMemory("the documents of a fit with labels or seed words", dfm.ShardFolder!);
        if (options.InitialPosterior is not null) throw MixtureError.NotInMemory("the documents of a given posterior", dfm.ShardFolder!);
        var (documents, unknown) = MixtureEM.Prepare(dfm, options, cancellation);
        var empty = TwoWayTable.Create(new SparseMatrix(0, documents.FeatureCount, [0], [], [], check: false), [], cancellation);
        var components = new MultinomialComponents(empty, options.K, options.Smoothing, options.Mu, options.ThrottleLimit, cancellation);
        var given = options.Alpha ?? (options.EvenShares ? null : options.InitialAlpha);
        bool areSharesFixed = options.Shares != MixtureShares.Free;
        var store = new FitCheckpoint(checkpoint, Identity(documents, options, seed), cancellation);
        var state = store.Load();
        var (likelihoods, objectives) = (new List<double>(), new List<double>());
        int iterations = 0;
        if (state is not null)
        {
            (iterations, given) = (state.Iteration, state.Arrays[1]);
            components.Restore(state.Arrays[0], state.Arrays[2][0]);
            likelihoods.AddRange(state.Arrays[3]);
            objectives.AddRange(state.Arrays[4]);
        }
        else if (options.Mu is null)
        {
            given = Start(documents, options, seed, components, given, areSharesFixed, progress, cancellation);
        }

        var shares = new ClusterShares(options.K, options.AlphaSmoothing, given, areSharesFixed);
        int n = documents.DocumentCount;
        var (labels, probabilities) = (LargeArray.Uninitialized<int>(n), LargeArray.Uninitialized<double>(n));
        long reserved = (sizeof(double) * (long)components.Logs.Length * (6 + (int)Math.Log2(documents.ShardCount))) + (12L * n);
        using var states = new ShardStates<ShardCounts>(documents, reserved, 2L * sizeof(double) * components.Logs.Length, part => new ShardCounts(part, options, cancellation), cancellation);
        ExpectedCounts counts;
        ExitReason reason;
        while (true)
        {
            counts = Expect(documents, states, components, shares, labels, probabilities, iterations, options, progress);
            bool isImpossible = counts.Impossible > 0;
            likelihoods.Add(isImpossible ? double.NegativeInfinity : counts.LogLikelihood + counts.LogCoefficient);
            objectives.Add(isImpossible && options.Mu is null ? double.NegativeInfinity : counts.Objective + counts.LogCoefficient + components.LogPrior + shares.LogPrior);
            bool hasConverged = objectives.Count > 1 && !(objectives[^1] - objectives[^2] > options.Tolerance * n);
            reason = options.Mu is not null && areSharesFixed ? ExitReason.Completed : hasConverged ? ExitReason.WithinTolerance : ExitReason.MaximumIterations;
            if (reason != ExitReason.MaximumIterations || iterations >= options.MaxIterations) break;
            components.UpdateFrom(counts.Tokens);
            shares.Update(counts.Documents);
            iterations++;
            var (mu, logPrior) = components.State;
            store.Save(new FitState { Iteration = iterations, Arrays = [mu, shares.Alpha, [logPrior], [.. likelihoods], [.. objectives]] });
        }

        var sizes = new int[options.K];
        foreach (int label in labels) sizes[label]++;
        return new MixtureClustering(documents, labels, components.Mu(documents.Vocabulary), sizes, null, shares.Alpha, likelihoods[^1])
        {
            Component = options.Component,
            Shares = options.Shares,
            IsHard = options.Hard,
            IsPenalised = (options.Smoothing > 0 && options.Mu is null) || (options.AlphaSmoothing > 0 && !areSharesFixed),
            Iterations = iterations,
            ExitReason = reason,
            Seed = seed,
            LogMultinomialCoefficient = counts.LogCoefficient,
            LogLikelihoodTrace = likelihoods,
            ObjectiveTrace = objectives,
            RestartLogLikelihood = [likelihoods[^1]],
            Anneal = 1,
            Smoothing = options.Mu is null ? options.Smoothing : 0,
            AlphaSmoothing = options.Alpha is null ? options.AlphaSmoothing : 0,
            FreeParameterCount = components.FreeParameterCount + shares.FreeParameterCount,
            EmptyDocumentCount = counts.Empty,
            ImpossibleDocumentCount = (int)counts.Impossible,
            UnknownTokenCount = unknown,
            OwnProbability = probabilities,
            PosteriorEntropy = counts.Entropy,
        };
    }

    // Sets the first word probabilities and returns the first shares.
    private static IReadOnlyList<double>? Start(Dfm dfm, MixtureEMOptions options, BigInteger seed, MultinomialComponents components, IReadOnlyList<double>? alpha, bool areSharesFixed, IProgress<ProgressReport>? progress, CancellationToken cancellation)
    {
        if (options.InitialMu is { } initial)
        {
            components.Set(initial);
            return alpha;
        }

        int size = ShardSample.Size(dfm, options.K);
        var sample = ShardSample.Draw(dfm, size, seed, share => progress?.Report(new ProgressReport("drawing a sample", 0.05 * share)), cancellation);
        var fit = MixtureEM.Fit(sample, options with { Smoothing = Math.Max(options.Smoothing, LeastStartSmoothing) }, seed, progress is null ? null : new ProgressPart(progress, 0.05, 0.05, "sample"), cancellation);
        components.Set(fit.Mu);
        return areSharesFixed ? alpha : fit.Alpha;
    }

    private static ExpectedCounts Expect(Dfm dfm, ShardStates<ShardCounts> states, MultinomialComponents components, ClusterShares shares, int[] labels, double[] probabilities, int iterations, MixtureEMOptions options, IProgress<ProgressReport>? progress)
    {
        var tree = new ShardTree<ExpectedCounts>(ExpectedCounts.Add);
        var first = dfm.Shards!.FirstDocument;
        states.ForEach((shard, counts) =>
        {
            double done = iterations + ((double)shard / dfm.ShardCount);
            progress?.Report(new ProgressReport($"iteration {iterations + 1}, shard {shard + 1} of {dfm.ShardCount}", 0.1 + (0.9 * Math.Min(1, done / (options.MaxIterations + 1)))));
            int count = counts.DocumentCount;
            tree.Add(counts.Expect(components, shares, labels.AsSpan(first[shard], count), probabilities.AsSpan(first[shard], count)));
        });
        return tree.Total();
    }

    private static string Identity(Dfm dfm, MixtureEMOptions options, BigInteger seed) => FitCheckpoint.Checksum(
        ["EM", dfm.Shards!.Identity, .. dfm.Vocabulary, .. new IFormattable[] { options.K, options.Restarts, options.Init, options.AnnealSteps, options.Tolerance, options.Smoothing, options.AlphaSmoothing, seed }.Select(value => value.ToString(null, CultureInfo.InvariantCulture)), FormattableString.Invariant($"{options.Anneal} {options.Hard} {options.EvenShares}")],
        options.InitialMu?.Values.ToArray(),
        options.InitialAlpha,
        options.Mu?.Values.ToArray(),
        options.Alpha);
}
