using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Clustering;

/// <summary>
/// Fits a mixture to documents by the EM algorithm (Dempster, Laird and Rubin 1977, JRSS B 39, 1-38): of multinomials
/// (Nigam et al. 2000, Machine Learning 39, 103-134), by maximum likelihood or with Dirichlet priors (MAP), or of
/// Dirichlet-multinomials (Holmes, Harris and Quince 2012, PLoS ONE 7(2): e30126).
/// </summary>
internal static class MixtureEM
{
    /// <summary>Up to this number of non-zero cells times K the starts run in parallel; above it the blocks of one start do.</summary>
    private const long SmallTable = 1 << 20;

    /// <summary>Fits a mixture to the documents of a DFM.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The options.</param>
    /// <param name="seed">The seed, zero or more; start r draws from child r spawned by its sequence.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">
    /// EmptyDfm, AlreadyWeighted, FractionalCount, CellTooLarge, DocumentTooLong, TooManyClusters, ShapeMismatch, VocabularyMismatch, InvalidProbability,
    /// InvalidAlpha, AlphaSumNotOne, InvalidOption, InvalidSeed, or an error of the labels and seed words.
    /// </exception>
    public static MixtureClustering Fit(Dfm dfm, MixtureEMOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        var (documents, unknown) = Prepare(dfm, options, cancellation);
        var guidance = Resolve(documents, options, seed, cancellation);
        var rows = DistinctCounts.Create(documents, "EM", cancellation, guidance);
        int starts = options.InitialMu is not null || options.InitialPosterior is not null || options.Mu is not null ? 1 : options.Restarts;

        // Where labels and seed words determine the start, all that can differ is whether it is annealed.
        if (guidance?.AnchorsAll(options.K) ?? false) starts = Math.Min(starts, options.Anneal is null ? 2 : 1);
        var beginnings = MixtureAnnealing.Starts(options, rows.TokenCount / rows.RowOf.Length, starts);
        var generators = RandomGenerator.FromSeed(seed).Spawn(starts);
        if (starts > 1 && options.Init == MixtureEMInit.PlusPlus) _ = rows.UnitValues(cancellation);
        if (beginnings.Any(beginning => beginning.IsByProportions)) _ = rows.RootValues(cancellation);
        var components = Components(rows, options, cancellation);
        var likelihoods = new double[starts];
        var lockKept = new object();
        MixtureEMRun? kept = null;
        int keptStart = 0;
        bool sideBySide = (long)rows.Table.Rows.NonZeroCount * options.K <= SmallTable;
        var shown = progress is null ? null : new MixtureEMProgress(progress, starts);
        ParallelBlocks.Run(starts, 1, sideBySide ? options.ThrottleLimit : 1, cancellation, (start, _, _) =>
        {
            shown?.Report(start, 0);
            var run = new MixtureEMRun(rows, options, components(sideBySide ? 1 : options.ThrottleLimit), sideBySide ? 1 : options.ThrottleLimit, cancellation);
            run.Run(beginnings[start], generators[start], shown is null ? null : iteration => shown.Report(start, iteration));
            likelihoods[start] = run.LogLikelihood;
            lock (lockKept)
            {
                // The greatest objective wins and ties go to the first start, whatever the order in which starts end.
                bool isWorse = kept is not null && (run.Objective < kept.Objective || (run.Objective == kept.Objective && start > keptStart));
                if (!isWorse) (kept, keptStart) = (run, start);
            }

            shown?.Done(start, run.Iterations);
        });
        return Result(rows, options, kept!, likelihoods, beginnings[keptStart].Anneal, seed, unknown, cancellation);
    }

    /// <summary>Fits a mixture with free and with equal shares, both from the same seed, and keeps the fit with the lower BIC.</summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="options">The options, without given shares.</param>
    /// <param name="seed">The seed, zero or more.</param>
    /// <param name="progress">Receives progress on the calling thread; or null.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">As for a fit.</exception>
    public static MixtureSharesChoice FitBoth(Dfm dfm, MixtureEMOptions options, BigInteger seed, IProgress<ProgressReport>? progress = null, CancellationToken cancellation = default)
    {
        IProgress<ProgressReport>? Half(double start, string what) => progress is null ? null : new ProgressPart(progress, start, 0.5, what);
        var free = Fit(dfm, options with { EvenShares = false }, seed, Half(0, "free shares"), cancellation);
        var even = Fit(dfm, options with { EvenShares = true, InitialAlpha = null }, seed, Half(0.5, "equal shares"), cancellation);
        return new MixtureSharesChoice(even.Bic < free.Bic ? even : free, free.Bic, even.Bic);
    }

    /// <summary>
    /// One iteration of EM for multinomial clusters from given parameters, for teaching and for testing what a step
    /// guarantees: the objective of the next model is never below that of the given one.
    /// </summary>
    /// <param name="dfm">The counts, n x J.</param>
    /// <param name="model">The parameters to start from, K x J.</param>
    /// <param name="options">The smoothing, hard or soft assignment, and the fixed parameters; a step ignores the rest.</param>
    /// <exception cref="MixtureException">As for a fit.</exception>
    public static MixtureEMStep Step(Dfm dfm, MixtureModel model, MixtureEMOptions options)
    {
        if (options.Component != MixtureComponent.Multinomial) throw MixtureError.InvalidOption("Component", "must be Multinomial for a step from given word probabilities", options.Component);
        options = options with { K = model.RequireSingle("EM").K, InitialMu = model.Mu, InitialAlpha = model.Alpha, ThrottleLimit = 1 };
        var (documents, _) = Prepare(dfm, options, CancellationToken.None);
        var guidance = Guidance.Resolve(documents, options.Guidance, model.K, 0);
        guidance?.Check(model.K);
        var rows = DistinctCounts.Create(documents, "EM", CancellationToken.None, guidance);
        var components = new MultinomialComponents(rows.Table, model.K, options.Smoothing, options.Mu, 1, CancellationToken.None, guidance?.Seeds);
        if (options.Mu is null) components.Set(model.Mu);
        var run = new MixtureEMRun(rows, options, components, 1, CancellationToken.None);
        run.Expect();
        var posterior = Posterior(rows, run.Responsibilities, model.K, CancellationToken.None);
        run.Maximise();
        var next = new MixtureModel(components.Mu(documents.Vocabulary), run.Shares.Alpha, documents.Vocabulary);
        return new MixtureEMStep(posterior, run.Likelihoods[0], run.Objective, next);
    }

    /// <summary>Creates the clusters of a start for a number of threads; what starts can share is created once.</summary>
    private static Func<int, MixtureComponents> Components(DistinctCounts rows, MixtureEMOptions options, CancellationToken cancellation)
    {
        if (options.Component == MixtureComponent.Multinomial)
            return threads => new MultinomialComponents(rows.Table, options.K, options.Smoothing, options.Mu, threads, cancellation, rows.Guidance?.Seeds);
        var counts = PolyaCounts.Create(rows, cancellation);
        return threads => new PolyaComponents(counts, options.K, threads, cancellation, rows.Guidance?.Seeds);
    }

    private static Guidance? Resolve(Dfm dfm, MixtureEMOptions options, BigInteger seed, CancellationToken cancellation)
    {
        var guidance = Guidance.Resolve(dfm, options.Guidance, options.K, seed, cancellation);
        guidance?.Check(options.K);
        if (guidance is not null && (options.Mu ?? options.InitialMu ?? options.InitialPosterior) is not null)
            throw MixtureError.InvalidOption("Guidance", "can't be combined with given word probabilities or a given posterior", null);
        return guidance;
    }

    /// <summary>Validates documents and options, except the values of cells, and brings documents into the order of the words of given probabilities.</summary>
    /// <inheritdoc cref="Fit"/>
    internal static (Dfm Dfm, long UnknownTokens) Prepare(Dfm dfm, MixtureEMOptions options, CancellationToken cancellation)
    {
        if (dfm.DocumentCount == 0 || dfm.FeatureCount == 0) throw MixtureError.EmptyDfm("cluster");
        if (!dfm.Weighting.IsCount) throw MixtureError.AlreadyWeighted(dfm.Weighting.Name, "EM");
        var given = options.Mu ?? options.InitialMu;
        if (given is not null && options.Component != MixtureComponent.Multinomial)
            throw MixtureError.InvalidOption("Mu", "can only be given for multinomial clusters; leave out mu or the component", options.Component);
        var (documents, unknown) = given is null ? (dfm, 0) : VocabularyAlignment.Align(dfm, given, cancellation);
        CheckGiven(options.Mu, options.Alpha, options.K, documents.FeatureCount);
        CheckGiven(options.InitialMu, options.InitialAlpha, options.K, documents.FeatureCount);

        // With known word probabilities a single document is enough for the Bayes rule.
        if (options.Mu is null && options.K > dfm.DocumentCount) throw MixtureError.TooManyClusters(options.K, dfm.DocumentCount);
        _ = MatrixSize.Cells("The posterior", documents.DocumentCount, options.K);
        _ = MatrixSize.Cells("The word probabilities", options.K, documents.FeatureCount);
        return (documents, unknown);
    }

    /// <summary>Rejects word probabilities that aren't K distributions over the documents' features, and invalid shares.</summary>
    private static void CheckGiven(DenseMatrix? mu, IReadOnlyList<double>? alpha, int k, int features)
    {
        if (mu is not null)
        {
            if (mu.RowCount != k || mu.ColumnCount != features)
                throw MixtureError.ShapeMismatch($"the given mu is {mu.RowCount} x {mu.ColumnCount}, but K is {k} and there {Counted.Agree(features, "is", "are")} {Counted.Of(features, "feature")}", mu);
            for (int c = 0; c < k; c++) MixtureModel.CheckDistribution(mu.RowSpan(c), $"row {c} of mu");
        }

        if (alpha is not null) MixtureModel.CheckAlpha(alpha, k);
    }

    private static MixtureClustering Result(DistinctCounts rows, MixtureEMOptions options, MixtureEMRun run, double[] likelihoods, double anneal, BigInteger seed, long unknown, CancellationToken cancellation)
    {
        var posterior = Posterior(rows, run.Responsibilities, options.K, cancellation);
        var labels = Labels(rows, run.Responsibilities, posterior.ColumnCount, cancellation);
        var sizes = new int[options.K];
        foreach (int label in labels) sizes[label]++;
        var mu = run.Components.Mu(rows.Dfm.Vocabulary);
        bool isMultinomial = options.Component == MixtureComponent.Multinomial;
        var guidance = rows.Guidance;
        var clustering = new MixtureClustering(rows.Dfm, labels, mu, sizes, posterior, run.Shares.Alpha, run.LogLikelihood)
        {
            Component = options.Component,
            Shares = options.Shares,
            IsHard = options.Hard,
            IsPenalised = ((options.Smoothing > 0 || guidance?.Seeds.Count > 0) && options.Mu is null && isMultinomial) || (options.AlphaSmoothing > 0 && options.Shares == MixtureShares.Free),
            Iterations = run.Iterations,
            ExitReason = run.ExitReason,
            Seed = seed,
            LogMultinomialCoefficient = rows.LogCoefficient,
            LogLikelihoodTrace = run.Likelihoods,
            ObjectiveTrace = run.Objectives,
            RestartLogLikelihood = likelihoods,
            Anneal = anneal,
            Smoothing = isMultinomial && options.Mu is null ? options.Smoothing : 0,
            AlphaSmoothing = options.Alpha is null ? options.AlphaSmoothing : 0,
            FreeParameterCount = run.Components.FreeParameterCount + run.Shares.FreeParameterCount,
            EmptyDocumentCount = rows.EmptyDocumentCount,
            ImpossibleDocumentCount = run.ImpossibleDocuments,
            UnknownTokenCount = unknown,
            Precision = run.Components.Precision,
            LogEvidence = guidance is null ? run.LogEvidence() : null,
            LabelledDocument = guidance?.LabelledDocuments ?? [],
            LabelledDocumentCount = guidance?.LabelledDocuments.Length ?? 0,
            UnlabelledWeight = guidance?.UnlabelledWeight ?? 1,
            SeedTerm = guidance?.SeedText(rows.Dfm.Vocabulary) ?? [],
            SeedWeight = guidance?.Seeds.Count > 0 ? options.Guidance!.SeedWeight : null,
        };
        guidance?.Name(clustering);
        return clustering;
    }

    private static DenseMatrix Posterior(DistinctCounts rows, double[] responsibilities, int k, CancellationToken cancellation)
    {
        int stride = FeatureMajorMatrix.StrideOf(k);
        var cells = LargeArray.Uninitialized<double>((long)rows.RowOf.Length * k);
        var point = new CancellationPoint(cancellation);
        for (int i = 0; i < rows.RowOf.Length; i++)
        {
            point.Pass(k);
            responsibilities.AsSpan(rows.RowOf[i] * stride, k).CopyTo(cells.AsSpan(i * k, k));
        }

        return new DenseMatrix(rows.RowOf.Length, k, cells, null, rows.Dfm.DocumentName);
    }

    /// <summary>The most probable cluster. Probabilities that differ only by rounding are equal, and ties go to the first cluster.</summary>
    /// <param name="shares">The probability of each cluster.</param>
    internal static int MostProbable(ReadOnlySpan<double> shares)
    {
        double top = 0;
        foreach (double share in shares) top = Math.Max(top, share);
        int cluster = 0;
        while (shares[cluster] < top * (1 - 1e-12)) cluster++;
        return cluster;
    }

    private static int[] Labels(DistinctCounts rows, double[] responsibilities, int k, CancellationToken cancellation)
    {
        int stride = FeatureMajorMatrix.StrideOf(k);
        var rowLabels = new int[rows.Count];
        var point = new CancellationPoint(cancellation);
        for (int row = 0; row < rowLabels.Length; row++)
        {
            point.Pass(k);
            rowLabels[row] = MostProbable(responsibilities.AsSpan(row * stride, k));
        }

        return Array.ConvertAll(rows.RowOf, row => rowLabels[row]);
    }
}
