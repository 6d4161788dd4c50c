using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of EM: the best of its starts. A document's label is its most probable cluster; ties go to the first.</summary>
public sealed class MixtureClustering : FittedClustering
{
    private readonly double _logLikelihood;
    private IReadOnlyList<double> _alpha = [];
    private IReadOnlyList<double>? _precision;
    private readonly IReadOnlyList<double> _logLikelihoodTrace = [];
    private readonly IReadOnlyList<double> _objectiveTrace = [];
    private readonly IReadOnlyList<double> _restartLogLikelihood = [];

    internal MixtureClustering(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize)
    {
        _logLikelihood = logLikelihood;
        Posterior = posterior.WithNames(ClusterName, dfm.DocumentName);
        Alpha = alpha;
    }

    /// <inheritdoc/>
    public override string Method => (Component, IsHard, IsPenalised) switch
    {
        (MixtureComponent.DirichletMultinomial, false, _) => "Dirichlet-multinomial EM",
        (MixtureComponent.DirichletMultinomial, true, _) => "hard Dirichlet-multinomial EM",
        (_, true, false) => "hard EM",
        (_, true, true) => "hard MAP EM",
        (_, false, true) => "MAP EM",
        _ => FreeParameterCount == 0 ? "Bayes rule" : "EM",
    };

    /// <summary>The distribution of a cluster's documents.</summary>
    public required MixtureComponent Component { get; init; }

    /// <summary>The probability of each cluster for each document, n x K, with the names of the documents and the clusters; rows sum to 1.</summary>
    public DenseMatrix Posterior { get; private set; }

    /// <summary>The word probabilities of each cluster, K x J, rows summing to 1; for Dirichlet-multinomial clusters the expected ones.</summary>
    public DenseMatrix Mu => Centers;

    /// <summary>The share of each cluster; length K, sums to 1. A cluster that lost all documents has 1e-300.</summary>
    public IReadOnlyList<double> Alpha
    {
        get => _alpha;
        private set => _alpha = ReadOnlyValues.Of(value);
    }

    /// <summary>
    /// The sum of each cluster's Dirichlet parameters (length K), or null for multinomial clusters. The smaller it is, the
    /// more its documents differ; the parameters are the precision times Mu.
    /// </summary>
    public IReadOnlyList<double>? Precision
    {
        get => _precision;
        internal set => _precision = ReadOnlyValues.OrNull(value);
    }

    /// <summary>The mixture as a model that documents can be drawn from; for Dirichlet-multinomial clusters with the expected word probabilities.</summary>
    public MixtureModel Model => new(Centers, Alpha, Dfm.Vocabulary);

    /// <summary>
    /// The log-likelihood of the documents, log p(W | mu, alpha), with the multinomial coefficients and without the prior;
    /// minus infinity where fixed word probabilities exclude a document.
    /// </summary>
    public override double? LogLikelihood => _logLikelihood;

    /// <summary>The part of the log-likelihood that doesn't depend on parameters: the sum over documents of log(M! / prod_j w_j!).</summary>
    public required double LogMultinomialCoefficient { get; init; }

    /// <summary>The log-likelihood at each iteration of the kept start at temperature 1. For soft EM without a prior it never falls.</summary>
    public required IReadOnlyList<double> LogLikelihoodTrace
    {
        get => _logLikelihoodTrace;
        init => _logLikelihoodTrace = ReadOnlyValues.Of(value);
    }

    /// <summary>
    /// The objective at each iteration of the kept start at temperature 1; it never falls. It is the log-likelihood, or for
    /// hard EM the classification log-likelihood, plus the log-prior (up to a constant).
    /// </summary>
    public required IReadOnlyList<double> ObjectiveTrace
    {
        get => _objectiveTrace;
        init => _objectiveTrace = ReadOnlyValues.Of(value);
    }

    /// <summary>The final log-likelihood of each start, in their order: how much the starts differ.</summary>
    public required IReadOnlyList<double> RestartLogLikelihood
    {
        get => _restartLogLikelihood;
        init => _restartLogLikelihood = ReadOnlyValues.Of(value);
    }

    /// <summary>The inverse temperature at the beginning of the kept start; 1 without annealing.</summary>
    public required double Anneal { get; init; }

    /// <summary>The smoothing: the prior tokens of each word in each cluster.</summary>
    public required double Smoothing { get; init; }

    /// <summary>The number of fitted parameters: K - 1 shares and K(J - 1) word probabilities (K J Dirichlet parameters), without the fixed ones.</summary>
    public required int FreeParameterCount { get; init; }

    /// <summary>Akaike's information criterion, -2 log-likelihood + 2 parameters (Akaike 1974); smaller is better.</summary>
    public double Aic => (-2 * _logLikelihood) + (2.0 * FreeParameterCount);

    /// <summary>The Bayesian information criterion, -2 log-likelihood + parameters times log n (Schwarz 1978); smaller is better.</summary>
    public double Bic => (-2 * _logLikelihood) + (FreeParameterCount * Math.Log(Dfm.DocumentCount));

    /// <summary>
    /// The integrated completed likelihood, BIC plus twice the entropy of the posteriors (Biernacki, Celeux and Govaert
    /// 2000, IEEE PAMI 22, 719-725); smaller is better. It prefers well separated clusters.
    /// </summary>
    public double Icl => Bic + (2 * Entropy());

    /// <summary>
    /// The Laplace approximation of the log-evidence of Dirichlet-multinomial clusters (Holmes, Harris and Quince 2012);
    /// greater is better; null for multinomial ones, and where the fit ended short of a maximum.
    /// </summary>
    public double? LogEvidence { get; internal set; }

    /// <summary>The number of clusters with documents; below K if there are fewer distinct documents or EM emptied a cluster.</summary>
    public int DistinctClusterCount => ClusterSize.Count(size => size > 0);

    /// <summary>The number of documents without tokens, whose posterior is alpha.</summary>
    public required int EmptyDocumentCount { get; init; }

    /// <summary>The number of documents that every cluster excludes, as each gives one of their words the probability zero. Words that all clusters exclude are ignored.</summary>
    public required int ImpossibleDocumentCount { get; init; }

    /// <summary>The number of tokens dropped because the given word probabilities don't have their words.</summary>
    public required long UnknownTokenCount { get; init; }

    internal bool IsHard { get; init; }

    internal bool IsPenalised { get; init; }

    /// <inheritdoc/>
    public override double[] LabelProbability() => LabelProbability(Posterior);

    /// <summary>The distance of each document's word shares (zeros if it has no tokens) from its cluster's word probabilities; length n.</summary>
    /// <param name="cancellation">Cancellation token.</param>
    internal override double[] Distances(CancellationToken cancellation) => ShareDistance(cancellation);

    private protected override void Reorder(int[] order)
    {
        var old = Posterior;
        var cells = new double[old.Values.Length];
        for (int i = 0; i < old.RowCount; i++)
        {
            var row = old.RowSpan(i);
            for (int c = 0; c < order.Length; c++) cells[(i * order.Length) + c] = row[order[c]];
        }

        Posterior = new DenseMatrix(old.RowCount, old.ColumnCount, cells);
        var (alpha, precision) = (Alpha, Precision);
        Alpha = Array.ConvertAll(order, c => alpha[c]);
        if (precision is not null) Precision = Array.ConvertAll(order, c => precision[c]);
    }

    private protected override void Rename() => Posterior = Posterior.WithNames(ClusterName, Dfm.DocumentName);

    private double Entropy()
    {
        double sum = 0;
        foreach (double p in Posterior.Values)
            if (p > 0) sum -= p * Math.Log(p);
        return sum;
    }
}
