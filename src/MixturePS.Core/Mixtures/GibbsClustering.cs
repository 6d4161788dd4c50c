using MixturePS.Core.Clustering;
using MixturePS.Core.Matrices;

namespace MixturePS.Core.Mixtures;

/// <summary>What the Gibbs sampler found: the most probable cluster of each document, as many clusters as it has use for.</summary>
public sealed class GibbsClustering : Clustering.Clustering
{
    private readonly double _logLikelihood;

    internal GibbsClustering(Dfm dfm, int[] labels, DenseMatrix centers, int[] clusterSize, DenseMatrix posterior, double logLikelihood)
        : base(dfm, labels, centers, clusterSize)
    {
        Posterior = posterior;
        _logLikelihood = logLikelihood;
    }

    /// <inheritdoc/>
    public override string Method => "Dirichlet-multinomial mixture by Gibbs sampling";

    /// <summary>
    /// The probability of each cluster for each document, n x K, averaged over the samples after burn-in; rows sum to
    /// one. A document's label is the cluster of its greatest probability.
    /// </summary>
    public DenseMatrix Posterior { get; private set; }

    /// <summary>
    /// The log-likelihood of the documents under the mixture of the clusters' mean word probabilities and shares, without
    /// the multinomial coefficients.
    /// </summary>
    public override double? LogLikelihood => _logLikelihood;

    /// <summary>The logarithm of the joint probability of tokens and clusters after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<double> LogJointTrace { get; init; }

    /// <summary>The number of clusters with documents after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<int> ClusterCountTrace { get; init; }

    /// <summary>The trace of the joint probability of every chain.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainLogJoint { get; init; }

    /// <summary>The chain that was kept, from zero: that with the greatest mean joint probability after burn-in.</summary>
    public required int Chain { get; init; }

    /// <summary>
    /// The split R-hat of the joint probability over all chains after burn-in: near 1 where they agree; NaN where there
    /// are fewer than four sweeps.
    /// </summary>
    public required double RHat { get; init; }

    /// <summary>The most clusters there could have been.</summary>
    public required int MaximumK { get; init; }

    /// <summary>The prior documents of a cluster.</summary>
    public required double Alpha { get; init; }

    /// <summary>The prior tokens of a word in a cluster.</summary>
    public required double Beta { get; init; }

    /// <summary>The sweeps that were left out of averages and diagnostics.</summary>
    public required int BurnIn { get; init; }

    /// <summary>The documents without tokens: nothing but the clusters' sizes says where they belong.</summary>
    public required int EmptyDocumentCount { get; init; }

    private protected override void Reorder(int[] order)
    {
        var old = Posterior;
        var cells = new double[old.Values.Length];
        for (int d = 0; d < old.RowCount; d++)
        {
            var row = old.RowSpan(d);
            for (int c = 0; c < order.Length; c++) cells[(d * order.Length) + c] = row[order[c]];
        }

        Posterior = new DenseMatrix(old.RowCount, old.ColumnCount, cells);
    }
}
