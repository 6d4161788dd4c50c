using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Evaluation;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Computes confidence intervals for the shares, the word probabilities and the labels of a fitted mixture.</summary>
/// <remarks>
/// <para>The rows are flat objects. With -Of Share there is one per cluster and with -Of Word one per cluster and word, each
/// with Estimate, Lower, Upper and StandardError. With -Of Label there is one per document: LabelSet lists the most
/// probable clusters, the first ones whose total probability reaches -Level, and Probability is that of the document's
/// own cluster. These probabilities take the uncertainty of the shares and word probabilities into account, unlike the
/// Posterior of a clustering by EM.</para>
/// <para>-Method Information uses the second derivative of the log-likelihood at the estimate, with the part of the priors
/// (-Smoothing); it is for multinomial clusters fitted by EM, with up to 3000 fitted probabilities. -Method Bootstrap
/// fits -Replicate samples of the documents, drawn with replacement, again; it is slower, and also for larger mixtures,
/// Dirichlet-multinomial clusters, and documents that the model describes only roughly. Auto uses the information
/// if it can, and otherwise the bootstrap. For a clustering by Gibbs sampling, the method is always Posterior: the
/// intervals are those of the posterior distribution over the draws of all chains.</para>
/// <para>The intervals of EM assume that the clusters are real and that the fit found the best mode. They hold for many
/// documents in each cluster; small, overlapping clusters need the caution that docs/uncertainty.md describes. Shares
/// or word probabilities that were given and not fitted have Lower and Upper equal to Estimate, and the method Fixed.
/// A k-means clustering has no likelihood and so no intervals.</para>
/// <para>The bootstrap, and labels by the information, draw random numbers: the same -Seed gives the same rows for any
/// number of threads. The rows contain the seed; it is empty if nothing was drawn.</para>
/// </remarks>
/// <example>
/// <summary>Show the intervals of the shares</summary>
/// <code>$em = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 300 -DocumentLength 30 | Invoke-MixtureEM -Seed 1
/// $em | Get-MixtureInterval</code>
/// <para>Each cluster has one row.</para>
/// </example>
/// <example>
/// <summary>Save the intervals of the top words to a file</summary>
/// <code>$em = New-MixtureModel -K 3 -J 50 -Eta 0.2 -Seed 1 | Invoke-DfmSample -N 300 -DocumentLength 30 | Invoke-MixtureEM -Seed 1
/// $em | Get-MixtureInterval -Of Word -Top 5 -Method Bootstrap -Replicate 50 -Seed 1 | Export-Csv words.csv</code>
/// <para>The file has the five most probable words of each cluster.</para>
/// </example>
/// <example>
/// <summary>List the documents whose cluster is uncertain</summary>
/// <code>$gibbs = New-MixtureModel -K 3 -J 50 -Eta 2 -Seed 1 | Invoke-DfmSample -N 300 -DocumentLength 15 | Invoke-MixtureGibbs -K 3 -Seed 1 -Iteration 100
/// $gibbs | Get-MixtureInterval -Of Label -Level 0.9 | Where-Object SetSize -GT 1</code>
/// <para>Each of these documents may belong to one of several clusters.</para>
/// </example>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="InvokeMixtureGibbsCommand"/>
/// <seealso cref="GetClusterTermCommand"/>
[Cmdlet(VerbsCommon.Get, "MixtureInterval", HelpUri = HelpPages.Root + "Get-MixtureInterval.md")]
[OutputType(typeof(ShareInterval), typeof(WordInterval), typeof(LabelInterval))]
public sealed class GetMixtureIntervalCommand : MixtureCmdlet
{
    /// <summary>The clustering, by EM or by Gibbs sampling.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public FittedClustering InputObject { get; set; } = null!;

    /// <summary>The quantities: the shares of the clusters, the probabilities of their words, or the labels of the documents.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Share")]
    public IntervalTarget Of { get; set; }

    /// <summary>The confidence level, above 0 and below 1; for Gibbs sampling the posterior probability.</summary>
    [Parameter]
    [PSDefaultValue(Value = 0.95)]
    public Number Level { get; set; } = 0.95;

    /// <summary>The method.</summary>
    [Parameter]
    [PSDefaultValue(Value = "Auto")]
    public IntervalMethod Method { get; set; }

    /// <summary>The number of bootstrap replicates; for labels by the information, the number of parameters drawn.</summary>
    [Parameter]
    [PSDefaultValue(Value = 200)]
    public WholeNumber Replicate { get; set; } = 200;

    /// <summary>
    /// A whole number of any size from which all random numbers are derived. Without it, a random seed is drawn. The rows
    /// contain the seed.
    /// </summary>
    [Parameter]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <summary>The maximum number of words per cluster, the most probable ones.</summary>
    [Parameter]
    [PSDefaultValue(Value = 10)]
    public WholeNumber Top { get; set; } = 10;

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Computing intervals", (progress, stop) => MixtureIntervals.Rows(InputObject, Of, Options(), progress, stop), out var rows)) return;
        Say($"Computed {Counted.Of(rows.Count, "interval")} of {InputObject}, level {(double)Level}");
        WriteRows(rows);
    }

    private IntervalOptions Options() => new()
    {
        Level = Level,
        Method = Method,
        Replicates = Replicate,
        Top = Top,
        Seed = Seed?.ToSingle("the intervals"),
        ThrottleLimit = ThrottleLimit,
    };
}
