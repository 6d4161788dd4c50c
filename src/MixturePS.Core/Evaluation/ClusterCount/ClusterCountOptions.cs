using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The clustering method to compare numbers of clusters with.</summary>
public enum ClusterCountMethod : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>K-means.</summary>
    KMeans,

    /// <summary>Spherical k-means.</summary>
    SphericalKMeans,

    /// <summary>A mixture of multinomials, fitted by EM; requires counts.</summary>
    EM,

    /// <summary>A mixture of Dirichlet-multinomials, fitted by EM; requires counts.</summary>
    DirichletMultinomialEM,

    /// <summary>A topic model, fitted by Gibbs sampling; requires counts.</summary>
    Topics,
}

/// <summary>The criterion for the suggested number of clusters.</summary>
public enum ClusterCountCriterion
{
    /// <summary>BIC for mixtures, the held-out log-likelihood for topic models, the silhouette for k-means.</summary>
    Auto,

    /// <summary>The Akaike information criterion (AIC); less is better.</summary>
    Aic,

    /// <summary>The Bayesian information criterion (BIC); less is better.</summary>
    Bic,

    /// <summary>The integrated completed likelihood (ICL), which favours well-separated clusters; less is better.</summary>
    Icl,

    /// <summary>The log-likelihood of held-out documents; greater is better.</summary>
    HeldOut,

    /// <summary>The silhouette; greater is better.</summary>
    Silhouette,

    /// <summary>The agreement between clusterings of subsamples; the greatest K is chosen whose stability is within 0.02 of the best.</summary>
    Stability,

    /// <summary>The marginal likelihood of a Bayesian mixture of multinomials; greater is better.</summary>
    MarginalLikelihood,
}

/// <summary>The options for comparing numbers of clusters.</summary>
internal sealed record ClusterCountOptions
{
    private readonly IReadOnlyList<int> _k = [];
    private readonly int _folds = 5;
    private readonly int _subsamples = 5;
    private readonly double _fraction = 0.8;
    private readonly int _restarts = 10;
    private readonly double _smoothing = 0.1;
    private readonly int _sampleSize = 5000;
    private readonly int _draws = 20;

    /// <summary>The numbers of clusters, each at least 1; sorted, without duplicates.</summary>
    /// <exception cref="MixtureException">InvalidClusterCount or InvalidOption.</exception>
    public required IReadOnlyList<int> K
    {
        get => _k;
        init
        {
            if (value.Count == 0) throw MixtureError.InvalidOption("K", "must have at least one value", null);
            foreach (int k in value)
                if (k < 1) throw MixtureError.InvalidClusterCount(k);
            _k = [.. value.Distinct().Order()];
        }
    }

    /// <summary>The clustering method.</summary>
    public ClusterCountMethod Method { get; init; }

    /// <summary>The criterion for the suggestion.</summary>
    public ClusterCountCriterion Criterion { get; init; }

    /// <summary>The number of folds for cross-validated log-likelihood, at least 2; 0 for none. Only for mixtures and topic models.</summary>
    public int Folds
    {
        get => _folds;
        init => _folds = value is 0 or >= 2 ? value : throw MixtureError.InvalidOption("The number of folds", $"must be 0 or at least 2; it is {value}", value);
    }

    /// <summary>The number of pairs of subsamples for stability; 0 for none. Not for topic models.</summary>
    public int Subsamples
    {
        get => _subsamples;
        init => _subsamples = Option.AtLeast(value, 0, "The number of subsamples");
    }

    /// <summary>The size of a subsample as a share of the documents, above 0.5, so that any two have documents in common, and below 1.</summary>
    public double Fraction
    {
        get => _fraction;
        init => _fraction = value is > 0.5 and < 1 ? value
            : throw MixtureError.InvalidOption("The share of a subsample", FormattableString.Invariant($"must be above 0.5 and below 1; it is {value:R}"), value);
    }

    /// <summary>The number of restarts of each fit; for topic models, of chains.</summary>
    public int Restarts
    {
        get => _restarts;
        init => _restarts = Option.AtLeast(value, 1, "The number of restarts");
    }

    /// <summary>The pseudocount added to the count of each word in each cluster of a mixture of multinomials. With zero, a held-out document with a new word has probability zero.</summary>
    public double Smoothing
    {
        get => _smoothing;
        init => _smoothing = Option.Smoothing(value, "Smoothing");
    }

    /// <summary>The maximum number of documents for silhouettes, at least 2. If there are more, a random sample is drawn, which is the same for each K.</summary>
    public int SampleSize
    {
        get => _sampleSize;
        init => _sampleSize = Option.AtLeast(value, 2, "The sample size");
    }

    /// <summary>The number of draws for the marginal likelihood, at least 2; 0 for none. Only for mixtures of multinomials.</summary>
    public int Draws
    {
        get => _draws;
        init => _draws = value is 0 or >= 2 ? value : throw MixtureError.InvalidOption("The number of draws", $"must be 0 or at least 2; it is {value}", value);
    }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>Whether the held-out log-likelihood is computed.</summary>
    internal bool HasFolds => NeedsCounts && Folds > 0;

    /// <summary>Whether the stability is computed.</summary>
    internal bool HasSubsamples => !IsTopics && Subsamples > 0;

    /// <summary>Whether the marginal likelihood is computed.</summary>
    internal bool HasDraws => Method == ClusterCountMethod.EM && Draws > 0;

    /// <summary>The number of fits for one number of clusters, as far as the documents allow all of them.</summary>
    internal int FitCount(int k) => 1 + (HasFolds ? Folds : 0) + (k > 1 && HasSubsamples ? 2 * Subsamples : 0);

    internal bool IsMixture => Method is ClusterCountMethod.EM or ClusterCountMethod.DirichletMultinomialEM;

    internal bool IsTopics => Method == ClusterCountMethod.Topics;

    internal bool NeedsCounts => IsMixture || IsTopics;

    internal ClusterCountCriterion Effective => Criterion != ClusterCountCriterion.Auto ? Criterion
        : IsMixture ? ClusterCountCriterion.Bic : IsTopics ? ClusterCountCriterion.HeldOut : ClusterCountCriterion.Silhouette;
}
