using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of the Gibbs sampler: the most probable cluster of each document, and as many clusters as have documents.</summary>
public sealed class GibbsClustering : FittedMixture
{
    /// <summary>The greatest R-hat at which the chains count as converged (Gelman et al. 2013, section 11.4).</summary>
    internal const double GreatestRHat = 1.1;

    internal GibbsClustering(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize, posterior, alpha, logLikelihood)
    {
    }

    /// <inheritdoc/>
    public override string Method => "Dirichlet-multinomial Gibbs";

    /// <summary>The logarithm of the joint probability of tokens and clusters after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<double> LogJointTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The number of clusters with documents after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<int> ClusterCountTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The trace of the joint probability of each chain.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainLogJoint
    {
        get;
        init => field = ReadOnlyValues.Of(Array.ConvertAll(value.ToArray(), IReadOnlyList<double> (chain) => ReadOnlyValues.Of(chain)));
    }

    /// <summary>The chain that was kept, from zero: that with the greatest mean joint probability after burn-in.</summary>
    public required int Chain { get; init; }

    /// <summary>
    /// The split R-hat of the joint probability over all chains after burn-in: near 1 if they agree; 1 if it is the same in
    /// all draws of all chains; infinite if it differs between chains or halves but varies within none; NaN for fewer than
    /// four sweeps.
    /// </summary>
    public required double RHat { get; init; }

    /// <summary>
    /// Whether the chains converged: R-hat is at most 1.1. NaN isn't. One chain is compared only with itself, so a single one
    /// that doesn't move at all isn't either, unless there is only one possible clustering.
    /// </summary>
    public override bool Converged => IsOnlyClustering || (RHat <= GreatestRHat && !IsStuck);

    /// <summary>
    /// Whether all clusters are in use that the upper bound allows, so that a greater bound might give more; false for a
    /// bound of one cluster or of at least the number of documents.
    /// </summary>
    public bool UsesAllClusters => MaximumK > 1 && MaximumK < ClusterSize.Sum() && (K == MaximumK || ClusterCountTrace.Skip(BurnIn).All(count => count == MaximumK));

    /// <inheritdoc/>
    public override string ConvergenceStatus => Judgement + (UsesAllClusters ? $"; all {MaximumK} clusters of the upper bound are in use" : string.Empty);

    /// <summary>Whether the chains converged, in words: the status without the note on the clusters in use.</summary>
    internal string Judgement
    {
        get
        {
            if (IsOnlyClustering) return "converged: there is only one possible clustering";
            if (double.IsNaN(RHat)) return $"not known to have converged: {Counted.Of(Iterations - BurnIn, "sweep")} after burn-in {Counted.Agree(Iterations - BurnIn, "is", "are")} too few for R-hat";
            if (IsStuck) return "not known to have converged: the only chain didn't move after burn-in";
            string value = double.IsInfinity(RHat) ? "infinite" : RHat.ToString("0.###", CultureInfo.InvariantCulture);
            return Converged ? $"converged: R-hat is {value}" : string.Create(CultureInfo.InvariantCulture, $"not converged: R-hat is {value}, above {GreatestRHat}");
        }
    }

    // With one cluster or one document nothing can vary.
    private bool IsOnlyClustering => MaximumK == 1 || ClusterSize.Sum() == 1;

    private bool IsStuck => ChainLogJoint.Count == 1 && ChainLogJoint[0].Skip(BurnIn).Distinct().Count() == 1;

    /// <summary>
    /// The cluster of each document (length n) in each kept sweep of all chains, numbered from zero in each draw; empty for a
    /// clustering from a file without them.
    /// </summary>
    internal IReadOnlyList<int[]> Draws { get; init; } = [];

    /// <summary>The maximum number of clusters.</summary>
    public required int MaximumK { get; init; }

    /// <summary>The prior documents of a cluster, alpha in the source.</summary>
    public required double PriorAlpha { get; init; }

    /// <summary>The prior tokens of a word in a cluster, beta in the source.</summary>
    public required double PriorBeta { get; init; }

    /// <summary>The number of sweeps excluded from averages and diagnostics.</summary>
    public required int BurnIn { get; init; }
}
