using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of the Gibbs sampler: the consensus of the draws of all chains.</summary>
public sealed class GibbsClustering : FittedMixture
{
    /// <summary>The greatest R-hat at which the chains count as converged (Gelman et al. 2013, section 11.4).</summary>
    internal const double GreatestRHat = 1.1;

    /// <summary>A greater dispersion says that the model doesn't fit.</summary>
    internal const double GreatestDispersion = 1.15;

    internal GibbsClustering(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize, posterior, alpha, logLikelihood)
    {
    }

    /// <inheritdoc/>
    public override string Method => "Dirichlet-multinomial Gibbs";

    /// <summary>The logarithm of the joint probability of tokens and clusters after each sweep of the chain with the greatest mean of them.</summary>
    public required IReadOnlyList<double> LogJointTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The number of clusters with documents after each sweep of the chain with the greatest mean of them.</summary>
    public required IReadOnlyList<int> ClusterCountTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The trace of the joint probability of each chain.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> ChainLogJoint
    {
        get;
        init => field = ReadOnlyValues.Of(Array.ConvertAll(value.ToArray(), IReadOnlyList<double> (chain) => ReadOnlyValues.Of(chain)));
    }

    /// <summary>The chain with the greatest mean joint probability after burn-in, from zero: that of the traces. Labels and probabilities are of all chains.</summary>
    public required int Chain { get; init; }

    /// <summary>
    /// The split R-hat of the joint probability over all chains after burn-in: near 1 if they agree; 1 if it is the same in
    /// all draws of all chains; infinite if it differs between chains or halves but varies within none; NaN for fewer than
    /// four sweeps.
    /// </summary>
    public required double RHat { get; init; }

    /// <summary>
    /// The rank-normalised split R-hat of the joint probability (Vehtari et al. 2021): as <see cref="RHat"/>, but it also
    /// detects chains of different spread, and outliers don't matter; NaN for fewer than four sweeps.
    /// </summary>
    public double RankRHat { get; init; } = double.NaN;

    /// <summary>
    /// The number of independent draws with the same precision of the mean of the joint probability (Vehtari et al. 2021); they
    /// recommend at least 100 per chain. NaN for fewer than 12 sweeps after burn-in.
    /// </summary>
    public double BulkEffectiveSize { get; init; } = double.NaN;

    /// <summary>The same for the 5 % and 95 % quantiles: the smaller one; NaN for fewer than 12 sweeps after burn-in.</summary>
    public double TailEffectiveSize { get; init; } = double.NaN;

    /// <summary>The mean adjusted Rand index of the last labels of each two chains: 1 if all chains end in the same partition; NaN for a single chain.</summary>
    public double ChainAgreement { get; init; } = double.NaN;

    /// <summary>
    /// The dispersion of the documents within their clusters, Pearson's statistic per degree of freedom: about 1 or less if the
    /// model fits; greater if documents repeat their words more than it allows, so that it divides them into too many
    /// clusters; NaN if every cluster has one document.
    /// </summary>
    public double Dispersion { get; init; } = double.NaN;

    /// <summary>Whether <see cref="MaximumK"/> was taken for the number of clusters, and not only for a bound.</summary>
    public bool IsKnownK { get; init; }

    /// <summary>
    /// Whether the chains converged: RHat and RankRHat are at most 1.1. NaN isn't. One chain is compared only with itself, so a
    /// single one that doesn't move at all isn't either, unless there is only one possible clustering.
    /// </summary>
    public override bool Converged => IsOnlyClustering || (GreaterRHat <= GreatestRHat && !IsStuck);

    /// <summary>
    /// Whether all clusters are in use that the upper bound allows, so that a greater bound might give more; false for a
    /// bound of one cluster or of at least the number of documents, and if all clusters have labels or seed words.
    /// </summary>
    public bool UsesAllClusters => !IsAnchored && MaximumK > 1 && MaximumK < ClusterSize.Sum() && (K == MaximumK || ClusterCountTrace.Skip(BurnIn).All(count => count == MaximumK));

    /// <summary>Whether the documents vary more within clusters than the model allows, although the number of clusters wasn't given.</summary>
    public bool IsOverdispersed => !IsKnownK && MaximumK > 1 && Dispersion > GreatestDispersion;

    /// <inheritdoc/>
    public override string ConvergenceStatus => Judgement
        + (UsesAllClusters ? $"; all {MaximumK} clusters of the upper bound are in use" : string.Empty)
        + (IsOverdispersed ? string.Create(CultureInfo.InvariantCulture, $"; documents vary more than the model allows: the dispersion is {Dispersion:0.##}") : string.Empty);

    // The rank-normalised one is NaN for files of older versions.
    private double GreaterRHat => double.IsNaN(RankRHat) ? RHat : Math.Max(RHat, RankRHat);

    /// <summary>Whether the chains converged, in words: the status without the note on the clusters in use.</summary>
    internal string Judgement
    {
        get
        {
            if (IsOnlyClustering) return "converged: there is only one possible clustering";
            if (double.IsNaN(RHat)) return $"not known to have converged: {Counted.Of(Iterations - BurnIn, "sweep")} after burn-in {Counted.Agree(Iterations - BurnIn, "is", "are")} too few for R-hat";
            if (IsStuck) return "not known to have converged: the only chain didn't move after burn-in";
            string value = double.IsInfinity(GreaterRHat) ? "infinite" : GreaterRHat.ToString("0.###", CultureInfo.InvariantCulture);
            return Converged ? $"converged: R-hat is {value}" : string.Create(CultureInfo.InvariantCulture, $"not converged: R-hat is {value}, above {GreatestRHat}");
        }
    }

    // With one cluster or one document nothing can vary.
    private bool IsOnlyClustering => MaximumK == 1 || ClusterSize.Sum() == 1;

    private bool IsStuck => ChainLogJoint.Count == 1 && ChainLogJoint[0].Skip(BurnIn).Distinct().Count() == 1;

    /// <summary>Whether all clusters that the upper bound allows have labels or seed words.</summary>
    internal bool IsAnchored { get; init; }

    /// <summary>The cluster of each document (length n) in each kept sweep of all chains; clusters are numbered from zero, in each draw anew.</summary>
    internal IReadOnlyList<int[]> Draws { get; init; } = [];

    /// <summary>The number of kept draws of all chains.</summary>
    public int DrawCount => Draws.Count;

    /// <summary>The expected variation of information between the labels and a draw, in nats: 0 if all draws are the same partition.</summary>
    public required double ExpectedLoss { get; init; }

    /// <summary>
    /// The probability that two documents are in the same cluster: the share of the kept draws of all chains in which they
    /// are, n x n, with the names of the documents.
    /// </summary>
    /// <exception cref="MixtureException">DocumentsNeeded if the clustering was read from a file without its draws; MatrixTooLarge.</exception>
    public DenseMatrix CoClustering() => CoClusteringOf(null, CancellationToken.None);

    /// <summary>The probabilities of <see cref="CoClustering"/> for some documents.</summary>
    /// <param name="given">The documents, from zero, in the order of the rows and columns, or null for all; read.</param>
    /// <param name="cancellation">Cancellation token.</param>
    /// <exception cref="MixtureException">DocumentsNeeded, MatrixTooLarge, or InvalidOption for a document that doesn't exist.</exception>
    internal DenseMatrix CoClusteringOf(IReadOnlyList<int>? given, CancellationToken cancellation)
    {
        if (Draws.Count == 0) throw MixtureError.DocumentsNeeded("draws");
        int[] documents = [.. given ?? Enumerable.Range(0, Labels.Count).ToArray()];
        foreach (int d in documents)
            if (d < 0 || d >= Labels.Count) throw MixtureError.InvalidOption("The document", $"must be from 0 to {Labels.Count - 1}; it is {d}", d);
        int n = documents.Length;
        var cells = LargeArray.Cleared<double>(MatrixSize.Cells("The co-clustering probabilities", n, n), cancellation);
        var point = new CancellationPoint(cancellation);
        foreach (int[] draw in Draws)
        {
            for (int i = 0; i < n; i++)
            {
                point.Pass(n);
                int label = draw[documents[i]];
                var row = cells.AsSpan(i * n, n);
                for (int j = 0; j < n; j++)
                    if (draw[documents[j]] == label) row[j]++;
            }
        }

        for (int i = 0; i < cells.Length; i++)
        {
            point.Pass(0);
            cells[i] /= Draws.Count;
        }

        string[] names = Array.ConvertAll(documents, d => Dfm.DocumentName[d]);
        return new DenseMatrix(n, n, cells, names, names);
    }

    /// <summary>The maximum number of clusters.</summary>
    public required int MaximumK { get; init; }

    /// <summary>The prior documents of a cluster, alpha in the source: given, or estimated; infinite for shares fixed at 1/K.</summary>
    public required double PriorAlpha { get; init; }

    /// <summary>The prior tokens of a word in a cluster, beta in the source: given, or estimated.</summary>
    public required double PriorBeta { get; init; }

    /// <summary>The number of sweeps excluded from averages and diagnostics.</summary>
    public required int BurnIn { get; init; }
}
