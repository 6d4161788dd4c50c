using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Clusters documents by Gibbs sampling of a Dirichlet-multinomial mixture, which also estimates the number of clusters.</summary>
/// <remarks>
/// <para>The algorithm is the collapsed Gibbs sampler of Yin and Wang (2014) for short texts, known as GSDMM. Each
/// document starts in one of -K clusters, chosen uniformly. In each sweep, the cluster of each document is drawn given
/// the clusters of all other documents. Unneeded clusters lose their documents, so -K is an upper bound. The sampler
/// needs counts: pass the DFM without TF-IDF weights.</para>
/// <para>The output is a clustering: the consensus of the draws of all chains after -BurnIn, that is the partition with the
/// least expected variation of information from them. Posterior contains the probability of each of its clusters for each
/// document. What a row lacks of 1 is the probability of clusters that the consensus doesn't have. Get-CoClustering
/// returns the probability that two documents belong together. Clusters are numbered in decreasing order of size.</para>
/// <para>If you give -K, and there are at least ten documents per cluster, the sampler takes -K for the number of clusters.
/// It then estimates -Alpha and -Beta from the documents during burn-in, unless you give them. If the partition above has
/// fewer clusters, the labels are those of the greatest expected accuracy instead, with up to -K clusters. -Alpha Even
/// fixes the cluster probabilities at 1/K, for clusters of about the same size. Without -K, -Alpha and -Beta are 0.1, and
/// there may be up to 500 clusters.</para>
/// <para>RHat and RankRHat measure how well the chains agree: they are near 1 if they do. Converged is true if both are at
/// most 1.1, and ConvergenceStatus gives the reason in words. With many clusters, chains rarely agree within a few dozen
/// sweeps; a warning says so, and the consensus of several chains is still better than each of them. ChainAgreement
/// is the mean adjusted Rand index between the chains, and BulkEffectiveSize and TailEffectiveSize are effective sample
/// sizes. Further warnings say that all clusters that -K allows are in use, because there may be more, and, without -K,
/// that the documents vary more within clusters than the model allows (Dispersion above 1.15). Long texts do, and then
/// there are far too many clusters.</para>
/// <para>If you can label a few documents (-KnownLabel) or name a few words of each cluster (-SeedTerm), the clusters are those
/// that you mean, and have their names and numbers; other clusters follow in decreasing order of size. A labelled document
/// stays in its cluster in every sweep, and seed words add tokens to the prior of theirs. Chains then start from
/// the posterior of EM with the same labels and seed words, or, if there are free clusters, with the labelled documents, to
/// which they add the others one by one. -LabelledDocument takes labels from the known clusters of the DFM, to
/// measure what labels are worth; Measure-ClusterAccuracy measures the other documents.</para>
/// <para>Documents without tokens are assigned according to the sizes of the clusters alone, and a warning states their
/// number. The same seed gives the same result for any number of threads. The time grows with the number of tokens,
/// -Iteration, -Chain and the number of clusters in use, which is near -K in the first sweeps; -Verbose states them.</para>
/// <para>The output is one object. To save the cluster of each document, pass it to Get-ClusterAssignment, as in
/// Get-ClusterAssignment | Export-Csv.</para>
/// </remarks>
/// <example>
/// <summary>Estimate the number of clusters</summary>
/// <code>$dfm = New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 15
/// $clustering = $dfm | Invoke-MixtureGibbs -Seed 1
/// $clustering.K</code>
/// <para>The documents are drawn from five clusters, and the sampler may use up to 500.</para>
/// </example>
/// <example>
/// <summary>Give the number of clusters and check convergence</summary>
/// <code>$clustering = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-MixtureGibbs -K 3 -Iteration 200
/// $clustering.RHat
/// $clustering | Measure-ClusterAccuracy</code>
/// <para>The first output is RHat, which is near 1 if the chains agree; the second is the accuracy.</para>
/// </example>
/// <example>
/// <summary>Cluster documents of similar clusters of equal size</summary>
/// <code>New-MixtureModel -K 3 -Eta 10 -Seed 1 | Invoke-DfmSample -N 1000 -DocumentLength 20 |
///     Invoke-MixtureGibbs -K 3 -Alpha Even | Measure-ClusterAccuracy</code>
/// <para>The cluster probabilities are fixed at 1/3.</para>
/// </example>
/// <example>
/// <summary>Sample clusters that you describe by a few words</summary>
/// <code>$dfm = 'tax budget bank', 'budget tax', 'doctor hospital ward', 'hospital nurse', 'bank loan', 'nurse doctor' | ConvertTo-Dfm
/// $dfm | Invoke-MixtureGibbs -SeedTerm @{ economy = 'tax*', 'bank'; health = 'hospital' } -Seed 1 -WarningAction Ignore |
///     Get-ClusterAssignment | Format-Table DocumentName, MatchedClusterName, Probability</code>
/// <para>There are two clusters with these names. With -K 5, up to three more clusters could take documents that belong to
/// neither.</para>
/// </example>
/// <seealso cref="GetCoClusteringCommand"/>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureGibbs", HelpUri = HelpPages.Root + "Invoke-MixtureGibbs.md")]
[OutputType(typeof(GibbsClustering))]
public sealed class InvokeMixtureGibbsCommand : GuidedDfmCmdlet
{
    private bool _isEven;

    /// <summary>
    /// The maximum number of clusters. If you give it, and there are at least ten documents per cluster, it is taken for the
    /// number of clusters. With labels or seed words, the default is the number of their names (with -LabelledDocument, of all
    /// known clusters), and the other clusters of a greater -K are free.
    /// </summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = 500)]
    public WholeNumber? K { get; set; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the cluster probabilities. It acts like this number of
    /// additional documents in each of the -K clusters. The greater it is, the more easily a document starts a new
    /// cluster. Even fixes the cluster probabilities at 1/K.
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(EvenCompleter))]
    [AllowNull]
    [PSDefaultValue(Help = "Estimated if -K is given, else 0.1")]
    public Number? Alpha { get; set; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the word probabilities. It acts like this number of additional
    /// tokens of each word in each cluster. The greater it is, the fewer and broader the clusters.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Help = "Estimated if -K is given, else 0.1")]
    public Number? Beta { get; set; }

    /// <summary>The number of sweeps over the documents.</summary>
    [Parameter]
    [PSDefaultValue(Value = 30)]
    public WholeNumber Iteration { get; set; } = 30;

    /// <summary>The number of sweeps at the beginning that are excluded from the averages and from RHat.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Half of -Iteration")]
    public WholeNumber? BurnIn { get; set; }

    /// <summary>The number of chains, which start independently and run in parallel. The result is their consensus.</summary>
    [Parameter]
    [PSDefaultValue(Help = "10 if -K is given, else 4")]
    public WholeNumber? Chain { get; set; }

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    private protected override void ReadCells()
    {
        if (Alpha is not { Fault: not null, Given: string text } || !text.Trim().Equals("Even", StringComparison.OrdinalIgnoreCase)) return;
        (_isEven, Alpha) = (true, null);
    }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        RejectNull(nameof(Alpha), isNull: Alpha is null && !_isEven);
    }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryReadGuidance(dfm, 1, out var guidance, out int? named)) return;
        if (!TryCompute("Checking the options", (_, _) => Options(guidance, named).For(dfm.DocumentCount), out var options)) return;
        WriteVerbose($"Running {Counted.Of(options.ChainCount, "chain")} of {Counted.Of(options.Iterations, "sweep")} over {Counted.Of(dfm.DocumentCount, "document")} with {Counted.Of(dfm.NonZeroCount, "non-zero count")} and at most {Counted.Of(options.K, "cluster")}.");
        if (!TryCompute("Gibbs sampling", (progress, stop) => Gibbs.Fit(dfm, options, NextFitSeed(), progress, stop), out var clustering)) return;
        if (clustering.EmptyDocumentCount > 0)
        {
            WriteWarning($"{clustering.EmptyDocumentCount} of {Counted.Of(dfm.DocumentCount, "document")} {Counted.Agree(clustering.EmptyDocumentCount, "has no tokens; it was", "have no tokens; they were")} assigned by the sizes of the clusters alone.");
        }

        Say(clustering, Counted.Of(options.ChainCount, "chain"));
        SayGuidance(clustering);
        foreach (string warning in ConvergenceWarnings.Of(clustering)) WriteWarning(warning);
        WriteWhole(clustering);
    }

    private GibbsOptions Options(GuidanceOptions? guidance, int? named)
    {
        int? count = (int?)K ?? named;
        var options = new GibbsOptions
        {
            IsKnownK = count is not null,
            Guidance = guidance,
            EvenShares = _isEven,
            Alpha = Alpha,
            Beta = Beta,
            Iterations = Iteration,
            BurnIn = BurnIn,
            Chains = Chain,
            ThrottleLimit = ThrottleLimit,
        };
        return count is { } k ? options with { K = k } : options;
    }
}
