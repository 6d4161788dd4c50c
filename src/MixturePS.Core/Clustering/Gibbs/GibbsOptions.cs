using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>
/// The options of the sampler. The defaults are the settings of Yin and Wang (2014), except that there are four chains and that
/// the priors are estimated if the number of clusters is known.
/// </summary>
internal sealed record GibbsOptions
{
    /// <summary>The least and the greatest allowed value of a parameter of a Dirichlet prior.</summary>
    internal const double LeastPrior = 1e-100, GreatestPrior = 1e100;

    /// <summary>The least mean number of documents per cluster with which K is taken for known.</summary>
    internal const int LeastPerCluster = 10;

    private const int KnownChains = 10, UnknownChains = 4;

    /// <summary>Alpha and beta where the number of clusters isn't known (Yin and Wang 2014, section 4.3).</summary>
    internal const double UnknownK = 0.1;

    private readonly int _k = 500;
    private readonly double? _alpha;
    private readonly double? _beta;
    private readonly int _iterations = 30;
    private readonly int? _burnIn;
    private readonly int? _chains;

    /// <summary>The maximum number of clusters, at least 1. The sampler leaves those empty that it doesn't need.</summary>
    public int K
    {
        get => _k;
        init => _k = value >= 1 ? value : throw MixtureError.InvalidClusterCount(value);
    }

    /// <summary>
    /// Whether K is the number of clusters, and not only a bound far above it. With fewer than <see cref="LeastPerCluster"/>
    /// documents per cluster, K is taken for a bound all the same.
    /// </summary>
    public bool IsKnownK { get; init; }

    /// <summary>Whether the shares are fixed at 1 / K: the limit of the prior as <see cref="Alpha"/> grows.</summary>
    public bool EvenShares { get; init; }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the clusters' shares: the prior documents of each of the K clusters;
    /// null to estimate it during burn-in if K is known, and else for 0.1.
    /// </summary>
    public double? Alpha
    {
        get => _alpha;
        init => _alpha = value is not { } given || IsPrior(given) ? value : throw MixtureError.InvalidAlpha(Refused(given), given);
    }

    /// <summary>
    /// The parameter of the symmetric Dirichlet prior of the word probabilities: the prior tokens of each word in a cluster; null
    /// to estimate it during burn-in if K is known, and else for 0.1.
    /// </summary>
    public double? Beta
    {
        get => _beta;
        init => _beta = value is not { } given || IsPrior(given) ? value
            : throw MixtureError.InvalidOption("Beta", "must be from 1e-100 to 1e100; " + Refused(given), given);
    }

    /// <summary>Whether alpha is estimated.</summary>
    internal bool LearnsAlpha => IsKnownK && Alpha is null && !EvenShares;

    /// <summary>Whether beta is estimated.</summary>
    internal bool LearnsBeta => IsKnownK && Beta is null;

    /// <summary>The number of chains that run.</summary>
    internal int ChainCount => Chains ?? (IsKnownK ? KnownChains : UnknownChains);

    /// <summary>The options for a number of documents: with too few of them, K isn't taken for known.</summary>
    internal GibbsOptions For(int documents) => this with { IsKnownK = IsKnownK && (long)K * LeastPerCluster <= documents };

    /// <summary>The value of alpha that a chain begins with: where it is estimated, shares are uniform on the simplex at first, so that no cluster is lost early.</summary>
    internal double FirstAlpha => EvenShares ? GreatestPrior : Alpha ?? (LearnsAlpha ? 1 : UnknownK);

    /// <summary>The value of beta that a chain begins with.</summary>
    internal double FirstBeta => Beta ?? UnknownK;

    /// <summary>The number of sweeps over the documents, at least 1.</summary>
    public int Iterations
    {
        get => _iterations;
        init => _iterations = Option.AtLeast(value, 1, "The number of iterations");
    }

    /// <summary>The number of sweeps excluded from averages and diagnostics, fewer than <see cref="Iterations"/>; null for half of them.</summary>
    public int? BurnIn
    {
        get => _burnIn;
        init => _burnIn = value is null or >= 0 ? value : throw MixtureError.InvalidOption("The burn-in", $"must be zero or more sweeps; it is {value}", value);
    }

    /// <summary>
    /// The number of chains, each with its own start, at least 1; null for 10 if K is known, as chains of few clusters are quick and
    /// their consensus gains from each, and else for 4. Vehtari et al. (2021) recommend at least four for
    /// <see cref="GibbsClustering.RHat"/>.
    /// </summary>
    public int? Chains
    {
        get => _chains;
        init => _chains = value is { } given ? Option.AtLeast(given, 1, "The number of chains") : null;
    }

    /// <summary>The labels and seed words, or null; documents without a label always have the weight 1.</summary>
    public GuidanceOptions? Guidance { get; init; }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>The burn-in: the given one, else half of the sweeps.</summary>
    /// <exception cref="MixtureException">InvalidOption if no sweep would be left.</exception>
    internal int EffectiveBurnIn => _burnIn is not { } burnIn ? _iterations / 2
        : burnIn < _iterations ? burnIn
        : throw MixtureError.InvalidOption("The burn-in", $"must be less than the number of iterations, {_iterations}; it is {burnIn}", burnIn);

    private static bool IsPrior(double value) => value is >= LeastPrior and <= GreatestPrior;

    private static string Refused(double value) => FormattableString.Invariant($"it is {value:R}");
}
