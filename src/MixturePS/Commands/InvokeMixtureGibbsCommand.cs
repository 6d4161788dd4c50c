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
/// the clusters of all other documents. Unneeded clusters lose their documents, so -K is only an upper bound. The
/// sampler needs counts: pass the DFM without TF-IDF weights.</para>
/// <para>The output is a clustering. Its Posterior contains the probability of each cluster for each document, averaged
/// over the sweeps after -BurnIn, and a document's label is its most probable cluster. Clusters are numbered in
/// decreasing order of size. LogJointTrace and ClusterCountTrace show how the chain converged. Several chains start
/// from different places; the one with the greatest mean joint probability is kept. RHat measures how well the chains
/// agree: it is near 1 if they do. With many clusters, chains rarely agree within a few dozen sweeps; they then act as
/// several starts of which the best is kept.</para>
/// <para>Documents without tokens are assigned according to the sizes of the clusters alone, and a warning states their
/// number. The same seed gives the same result for any number of threads.</para>
/// </remarks>
/// <example>
/// <summary>Estimate the number of clusters</summary>
/// <code>$dfm = New-MixtureModel -K 5 -J 200 -Eta 0.1 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 15
/// $clustering = $dfm | Invoke-MixtureGibbs -K 50 -Seed 1
/// $clustering.K</code>
/// <para>The documents are drawn from five clusters, and the sampler may use up to 50.</para>
/// </example>
/// <example>
/// <summary>Limit the number of clusters and check convergence</summary>
/// <code>$clustering = New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000 | Invoke-MixtureGibbs -K 3 -Iteration 200
/// $clustering.RHat
/// $clustering | Measure-ClusterAccuracy</code>
/// <para>The first output is RHat, which is near 1 if the chains agree; the second is the accuracy.</para>
/// </example>
/// <seealso cref="InvokeMixtureEMCommand"/>
/// <seealso cref="FindClusterCountCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MixtureGibbs", HelpUri = HelpPages.Root + "Invoke-MixtureGibbs.md")]
[OutputType(typeof(GibbsClustering))]
public sealed class InvokeMixtureGibbsCommand : RandomDfmCmdlet
{
    /// <summary>The maximum number of clusters.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = 500)]
    public int K { get; set; } = 500;

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the cluster probabilities. It acts like this number of
    /// additional documents in each of the -K clusters. The greater it is, the more easily a document starts a new
    /// cluster.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    [NumberTransformation]
    public double Alpha { get; set; } = 0.1;

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the word probabilities. It acts like this number of additional
    /// tokens of each word in each cluster. The greater it is, the fewer and broader the clusters.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 0.1)]
    [NumberTransformation]
    public double Beta { get; set; } = 0.1;

    /// <summary>The number of sweeps over the documents.</summary>
    [Parameter]
    [PSDefaultValue(Value = 30)]
    public int Iteration { get; set; } = 30;

    /// <summary>The number of sweeps at the beginning that are excluded from the averages and from RHat.</summary>
    [Parameter]
    [PSDefaultValue(Help = "Half of -Iteration")]
    public int? BurnIn { get; set; }

    /// <summary>
    /// The number of chains, which start independently and run in parallel. The one with the greatest mean joint
    /// probability is kept.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 4)]
    public int Chain { get; set; } = 4;

    /// <summary>The maximum number of threads. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
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
