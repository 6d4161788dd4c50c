using System.Numerics;

namespace MixturePS.Core.Evaluation;

/// <summary>
/// What speaks for one number of clusters: a flat row. A figure that the method doesn't have, or that is undefined for this
/// K, is null.
/// </summary>
public sealed record ClusterCountRow
{
    internal ClusterCountRow()
    {
    }

    /// <summary>The number of clusters.</summary>
    public int K { get; internal init; }

    /// <summary>Whether this is the number that the criterion suggests.</summary>
    public bool Suggested { get; internal init; }

    /// <summary>Why it is or isn't.</summary>
    public string Reason { get; internal init; } = string.Empty;

    /// <summary>What was fitted.</summary>
    public ClusterCountMethod Method { get; internal init; }

    /// <summary>The log-likelihood of the documents that were fitted, of a mixture.</summary>
    public double? LogLikelihood { get; internal init; }

    /// <summary>The number of free parameters, of a mixture.</summary>
    public int? ParameterCount { get; internal init; }

    /// <summary>Akaike's criterion, of a mixture; the least is best.</summary>
    public double? Aic { get; internal init; }

    /// <summary>The Bayesian criterion, of a mixture; the least is best.</summary>
    public double? Bic { get; internal init; }

    /// <summary>The integrated completed likelihood, of a mixture; the least is best.</summary>
    public double? Icl { get; internal init; }

    /// <summary>The sum over documents of their log-probability under a mixture that was fitted without them; the greatest is best.</summary>
    public double? HeldOutLogLikelihood { get; internal init; }

    /// <summary>The inertia, of k-means.</summary>
    public double? Inertia { get; internal init; }

    /// <summary>The mean silhouette: by cosine distances for spherical k-means, else by Euclidean ones; the greatest is best.</summary>
    public double? Silhouette { get; internal init; }

    /// <summary>The mean adjusted Rand index between clusterings of two subsamples, on the documents they have in common; the greatest is best.</summary>
    public double? Stability { get; internal init; }

    /// <summary>The number of clusters that have documents.</summary>
    public int DistinctClusterCount { get; internal init; }

    /// <summary>Whether the fit of all documents came to rest.</summary>
    public bool Converged { get; internal init; }

    /// <summary>The seed that gives the fit of all documents again.</summary>
    public BigInteger FitSeed { get; internal init; }

    /// <summary>The seed of the search.</summary>
    public BigInteger Seed { get; internal init; }

    /// <summary>The number of documents.</summary>
    public int N { get; internal init; }

    /// <summary>K and the reason.</summary>
    public override string ToString() => FormattableString.Invariant($"K = {K}: {Reason}");

    internal double? Of(ClusterCountCriterion criterion) => criterion switch
    {
        ClusterCountCriterion.Aic => Aic,
        ClusterCountCriterion.Bic => Bic,
        ClusterCountCriterion.Icl => Icl,
        ClusterCountCriterion.HeldOut => HeldOutLogLikelihood,
        ClusterCountCriterion.Stability => Stability,
        _ => Silhouette,
    };
}
