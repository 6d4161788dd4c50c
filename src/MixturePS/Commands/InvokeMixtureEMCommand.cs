using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Clusters documents by fitting the mixture that they are draws from, with the EM algorithm.</summary>
/// <remarks>
/// <para>Each document gets a probability of each cluster (Posterior), and its label is the most probable one. Of several
/// starts the one with the greatest log-likelihood (with the log-prior) is kept; RestartLogLikelihood shows how far they are
/// apart. Every second start is annealed: clusters begin blurred into each other and part slowly, which finds better
/// optima on text than EM alone.</para>
/// <para>-Smoothing makes the estimate of the word probabilities the mode under a Dirichlet prior (MAP); with -Smoothing 0
/// it is that of maximum likelihood. AIC, BIC and ICL on the result compare numbers of clusters: the smallest is best. The
/// log-likelihood has the multinomial coefficients, so that the criteria of both components can be compared as well.</para>
/// <para>With -Mu and -Alpha, or -Model, the parameters are held and the documents are classified by the Bayes rule: the best that
/// any method can do. Words of a given mu are matched to the DFM's by name where both have names.</para>
/// <para>The result doesn't depend on the number of threads. EM needs counts: documents weighted by ConvertTo-TfIdf are
/// refused.</para>
/// </remarks>
/// <example>
/// <summary>How well are the clusters found?</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 | Invoke-DfmSample -N 1000 | Invoke-MixtureEM | Measure-ClusterAccuracy</code>
/// </example>
/// <example>
/// <summary>The best that any method can do on these documents</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $dfm = $model | Invoke-DfmSample -N 1000
/// $dfm | Invoke-MixtureEM -Model $model | Measure-ClusterAccuracy</code>
/// </example>
/// <example>
/// <summary>How many clusters are there?</summary>
/// <code>$dfm = New-MixtureModel -K 3 -J 20 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 20
/// 1..5 | ForEach-Object { $dfm | Invoke-MixtureEM -K $_ -Seed 1 } | ForEach-Object { "$($_.K): $($_.Bic)" }</code>
/// </example>
/// <example>
/// <summary>Documents that differ more than a multinomial allows</summary>
/// <code>$dfm = New-MixtureModel -K 2 -J 10 -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 50
/// $clustering = $dfm | Invoke-MixtureEM -Component DirichletMultinomial -Seed 1
/// $clustering.Precision
/// $clustering.LogEvidence</code>
/// </example>
/// <seealso cref="InvokeKMeansCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureEM", HelpUri = HelpPages.Root + "Invoke-MixtureEM.md")]
[OutputType(typeof(MixtureClustering))]
public sealed class InvokeMixtureEMCommand : RandomDfmCmdlet
{
    /// <summary>The number of clusters; that of what is given with -Model, -Mu, -InitialMu or -Alpha, or of the model that the documents were drawn from.</summary>
    [Parameter(Position = 1)]
    [Alias("n_components")]
    [PSDefaultValue(Help = "The model's K")]
    public int K { get; set; }

    /// <summary>
    /// How the documents of a cluster are distributed: all by the same word probabilities (Multinomial), or each by its own
    /// ones, drawn from the cluster's Dirichlet distribution (DirichletMultinomial). The latter suits documents that differ
    /// more than chance, as real texts and microbial samples do.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "Multinomial")]
    public MixtureComponent Component { get; set; }

    /// <summary>The number of starts, of which the best is kept.</summary>
    [Parameter]
    [Alias("n_init")]
    [PSDefaultValue(Value = 10)]
    public int Restart { get; set; } = 10;

    /// <summary>
    /// The tokens s that are added to each word's count in each cluster: the mode under a Dirichlet(1 + s) prior. With 0
    /// the fit is by maximum likelihood. Multinomial clusters only; others have the Gamma prior of their parameters.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public double Smoothing { get; set; } = 0.1;

    /// <summary>The documents a that are added to each cluster's number: the mode of the clusters' shares under a Dirichlet(1 + a) prior.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0)]
    public double AlphaSmoothing { get; set; }

    /// <summary>
    /// The inverse temperature that a start begins with, above 0 and at most 1; it rises to 1 in -AnnealStep iterations. 1
    /// is EM without annealing. Where it isn't given, every second start of multinomial clusters begins with 1.5 over the
    /// mean length of a document, and the others aren't annealed.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "1.5 over the mean length in every second start, 1 in others")]
    public double? Anneal { get; set; }

    /// <summary>The iterations in which the inverse temperature rises to 1.</summary>
    [Parameter]
    [PSDefaultValue(Value = 100)]
    public int AnnealStep { get; set; } = 100;

    /// <summary>Lets each document count for its most probable cluster alone (classification EM).</summary>
    [Parameter]
    public SwitchParameter Hard { get; set; }

    /// <summary>Where a start begins: at documents far from each other (PlusPlus), or with random responsibilities (Random).</summary>
    [Parameter]
    [PSDefaultValue(Value = "PlusPlus")]
    public MixtureEMInit Init { get; set; }

    /// <summary>Word probabilities to start from, a row a cluster; then there is one start without annealing.</summary>
    [Parameter]
    public object? InitialMu { get; set; }

    /// <summary>The clusters' shares to start from, with -InitialMu.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Even shares")]
    public double[]? InitialAlpha { get; set; }

    /// <summary>Known word probabilities, a row a cluster, each summing to 1; they are held.</summary>
    [Parameter]
    public object? Mu { get; set; }

    /// <summary>Known shares of the clusters, which sum to 1; they are held.</summary>
    [Parameter]
    public double[]? Alpha { get; set; }

    /// <summary>A known model, whose word probabilities and shares are held.</summary>
    [Parameter]
    [ValidateNotNull]
    public MixtureModel? Model { get; set; }

    /// <summary>The most iterations of a start.</summary>
    [Parameter]
    [Alias("max_iter")]
    [PSDefaultValue(Value = 1000)]
    public int MaxIteration { get; set; } = 1000;

    /// <summary>A start ends when an iteration raises the log-likelihood (with the log-prior) by no more than this a document.</summary>
    [Parameter]
    [Alias("tol")]
    [PSDefaultValue(Value = 0.0000001)]
    public double Tolerance { get; set; } = 1e-7;

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Model is not null && (Mu is not null || Alpha is not null)) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Model), "-Mu and -Alpha"));
        if (Mu is not null && InitialMu is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Mu), "-InitialMu"));
        if (Component == MixtureComponent.DirichletMultinomial && MyInvocation.BoundParameters.ContainsKey(nameof(Smoothing)))
            ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(Smoothing), "-Component DirichletMultinomial"));
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        bool isGiven = MyInvocation.BoundParameters.ContainsKey(nameof(K));
        if (!isGiven && Mu is null && InitialMu is null && Alpha is null && (Model ?? dfm.Model) is null)
        {
            RefuseInput(ErrorCatalogue.ClusterCountNeeded());
            return;
        }

        if (!TryCompute("EM", (progress, stop) => MixtureEM.Fit(dfm, Options(dfm, isGiven), NextFitSeed(), progress, stop), out var clustering)) return;
        foreach (string warning in Warnings(clustering)) WriteWarning(warning);
        WriteWhole(clustering);
    }

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

        if (!clustering.Converged) yield return $"The fit that was kept did not converge in {Counted.Of(clustering.Iterations, "iteration")}. Raise -MaxIteration.";
    }

    private MixtureEMOptions Options(Dfm dfm, bool isGiven)
    {
        var mu = Model?.Mu ?? (Mu is null ? null : MatrixReading.ReadProbabilities(Mu));
        var initialMu = InitialMu is null ? null : MatrixReading.ReadProbabilities(InitialMu);
        return new MixtureEMOptions
        {
            K = isGiven ? K : (mu ?? initialMu)?.RowCount ?? Alpha?.Length ?? dfm.Model!.K,
            Component = Component,
            Restarts = Restart,
            Smoothing = Smoothing,
            AlphaSmoothing = AlphaSmoothing,
            Anneal = Anneal,
            AnnealSteps = AnnealStep,
            Hard = Hard,
            Init = Init,
            InitialMu = initialMu,
            InitialAlpha = InitialAlpha,
            Mu = mu,
            Alpha = Model?.Alpha ?? Alpha,
            MaxIterations = MaxIteration,
            Tolerance = Tolerance,
            ThrottleLimit = ThrottleLimit,
        };
    }
}
