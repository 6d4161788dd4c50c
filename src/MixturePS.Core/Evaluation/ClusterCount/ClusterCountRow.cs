using System.Numerics;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// The criteria for one number of clusters, as a flat row. A criterion that the method doesn't have, or that is undefined for
/// this K, is null.
/// </summary>
public sealed record ClusterCountRow
{
    internal ClusterCountRow()
    {
    }

    /// <summary>The number of clusters.</summary>
    public int K { get; internal init; }

    /// <summary>Whether the criterion suggests this number of clusters.</summary>
    public bool Suggested { get; internal init; }

    /// <summary>The reason why it is suggested or not.</summary>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>The criteria by which this number of clusters is the best of those compared, in words; empty if there is none.</summary>
    public string BestBy { get; internal init; } = string.Empty;

    /// <summary>The clustering method.</summary>
    public ClusterCountMethod Method { get; internal init; }

    /// <summary>The log-likelihood of the fitted documents, for mixtures.</summary>
    public double? LogLikelihood { get; internal init; }

    /// <summary>The number of free parameters, for mixtures.</summary>
    public int? ParameterCount { get; internal init; }

    /// <summary>The Akaike information criterion, for mixtures; less is better.</summary>
    public double? Aic { get; internal init; }

    /// <summary>The Bayesian information criterion, for mixtures; less is better.</summary>
    public double? Bic { get; internal init; }

    /// <summary>The integrated completed likelihood, for mixtures; less is better.</summary>
    public double? Icl { get; internal init; }

    /// <summary>
    /// The sum of the held-out log-likelihoods of all documents, each under a mixture fitted without it; greater is better. For
    /// topic models, a random half of each document is given, and only the other half is predicted.
    /// </summary>
    public double? HeldOutLogLikelihood { get; internal init; }

    /// <summary>The perplexity of the predicted tokens, for topic models: exp(-HeldOutLogLikelihood / their number); less is better.</summary>
    public double? Perplexity { get; internal init; }

    /// <summary>
    /// The logarithm of the marginal likelihood of all documents, for mixtures of multinomials: with shares and word
    /// probabilities integrated out under their priors, and summed over all clusterings; greater is better.
    /// </summary>
    public double? LogMarginalLikelihood { get; internal init; }

    /// <summary>The Monte Carlo standard error of the log marginal likelihood, in nats; 0 if it is exact.</summary>
    public double? LogMarginalLikelihoodError { get; internal init; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the word probabilities under which the marginal likelihood was
    /// computed, estimated from the documents.
    /// </summary>
    public double? PriorBeta { get; internal init; }

    /// <summary>The inertia, for k-means.</summary>
    public double? Inertia { get; internal init; }

    /// <summary>The mean silhouette, with cosine distances for spherical k-means and Euclidean distances otherwise; greater is better.</summary>
    public double? Silhouette { get; internal init; }

    /// <summary>The mean adjusted Rand index between the clusterings of two subsamples, on their common documents; greater is better.</summary>
    public double? Stability { get; internal init; }

    /// <summary>The number of clusters that aren't empty.</summary>
    public int DistinctClusterCount { get; internal init; }

    /// <summary>Whether the fit of all documents converged.</summary>
    public bool Converged { get; internal init; }

    /// <summary>The seed that reproduces the fit of all documents.</summary>
    public BigInteger FitSeed { get; internal init; }

    /// <summary>The seed of the search.</summary>
    public BigInteger Seed { get; internal init; }

    /// <summary>The number of documents.</summary>
    public int N { get; internal init; }

    /// <summary>K and the reason as text.</summary>
    public override string ToString() => FormattableString.Invariant($"K = {K}: {Reason}");

    internal double? ValueOf(ClusterCountCriterion criterion) => criterion switch
    {
        ClusterCountCriterion.Aic => Aic,
        ClusterCountCriterion.Bic => Bic,
        ClusterCountCriterion.Icl => Icl,
        ClusterCountCriterion.HeldOut => HeldOutLogLikelihood,
        ClusterCountCriterion.MarginalLikelihood => LogMarginalLikelihood,
        ClusterCountCriterion.Stability => Stability,
        _ => Silhouette,
    };
}
