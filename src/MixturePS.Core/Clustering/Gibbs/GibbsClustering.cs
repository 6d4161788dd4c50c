using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of the Gibbs sampler: the most probable cluster of each document, and as many clusters as have documents.</summary>
public sealed class GibbsClustering : FittedClustering
{
    /// <summary>The greatest R-hat at which the chains count as converged (Gelman et al. 2013, section 11.4).</summary>
    internal const double GreatestRHat = 1.1;

    private readonly double _logLikelihood;
    private IReadOnlyList<double> _alpha = [];
    private readonly IReadOnlyList<double> _logJointTrace = [];
    private readonly IReadOnlyList<int> _clusterCountTrace = [];
    private readonly IReadOnlyList<IReadOnlyList<double>> _chainLogJoint = [];

    internal GibbsClustering(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize)
    {
        Posterior = posterior.WithNames(ClusterName, dfm.DocumentName);
        Alpha = alpha;
        _logLikelihood = logLikelihood;
    }

    /// <inheritdoc/>
    public override string Method => "Dirichlet-multinomial Gibbs";

    /// <summary>
    /// The probability of each cluster for each document, n x K, averaged over the samples after burn-in, with the
    /// names of the documents and the clusters; rows sum to one. A document's label is its most probable cluster.
    /// </summary>
    public DenseMatrix Posterior { get; private set; }

    /// <summary>The mean word probabilities of each cluster under their posterior given the labels, K x V; rows sum to one.</summary>
    public DenseMatrix Mu => Centers;

    /// <summary>The mean share of each cluster among the K found; length K, sums to one.</summary>
    public IReadOnlyList<double> Alpha
    {
        get => _alpha;
        private set => _alpha = ReadOnlyValues.Of(value);
    }

    /// <summary>The mixture as a model that documents can be drawn from.</summary>
    public MixtureModel Model => new(Centers, Alpha, Dfm.Vocabulary);

    /// <summary>The log-likelihood of the documents, log p(W | Mu, Alpha), with the multinomial coefficients.</summary>
    public override double? LogLikelihood => _logLikelihood;

    /// <summary>The part of the log-likelihood that doesn't depend on parameters: the sum over documents of log(M! / prod_j w_j!).</summary>
    public required double LogMultinomialCoefficient { get; init; }

    /// <summary>The logarithm of the joint probability of tokens and clusters after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<double> LogJointTrace
    {
        get => _logJointTrace;
        init => _logJointTrace = ReadOnlyValues.Of(value);
    }

    /// <summary>The number of clusters with documents after each sweep of the chain that was kept.</summary>
    public required IReadOnlyList<int> ClusterCountTrace
    {
        get => _clusterCountTrace;
        init => _clusterCountTrace = ReadOnlyValues.Of(value);
    }

    /// <summary>The trace of the joint probability of each chain.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainLogJoint
    {
        get => _chainLogJoint;
        init => _chainLogJoint = ReadOnlyValues.Of(Array.ConvertAll(value.ToArray(), IReadOnlyList<double> (chain) => ReadOnlyValues.Of(chain)));
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

    private string Judgement
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

    /// <summary>The maximum number of clusters.</summary>
    public required int MaximumK { get; init; }

    /// <summary>The prior documents of a cluster, alpha in the source.</summary>
    public required double PriorAlpha { get; init; }

    /// <summary>The prior tokens of a word in a cluster, beta in the source.</summary>
    public required double PriorBeta { get; init; }

    /// <summary>The number of sweeps excluded from averages and diagnostics.</summary>
    public required int BurnIn { get; init; }

    /// <summary>The number of documents without tokens, whose cluster depends only on the clusters' sizes.</summary>
    public required int EmptyDocumentCount { get; init; }

    /// <inheritdoc/>
    public override double[] LabelProbability() => LabelProbability(Posterior);

    /// <summary>The distance of each document's word shares (zeros if it has no tokens) from its cluster's word probabilities; length n.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal override double[] Distances(CancellationToken cancellation) => ShareDistance(cancellation);

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
        var alpha = Alpha;
        Alpha = Array.ConvertAll(order, c => alpha[c]);
    }

    private protected override void Rename() => Posterior = Posterior.WithNames(ClusterName, Dfm.DocumentName);
}
