using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Commands;

/// <summary>Clusters documents by a Dirichlet-multinomial mixture and finds the number of clusters by itself.</summary>
/// <remarks>
/// <para>Collapsed Gibbs sampling as Yin and Wang (2014) describe it for short texts, known as GSDMM: every document starts
/// in one of -K clusters, each as likely; then, sweep after sweep, each document draws its cluster anew, given those of all
/// others. Clusters that are of no use lose their documents, and -K is only an upper bound. It needs counts: give it the DFM
/// from before ConvertTo-TfIdf.</para>
/// <para>The sweeps after -BurnIn are averaged: Posterior has the probability of each cluster for each document, and a
/// document's label is the most probable one. Clusters are numbered by falling size. LogJointTrace and ClusterCountTrace
/// show how the chain came to rest. Of the chains, which start at different places, the one with the greatest mean joint
/// probability is kept, and RHat says how far they agree: it is near 1 where they do. Over many clusters they seldom do
/// within some dozen sweeps; they are then as many starts of which the best is kept.</para>
/// <para>Documents without tokens go by the clusters' sizes alone; a warning counts them. The same seed gives the same
/// result on any number of threads.</para>
/// </remarks>
/// <example>
/// <summary>How many clusters are there?</summary>
/// <code>$dfm = New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 15
/// $clustering = $dfm | Invoke-MixtureGibbs -K 50 -Seed 1
/// $clustering.K</code>
/// </example>
/// <example>
/// <summary>A known number of clusters, and whether the chains agree</summary>
/// <code>$clustering = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-MixtureGibbs -K 3 -Iteration 200
/// $clustering.RHat
/// $clustering | Measure-ClusterAccuracy</code>
/// </example>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureGibbs", HelpUri = HelpPages.Root + "Invoke-MixtureGibbs.md")]
[OutputType(typeof(GibbsClustering))]
public sealed class InvokeMixtureGibbsCommand : RandomDfmCmdlet
{
    /// <summary>The most clusters there can be.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = 500)]
    public int K { get; set; } = 500;

    /// <summary>
    /// The parameter of the Dirichlet prior of the clusters' shares: each of the -K clusters counts as that many documents
    /// more. The greater it is, the easier a document opens a new cluster.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public double Alpha { get; set; } = 0.1;

    /// <summary>
    /// The parameter of the Dirichlet prior of the word probabilities: each word counts as that many tokens more in each
    /// cluster. The greater it is, the fewer and broader the clusters.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    public double Beta { get; set; } = 0.1;

    /// <summary>The number of sweeps over the documents.</summary>
    [Parameter]
    [PSDefaultValue(Value = 30)]
    public int Iteration { get; set; } = 30;

    /// <summary>The sweeps that are left out of averages and of RHat.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Half of -Iteration")]
    public int? BurnIn { get; set; }

    /// <summary>
    /// The number of chains, each from a start of its own; they run side by side. The one with the greatest mean joint
    /// probability is kept.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 4)]
    public int Chain { get; set; } = 4;

    /// <summary>The most threads to use; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryCompute("Gibbs sampling", (progress, stop) => Gibbs.Fit(dfm, Options(), NextFitSeed(), progress, stop), out var clustering)) return;
        if (clustering.EmptyDocumentCount > 0)
        {
            WriteWarning($"{clustering.EmptyDocumentCount} of {Counted.Of(dfm.DocumentCount, "document")} {Counted.Agree(clustering.EmptyDocumentCount, "has no tokens; it was", "have no tokens; they were")} assigned by the sizes of the clusters alone.");
        }

        WriteWhole(clustering);
    }

    private GibbsOptions Options() => new()
    {
        K = K,
        Alpha = Alpha,
        Beta = Beta,
        Iterations = Iteration,
        BurnIn = BurnIn,
        Chains = Chain,
        ThrottleLimit = ThrottleLimit,
    };
}
