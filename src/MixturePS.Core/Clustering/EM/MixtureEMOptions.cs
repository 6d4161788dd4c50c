using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The distribution of a cluster's documents.</summary>
public enum MixtureComponent : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Tokens are independent draws from the cluster's word probabilities.</summary>
    Multinomial,

    /// <summary>
    /// Each document has word probabilities of its own, drawn from the cluster's Dirichlet distribution: documents of a
    /// cluster vary more than multinomial ones, and a word that was used once is likely to be used again.
    /// </summary>
    DirichletMultinomial,
}

/// <summary>The initial responsibilities of a start of EM.</summary>
public enum MixtureEMInit
{
    /// <summary>The clusters of a few steps of spherical k-means from documents drawn by k-means++ with the cosine distance.</summary>
    PlusPlus,

    /// <summary>Random responsibilities, drawn for each document uniformly from the simplex.</summary>
    Random,
}

/// <summary>The options of a fit by EM.</summary>
internal sealed record MixtureEMOptions
{
    private readonly int _k = 1;
    private readonly int _restarts = 10;
    private readonly int _maxIterations = 1000;
    private readonly double _tolerance = 1e-7;
    private readonly double _smoothing = 0.1;
    private readonly double _alphaSmoothing;
    private readonly double? _anneal;
    private readonly int _annealSteps = 100;

    /// <summary>The number of clusters, at least 1.</summary>
    public required int K
    {
        get => _k;
        init => _k = value >= 1 ? value : throw MixtureError.InvalidClusterCount(value);
    }

    /// <summary>The distribution of a cluster's documents.</summary>
    public MixtureComponent Component { get; init; }

    /// <summary>The number of starts; the one with the greatest objective is kept.</summary>
    public int Restarts
    {
        get => _restarts;
        init => _restarts = Option.AtLeast(value, 1, "The number of restarts");
    }

    /// <summary>
    /// The maximum number of iterations of a start, including the annealing steps and those of the multinomial EM that
    /// Dirichlet-multinomial clusters start from, which takes at most half of them.
    /// </summary>
    public int MaxIterations
    {
        get => _maxIterations;
        init => _maxIterations = Option.AtLeast(value, 1, "The maximum number of iterations");
    }

    /// <summary>A start ends when an iteration raises the objective by no more than this per document.</summary>
    public double Tolerance
    {
        get => _tolerance;
        init => _tolerance = Option.NotNegative(value, "The tolerance");
    }

    /// <summary>
    /// The smoothing s, added to each word's count in each cluster: mu is the mode under a Dirichlet(1 + s) prior (MAP). 0
    /// for maximum likelihood, 1 for Laplace's rule. Multinomial clusters only, also those that Dirichlet-multinomial ones
    /// start from.
    /// </summary>
    public double Smoothing
    {
        get => _smoothing;
        init => _smoothing = Option.Smoothing(value, "Smoothing");
    }

    /// <summary>The smoothing a, added to each cluster's number of documents: alpha is the mode under a Dirichlet(1 + a) prior.</summary>
    public double AlphaSmoothing
    {
        get => _alphaSmoothing;
        init => _alphaSmoothing = Option.Smoothing(value, "AlphaSmoothing");
    }

    /// <summary>
    /// The inverse temperature of deterministic annealing at the beginning of a start, above 0 and at most 1. It rises to 1
    /// in <see cref="AnnealSteps"/> iterations (Ueda and Nakano 1998, Neural Networks 11, 271-282). 1 for no annealing;
    /// null for <see cref="MixtureAnnealing.Start"/> in every second start and none in the others. For Dirichlet-multinomial
    /// clusters it applies to the multinomial EM that a start begins with.
    /// </summary>
    public double? Anneal
    {
        get => _anneal;
        init => _anneal = value is null or (> 0 and <= 1) ? value
            : throw MixtureError.InvalidOption("Anneal", FormattableString.Invariant($"must be above 0 and at most 1; it is {value:R}"), value);
    }

    /// <summary>The number of iterations in which the inverse temperature rises to 1, at least 1.</summary>
    public int AnnealSteps
    {
        get => _annealSteps;
        init => _annealSteps = Option.AtLeast(value, 1, "The number of annealing steps");
    }

    /// <summary>Whether each document counts only for its most probable cluster (classification EM, Celeux and Govaert 1992).</summary>
    public bool Hard { get; init; }

    /// <summary>The initial responsibilities of a start.</summary>
    public MixtureEMInit Init { get; init; }

    /// <summary>Word probabilities to start from (K x J; rows sum to 1), for a single start without annealing; or null.</summary>
    public DenseMatrix? InitialMu { get; init; }

    /// <summary>Shares to start from with <see cref="InitialMu"/> (length K, above zero, sum to 1), or null for equal ones.</summary>
    public IReadOnlyList<double>? InitialAlpha { get; init; }

    /// <summary>
    /// The probability of each cluster for each document to start from (n x K; rows sum to 1), for a single start without
    /// annealing and any kind of cluster; or null.
    /// </summary>
    public DenseMatrix? InitialPosterior { get; init; }

    /// <summary>Known word probabilities, which stay fixed (K x J; rows sum to 1), or null. With Alpha fixed too there is nothing to fit, and the result is that of the Bayes rule.</summary>
    public DenseMatrix? Mu { get; init; }

    /// <summary>Known shares, which stay fixed (length K, above zero, sum to 1), or null.</summary>
    public IReadOnlyList<double>? Alpha { get; init; }

    /// <summary>Whether the shares are fixed at 1/K, where <see cref="Alpha"/> is null.</summary>
    public bool EvenShares { get; init; }

    /// <summary>The labels and seed words, or null. Word probabilities, fixed or to start from, can't be given with them.</summary>
    public GuidanceOptions? Guidance { get; init; }

    /// <summary>How the shares are chosen.</summary>
    public MixtureShares Shares => Alpha is not null ? MixtureShares.Given : EvenShares ? MixtureShares.Even : MixtureShares.Free;

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }
}
