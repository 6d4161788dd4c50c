using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>What is fitted for each number of clusters.</summary>
public enum ClusterCountMethod
{
    /// <summary>K-means.</summary>
    KMeans,

    /// <summary>Spherical k-means.</summary>
    SphericalKMeans,

    /// <summary>A mixture of multinomials by EM; needs counts.</summary>
    EM,

    /// <summary>A mixture of Dirichlet-multinomials by EM; needs counts.</summary>
    DirichletMultinomialEM,
}

/// <summary>What the suggested number of clusters is best by.</summary>
public enum ClusterCountCriterion
{
    /// <summary>BIC for mixtures, the silhouette for k-means.</summary>
    Auto,

    /// <summary>The least of Akaike's criterion.</summary>
    Aic,

    /// <summary>The least of the Bayesian criterion.</summary>
    Bic,

    /// <summary>The least of the integrated completed likelihood, which wants clusters apart.</summary>
    Icl,

    /// <summary>The greatest log-likelihood of documents that were held out.</summary>
    HeldOut,

    /// <summary>The greatest silhouette.</summary>
    Silhouette,

    /// <summary>The greatest agreement between clusterings of subsamples.</summary>
    Stability,
}

/// <summary>How numbers of clusters are compared.</summary>
public sealed record ClusterCountOptions
{
    private readonly IReadOnlyList<int> _k = [];
    private readonly int _folds = 5;
    private readonly int _subsamples = 5;
    private readonly double _fraction = 0.8;
    private readonly int _restarts = 10;
    private readonly double _smoothing = 0.1;
    private readonly int _sampleSize = 5000;

    /// <summary>The numbers of clusters, each at least 1; taken once each and in order.</summary>
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

    /// <summary>What is fitted.</summary>
    public ClusterCountMethod Method { get; init; }

    /// <summary>What the suggestion goes by.</summary>
    public ClusterCountCriterion Criterion { get; init; }

    /// <summary>The parts that documents are held out in, one after the other, at least 2; 0 for no held-out likelihood. Mixtures only.</summary>
    public int Folds
    {
        get => _folds;
        init => _folds = value is 0 or >= 2 ? value : throw MixtureError.InvalidOption("The number of folds", $"must be 0 or at least 2; it is {value}", value);
    }

    /// <summary>The pairs of subsamples whose clusterings are compared; 0 for no stability.</summary>
    public int Subsamples
    {
        get => _subsamples;
        init => _subsamples = Option.AtLeast(value, 0, "The number of subsamples");
    }

    /// <summary>The share of the documents in a subsample, above 0.5, so that two have documents in common, and below 1.</summary>
    public double Fraction
    {
        get => _fraction;
        init => _fraction = value is > 0.5 and < 1 ? value
            : throw MixtureError.InvalidOption("The share of a subsample", FormattableString.Invariant($"must be above 0.5 and below 1; it is {value:R}"), value);
    }

    /// <summary>The number of starts of each fit.</summary>
    public int Restarts
    {
        get => _restarts;
        init => _restarts = Option.AtLeast(value, 1, "The number of restarts");
    }

    /// <summary>The tokens that are added to each word's count in each cluster of a mixture of multinomials; zero leaves held-out documents with new words impossible.</summary>
    public double Smoothing
    {
        get => _smoothing;
        init => _smoothing = Option.Smoothing(value, "Smoothing");
    }

    /// <summary>The most documents that silhouettes compare, drawn at random where there are more, the same for each K; at least 2.</summary>
    public int SampleSize
    {
        get => _sampleSize;
        init => _sampleSize = Option.AtLeast(value, 2, "The sample size");
    }

    /// <summary>The most threads; zero for one a core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    internal bool IsMixture => Method is ClusterCountMethod.EM or ClusterCountMethod.DirichletMultinomialEM;

    internal ClusterCountCriterion Effective => Criterion != ClusterCountCriterion.Auto ? Criterion
        : IsMixture ? ClusterCountCriterion.Bic : ClusterCountCriterion.Silhouette;
}
