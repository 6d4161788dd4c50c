using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Shards;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Clusters documents by fitting a mixture model with the EM algorithm.</summary>
/// <remarks>
/// <para>Each cluster of the mixture has a probability (its share of the documents, alpha) and word probabilities (a
/// row of mu). The output is a clustering with these parameters and the probability of each cluster for each document
/// (Posterior). A document's label is its most probable cluster. Of several starts, the one with the greatest
/// log-likelihood, plus the log-prior if there is one, is kept; RestartLogLikelihood contains the log-likelihood of
/// each. By default, every second start uses deterministic annealing: it begins with overlapping clusters and separates
/// them slowly. On text this finds better optima than EM alone.</para>
/// <para>With -Smoothing above 0, the word probabilities are the posterior mode under a Dirichlet prior (MAP estimate);
/// with -Smoothing 0 they are the maximum likelihood estimate. The result contains AIC, BIC and ICL, which compare
/// numbers of clusters: less is better. The log-likelihood includes the multinomial coefficients, so you can also
/// compare the criteria of both values of -Component.</para>
/// <para>By default, the cluster probabilities are fitted. If clusters are similar, the fitted probabilities easily become
/// too unequal, and the fit can be less accurate than k-means. If you know that the clusters have about the same size,
/// -Alpha Even fixes the probabilities at 1/K, which avoids this. If the sizes differ, it splits the large clusters.
/// -Alpha Auto fits both and keeps the fit with the lower BIC. This is reliable for distinct clusters; for very similar
/// ones BIC nearly always chooses equal probabilities, right or wrong. Shares tells which rule the result has.</para>
/// <para>With -Mu and -Alpha, or with -Model, the parameters are fixed, and the documents are classified by the Bayes
/// rule. If these are the parameters that the documents were drawn with, no method can be expected to do better. The
/// words of a given mu are matched to those of the DFM by name, if both have names.</para>
/// <para>If you can label a few documents (-KnownLabel) or name a few words of each cluster (-SeedTerm), the clusters are those
/// that you mean, and have their names. A labelled document stays in its cluster in every iteration. A seed word adds
/// pseudo-counts to its cluster. Fits begin with the labels and seed words; if every cluster has some, there are
/// only two starts, one of them annealed, or one if you give -Anneal or -Restart 1. Clusters without labels and seed words are
/// free. With -UnlabelledWeight below 1, documents without a label count less. -LabelledDocument takes labels from the known
/// clusters of the DFM, to measure what labels are worth; Measure-ClusterAccuracy measures the other documents. Labels and seed
/// words can't be combined with -Model, -Mu and -InitialMu. LogLikelihood contains the labels, so AIC and BIC compare only
/// fits with the same labels.</para>
/// <para>The result doesn't depend on the number of threads. EM needs counts: documents weighted by ConvertTo-TfIdf
/// cause an error.</para>
/// <para>The output is one object. To save the cluster of each document, pass it to Get-ClusterAssignment, as in
/// Get-ClusterAssignment | Export-Csv.</para>
/// </remarks>
/// <example>
/// <summary>Measure how well EM recovers known clusters</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-MixtureEM | Measure-ClusterAccuracy</code>
/// <para>The documents are drawn from three clusters, and the labels are compared with them.</para>
/// </example>
/// <example>
/// <summary>Classify documents by the Bayes rule</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $dfm = $model | Invoke-DfmSample -N 1000
/// $dfm | Invoke-MixtureEM -Model $model | Measure-ClusterAccuracy</code>
/// <para>The parameters are those that the documents were drawn with, so no method can be expected to do better.</para>
/// </example>
/// <example>
/// <summary>Fit clusters of the same size</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Eta 10 -Seed 1 | Invoke-DfmSample -N 1000
/// $dfm | Invoke-MixtureEM -Alpha Even -Seed 1 | Measure-ClusterAccuracy</code>
/// <para>The clusters are very similar and have equal probabilities. Fitted ones would probably be very unequal.</para>
/// </example>
/// <example>
/// <summary>Compare numbers of clusters by BIC</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 20 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 20
/// 1..5 | ForEach-Object { $dfm | Invoke-MixtureEM -K $_ -Seed 1 } | ForEach-Object { "$($_.K): $($_.Bic)" }</code>
/// <para>The number of clusters with the least BIC is the best one by this criterion.</para>
/// </example>
/// <example>
/// <summary>Cluster documents that vary more than a multinomial</summary>
/// <code>$dfm = New-MixtureModel -K 2 -J 10 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 50
/// $clustering = $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Seed 1
/// $clustering.Precision
/// $clustering.LogEvidence</code>
/// <para>The smaller the precision of a cluster, the more its documents differ. The log-evidence compares fits; greater
/// is better.</para>
/// </example>
/// <example>
/// <summary>Fit clusters that you describe by a few words</summary>
/// <code>$dfm = 'tax budget bank', 'budget tax', 'doctor hospital ward', 'hospital nurse', 'bank loan', 'nurse doctor' | ConvertTo-Dfm
/// $dfm | Invoke-MixtureEM -SeedTerm @{ economy = 'tax*', 'bank'; health = 'hospital' } -Seed 1 | Get-ClusterAssignment |
///     Format-Table DocumentName, MatchedClusterName, Probability</code>
/// <para>There are two clusters with these names. -KnownLabel economy, '', health, '', '', '' would label two documents
/// instead.</para>
/// </example>
/// <example>
/// <summary>Measure what 20 labels buy</summary>
/// <code>$dfm = New-MixtureModel -K 4 -J 200 -Eta 0.3 -Seed 1 | Invoke-DfmSample -N 400 -DocumentLength 10
/// 0, 20, 100 | ForEach-Object { $dfm | Invoke-MixtureEM -LabelledDocument $_ -Seed 1 | Measure-ClusterAccuracy } |
///     Select-Object LabelledCount, N, Accuracy</code>
/// <para>Accuracy is measured on the N documents whose labels weren't given.</para>
/// </example>
/// <seealso cref="InvokeKMeansCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureEM", HelpUri = HelpPages.Root + "Invoke-MixtureEM.md")]
[OutputType(typeof(MixtureClustering))]
public sealed class InvokeMixtureEMCommand : GuidedDfmCmdlet
{
    private bool _isEven;
    private bool _isAuto;

    /// <summary>
    /// The number of clusters. By default it is that of -Model, -Mu, -InitialMu or -Alpha, or else the number of names in
    /// -KnownLabel and -SeedTerm (with -LabelledDocument, of all known clusters), or else that of the model that the
    /// documents were drawn from. With a greater -K, the other clusters are free.
    /// </summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(ClusterCountCompleter))]
    [Alias("n_components")]
    [PSDefaultValue(Help = "The model's K")]
    public WholeNumber? K { get; set; }

    /// <summary>
    /// The distribution of the documents in a cluster. Multinomial: all documents have the same word probabilities.
    /// DirichletMultinomial: each document has its own word probabilities, drawn from the cluster's Dirichlet
    /// distribution. The latter suits documents that vary more than by chance, such as real texts and microbial
    /// samples.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Multinomial")]
    public MixtureComponent Component { get; set; }

    /// <summary>The number of starts, of which the best is kept.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 10)]
    public WholeNumber Restart { get; set; } = 10;

    /// <summary>
    /// The number of tokens s that is added to the count of each word in each cluster. The fit then finds the posterior
    /// mode under a Dirichlet(1 + s) prior; 0 gives maximum likelihood. For multinomial clusters only;
    /// Dirichlet-multinomial clusters have a Gamma prior on their parameters.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public Number Smoothing { get; set; } = 0.1;

    /// <summary>
    /// The number of documents a that is added to each cluster. The fit then finds the posterior mode of the cluster
    /// probabilities under a Dirichlet(1 + a) prior; 0 gives maximum likelihood.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    public Number AlphaSmoothing { get; set; } = 0;

    /// <summary>
    /// The inverse temperature at the beginning of a start, above 0 and at most 1. It rises to 1 in -AnnealStep
    /// iterations. 1 means no annealing. By default, every second start begins at 1.5 divided by the mean document
    /// length, and the other starts are not annealed. Dirichlet-multinomial clusters start from multinomial ones, which
    /// are annealed in the same way.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "1.5 divided by the mean length in every second start, 1 in the others")]
    public Number? Anneal { get; set; }

    /// <summary>The number of iterations in which the inverse temperature rises to 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 100)]
    public WholeNumber AnnealStep { get; set; } = 100;

    /// <summary>
    /// In each iteration, counts each document only for its most probable cluster (classification EM). By default,
    /// documents count for each cluster in proportion to its probability.
    /// </summary>
    [Parameter]
    public SwitchParameter Hard { get; set; }

    /// <summary>
    /// The method that chooses the initial parameters of a start: from documents that are far from each other
    /// (PlusPlus), or random responsibilities (Random).
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "PlusPlus")]
    public MixtureEMInit Init { get; set; }

    /// <summary>
    /// The initial word probabilities, a matrix with one cluster per row. There is then only one start, without
    /// annealing.
    /// </summary>
    [Parameter]
    public object? InitialMu { get; set; }

    /// <summary>The initial cluster probabilities, which sum to 1. Give them together with -InitialMu.</summary>
    [Parameter]
    [PSDefaultValue(Help = "1/K for each cluster")]
    public Number[]? InitialAlpha { get; set; }

    /// <summary>Known word probabilities, a matrix with one cluster per row; each row sums to 1. They are fixed during the fit.</summary>
    [Parameter]
    public object? Mu { get; set; }

    /// <summary>
    /// Known cluster probabilities, which sum to 1 and are fixed during the fit; or Even, which fixes them at 1/K; or Auto,
    /// which fits once with free and once with equal probabilities, from the same seed, and keeps the fit with the lower
    /// BIC.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(SharesCompleter))]
    [AllowNull]
    [PSDefaultValue(Help = "Fitted")]
    public Number[]? Alpha { get; set; }

    /// <summary>
    /// The weight lambda of a document without a label in the M-step, from 0 to 1. With 1 all documents count equally; with 0
    /// the parameters are those of the labelled documents alone, and the others are only classified. A smaller weight helps
    /// if there are many documents that the model doesn't describe well.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 1)]
    public Number UnlabelledWeight { get; set; } = 1;

    /// <summary>A known model. Its word and cluster probabilities are fixed, so that documents are classified by the Bayes rule.</summary>
    [Parameter]
    [ValidateNotNull]
    public MixtureModel? Model { get; set; }

    /// <summary>
    /// The maximum number of iterations per start. The multinomial clusters that Dirichlet-multinomial ones start from take
    /// at most half of them.
    /// </summary>
    [Parameter]
    [Alias("max_iter")]
    [PSDefaultValue(Value = 1000)]
    public WholeNumber MaxIteration { get; set; } = 1000;

    /// <summary>
    /// The tolerance. A start converges when an iteration raises the log-likelihood, plus the log-prior, by at most
    /// this value per document (in nats).
    /// </summary>
    [Parameter]
    [Alias("tol")]
    [PSDefaultValue(Value = 0.0000001)]
    public Number Tolerance { get; set; } = 1e-7;

    /// <summary>
    /// A file that saves each iteration of a fit of documents in shards. If the file exists, the fit goes on from there, and ends
    /// with the same result. It isn't deleted at the end. It needs -Seed.
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? Checkpoint { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    private protected override void ReadCells()
    {
        Alpha = Number.SplitCell(Alpha);
        if (Alpha is not [{ Fault: not null, Given: string text }] || text.Trim() is not { Length: > 0 } word || !char.IsLetter(word[0])) return;
        _isEven = word.Equals("Even", StringComparison.OrdinalIgnoreCase);
        _isAuto = word.Equals("Auto", StringComparison.OrdinalIgnoreCase);
        if (!_isEven && !_isAuto) ThrowTerminatingError(ErrorCatalogue.UnknownShares(word));
        Alpha = null;
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RequireSeed(Checkpoint, Seed is not null);
        bool hasShares = Alpha is not null || _isEven || _isAuto;
        RejectNull(nameof(Alpha), isNull: !hasShares);
        if (hasShares && InitialAlpha is not null && !_isAuto) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Alpha), "-InitialAlpha"));
        if (Model is not null && (Mu is not null || hasShares)) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Model), "-Mu and -Alpha"));
        if (Mu is not null && InitialMu is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Mu), "-InitialMu"));
        if (Component == MixtureComponent.DirichletMultinomial && MyInvocation.BoundParameters.ContainsKey(nameof(Smoothing)))
            ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Smoothing), "-Component DirichletMultinomial"));
        if (!HasLabels && IsTyped(nameof(UnlabelledWeight))) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(UnlabelledWeight), "-KnownLabel or -LabelledDocument"));
        if (IsGuided && (Model is not null || Mu is not null || InitialMu is not null))
        {
            ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(
                Model is not null ? nameof(Model) : Mu is not null ? nameof(Mu) : nameof(InitialMu), "-KnownLabel, -LabelledDocument and -SeedTerm"));
        }
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryReadGuidance(dfm, UnlabelledWeight, out var guidance, out int? named)) return;
        if (K is null && named is null && Mu is null && InitialMu is null && Alpha is null && (Model ?? dfm.Model) is null)
        {
            RefuseInput(ErrorCatalogue.ClusterCountNeeded());
            return;
        }

        if (RefusesCheckpoint(Checkpoint, dfm)) return;
        MixtureSharesChoice? choice = null;
        if (!TryCompute("EM", (progress, stop) => _isAuto
            ? (choice = MixtureEM.FitBoth(dfm, Options(dfm, guidance, named), NextFitSeed(), progress, stop)).Kept
            : Fit(dfm, Options(dfm, guidance, named), progress, stop), out var clustering)) return;
        if (choice is not null) WriteVerbose(FormattableString.Invariant($"BIC {choice.FreeBic:G10} with free and {choice.EvenBic:G10} with equal cluster probabilities; kept the fit with {(clustering.Shares == MixtureShares.Even ? "equal" : "free")} ones."));
        foreach (string warning in Warnings(clustering)) WriteWarning(warning);
        Say(clustering, Counted.Of(clustering.RestartLogLikelihood.Count, "start"));
        SayGuidance(clustering);
        WriteWhole(clustering);
    }

    private MixtureClustering Fit(Dfm dfm, MixtureEMOptions options, IProgress<ProgressReport> progress, CancellationToken stop) => dfm.Shards is null
        ? MixtureEM.Fit(dfm, options, NextFitSeed(), progress, stop)
        : ShardedMixtureEM.Fit(dfm, options, NextFitSeed(), Checkpoint is null ? null : FilePath(Checkpoint), progress, stop);

    private static IEnumerable<string> Warnings(MixtureClustering clustering)
    {
        int n = clustering.Dfm.DocumentCount;
        if (clustering.UnknownTokenCount > 0) yield return $"{Counted.Of(clustering.UnknownTokenCount, "token")} {Counted.Agree(clustering.UnknownTokenCount, "was left out, because its word is", "were left out, because their words are")} not in the given mu.";
        if (clustering.EmptyDocumentCount > 0) yield return $"{clustering.EmptyDocumentCount} of {Counted.Of(n, "document")} {Counted.Agree(clustering.EmptyDocumentCount, "has no tokens; its", "have no tokens; their")} posterior is alpha.";
        if (clustering.ImpossibleDocumentCount > 0)
        {
            yield return $"{clustering.ImpossibleDocumentCount} of {Counted.Of(n, "document")} {Counted.Agree(clustering.ImpossibleDocumentCount, "contains", "contain")} words whose probability in mu is zero in every cluster; " +
                "those words were not counted, and the log-likelihood is minus infinity.";
        }

        if (clustering.DistinctClusterCount < clustering.K && clustering.FreeParameterCount > 0)
        {
            yield return $"Only {clustering.DistinctClusterCount} of K = {clustering.K} clusters {Counted.Agree(clustering.DistinctClusterCount, "has", "have")} a document. If the documents are of fewer kinds, lower K.";
        }

        foreach (string warning in ConvergenceWarnings.Of(clustering)) yield return warning;
    }

    private MixtureEMOptions Options(Dfm dfm, GuidanceOptions? guidance, int? named)
    {
        var mu = Model?.RequireSingle("Invoke-MixtureEM -Model").Mu ?? (Mu is null ? null : MatrixReading.ReadProbabilities(Mu));
        var initialMu = InitialMu is null ? null : MatrixReading.ReadProbabilities(InitialMu);
        return new MixtureEMOptions
        {
            K = (int?)K ?? (mu ?? initialMu)?.RowCount ?? Alpha?.Length ?? named ?? dfm.Model!.K,
            Guidance = guidance,
            Component = Component,
            Restarts = Restart,
            Smoothing = Smoothing,
            AlphaSmoothing = AlphaSmoothing,
            Anneal = Anneal,
            AnnealSteps = AnnealStep,
            Hard = Hard,
            Init = Init,
            InitialMu = initialMu,
            InitialAlpha = Number.List(InitialAlpha),
            Mu = mu,
            Alpha = Model?.Alpha ?? Number.List(Alpha),
            EvenShares = _isEven,
            MaxIterations = MaxIteration,
            Tolerance = Tolerance,
            ThrottleLimit = ThrottleLimit,
        };
    }
}
