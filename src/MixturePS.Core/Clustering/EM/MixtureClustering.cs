using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The result of EM: the best of its starts. A document's label is its most probable cluster; ties go to the first.</summary>
public sealed class MixtureClustering : FittedMixture
{
    internal MixtureClustering(Dfm dfm, int[] labels, DenseMatrix mu, int[] clusterSize, DenseMatrix? posterior, double[] alpha, double logLikelihood)
        : base(dfm, labels, mu, clusterSize, posterior, alpha, logLikelihood)
    {
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

    /// <summary>How the shares of the clusters were chosen: fitted (Free), fixed at 1/K (Even), or fixed at given values (Given).</summary>
    public required MixtureShares Shares { get; init; }

    /// <summary>
    /// The sum of each cluster's Dirichlet parameters (length K), or null for multinomial clusters. The smaller it is, the
    /// more its documents differ; the parameters are the precision times Mu.
    /// </summary>
    public IReadOnlyList<double>? Precision { get; internal set => field = ReadOnlyValues.OrNull(value); }

    /// <summary>
    /// The log-likelihood at each iteration of the kept start at temperature 1. For soft EM without a prior, and without labels or
    /// with an <see cref="UnlabelledWeight"/> of 1, it never falls.
    /// </summary>
    public required IReadOnlyList<double> LogLikelihoodTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>
    /// The objective at each iteration of the kept start at temperature 1; it never falls. It is the log-likelihood, or for
    /// hard EM the classification log-likelihood, plus the log-prior (up to a constant). Documents without a label count with
    /// <see cref="UnlabelledWeight"/>.
    /// </summary>
    public required IReadOnlyList<double> ObjectiveTrace { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The final log-likelihood of each start, in their order: how much the starts differ.</summary>
    public required IReadOnlyList<double> RestartLogLikelihood { get; init => field = ReadOnlyValues.Of(value); }

    /// <summary>The inverse temperature at the beginning of the kept start; 1 without annealing.</summary>
    public required double Anneal { get; init; }

    /// <summary>The smoothing: the prior tokens of each word in each cluster.</summary>
    public required double Smoothing { get; init; }

    /// <summary>The number of fitted parameters: K - 1 free shares and K(J - 1) word probabilities (K J Dirichlet parameters), without the fixed ones.</summary>
    public required int FreeParameterCount { get; init; }

    /// <summary>Akaike's information criterion, -2 log-likelihood + 2 parameters (Akaike 1974); smaller is better.</summary>
    public double Aic => (-2 * LogLikelihood!.Value) + (2.0 * FreeParameterCount);

    /// <summary>The Bayesian information criterion, -2 log-likelihood + parameters times log n (Schwarz 1978); smaller is better.</summary>
    public double Bic => (-2 * LogLikelihood!.Value) + (FreeParameterCount * Math.Log(Dfm.DocumentCount));

    /// <summary>
    /// The integrated completed likelihood, BIC plus twice the entropy of the posteriors (Biernacki, Celeux and Govaert
    /// 2000, IEEE PAMI 22, 719-725); smaller is better. It prefers well separated clusters.
    /// </summary>
    public double Icl => Bic + (2 * Entropy());

    /// <summary>
    /// The Laplace approximation of the log-evidence of Dirichlet-multinomial clusters (Holmes, Harris and Quince 2012, PLoS
    /// ONE 7(2): e30126): log L + log p(λ) + log p(alpha) - log det(H) / 2 + P log(2 pi) / 2 + log m!, over the m clusters
    /// with at least half an expected document; the others are left out with their parameters. λ are the logarithms of the
    /// Dirichlet parameters, H is the curvature, P = m J + m - 1 the number of parameters (m J with fixed shares), and m! the
    /// number of labellings of the same clusters. Greater is better; null for multinomial clusters, for fits with labels or seed
    /// words, and where the fit ended short of a maximum.
    /// </summary>
    public double? LogEvidence { get; internal set; }

    /// <summary>The weight of a document without a label in the M-step, lambda; 1 without labels.</summary>
    public double UnlabelledWeight { get; init; } = 1;

    /// <summary>The number of clusters with documents; below K if there are fewer distinct documents or EM emptied a cluster.</summary>
    public int DistinctClusterCount => ClusterSize.Count(size => size > 0);

    /// <summary>The number of documents that every cluster excludes, as each gives one of their words the probability zero. Words that all clusters exclude are ignored.</summary>
    public required int ImpossibleDocumentCount { get; init; }

    /// <summary>The number of tokens dropped because the given word probabilities don't have their words.</summary>
    public required long UnknownTokenCount { get; init; }

    /// <summary>The smoothing of the shares: the prior documents of each cluster; 0 if they are fixed.</summary>
    internal double AlphaSmoothing { get; init; }

    /// <summary>The entropy of the posteriors where a fit of shards doesn't keep these; else null.</summary>
    internal double? PosteriorEntropy { get; init; }

    internal bool IsHard { get; init; }

    internal bool IsPenalised { get; init; }

    private protected override void Reorder(int[] order)
    {
        base.Reorder(order);
        if (Precision is { } precision) Precision = Array.ConvertAll(order, c => precision[c]);
    }

    private double Entropy()
    {
        if (PosteriorEntropy is { } known) return known;
        double sum = 0;
        foreach (double p in Posterior.Values)
            if (p > 0) sum -= p * Math.Log(p);
        return sum;
    }
}
