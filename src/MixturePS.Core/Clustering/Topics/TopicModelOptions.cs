using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>The method that fits a topic model.</summary>
public enum TopicMethod : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>Partially collapsed Gibbs sampling.</summary>
    Gibbs,

    /// <summary>Variational EM over all documents in each iteration.</summary>
    Variational,

    /// <summary>Variational EM that updates the topics after each batch of documents.</summary>
    OnlineVariational,
}

/// <summary>The options of a topic model.</summary>
internal sealed record TopicModelOptions
{
    /// <summary>The least and the greatest allowed value of a parameter of a Dirichlet prior.</summary>
    internal const double LeastPrior = 1e-6, GreatestPrior = 1e6;

    private readonly int _k = 10;
    private readonly double _alpha = 0.1;
    private readonly double _eta = 0.01;
    private readonly int? _iterations;
    private readonly int? _burnIn;
    private readonly int _thinning = 1;
    private readonly int _chains = 1;
    private readonly int _batchSize = 256;
    private readonly double _tolerance = 1e-4;
    private readonly double _delay = 10;
    private readonly double _decay = 0.7;

    /// <summary>The number of topics, at least 1. It may exceed the number of tokens: a topic without tokens keeps its prior.</summary>
    public int K
    {
        get => _k;
        init => _k = value >= 1 ? value : throw MixtureError.InvalidClusterCount(value);
    }

    /// <summary>The method.</summary>
    public TopicMethod Method { get; init; }

    /// <summary>The parameter of the Dirichlet prior of a document's topic shares: the prior tokens of each topic, from 1e-6 to 1e6. With <see cref="LearnAlpha"/> it is where the estimate starts.</summary>
    public double Alpha
    {
        get => _alpha;
        init => _alpha = IsPrior(value) ? value : throw MixtureError.InvalidAlpha(FormattableString.Invariant($"that of a topic model must be from 1e-6 to 1e6; it is {value:R}"), value);
    }

    /// <summary>The parameter of the symmetric Dirichlet prior of a topic's word probabilities: the prior tokens of each word, from 1e-6 to 1e6. With <see cref="LearnEta"/> it is where the estimate starts.</summary>
    public double Eta
    {
        get => _eta;
        init => _eta = IsPrior(value) ? value : throw MixtureError.InvalidEta(FormattableString.Invariant($"that of a topic model must be from 1e-6 to 1e6; it is {value:R}"), value);
    }

    /// <summary>Whether alpha is estimated, with a value for each topic.</summary>
    public bool LearnAlpha { get; init; } = true;

    /// <summary>Whether eta is estimated.</summary>
    public bool LearnEta { get; init; } = true;

    /// <summary>The number of sweeps of Gibbs sampling, or the maximum number of passes over the documents; at least 1. Null for 200 sweeps, 100 passes, or 10 online passes.</summary>
    public int? Iterations
    {
        get => _iterations;
        init => _iterations = Option.AtLeast(value, 1, "The number of iterations");
    }

    /// <summary>The number of sweeps excluded from averages and diagnostics, in which alpha and eta are estimated; fewer than the iterations; null for half of them.</summary>
    public int? BurnIn
    {
        get => _burnIn;
        init => _burnIn = Option.AtLeast(value, 0, "The burn-in");
    }

    /// <summary>One sweep in so many after burn-in is averaged over, counted back from the last; at least 1.</summary>
    public int Thinning
    {
        get => _thinning;
        init => _thinning = Option.AtLeast(value, 1, "The thinning");
    }

    /// <summary>The number of chains of Gibbs sampling, or of starts of variational EM, each with its own random topics, at least 1. The one with the greatest objective is kept.</summary>
    public int Chains
    {
        get => _chains;
        init => _chains = Option.AtLeast(value, 1, "The number of chains");
    }

    /// <summary>The number of documents in a batch of online variational EM, at least 1.</summary>
    public int BatchSize
    {
        get => _batchSize;
        init => _batchSize = Option.AtLeast(value, 1, "The batch size");
    }

    /// <summary>Variational EM ends when a pass raises the evidence lower bound by no more than this share of it, after more than ten passes in which documents start from equal shares. Not used online.</summary>
    public double Tolerance
    {
        get => _tolerance;
        init => _tolerance = Option.NotNegative(value, "The tolerance");
    }

    /// <summary>The delay tau of online variational EM: batch t has the weight (tau + t)^-kappa, t = 0, 1, ...; at least 1.</summary>
    public double Delay
    {
        get => _delay;
        init => _delay = value >= 1 && double.IsFinite(value) ? value
            : throw MixtureError.InvalidOption("The delay", FormattableString.Invariant($"must be finite and at least 1; it is {value:R}"), value);
    }

    /// <summary>The decay kappa of online variational EM, above 0.5 and at most 1: what convergence requires (Hoffman et al. 2010, section 2.3).</summary>
    public double Decay
    {
        get => _decay;
        init => _decay = value is > 0.5 and <= 1 ? value
            : throw MixtureError.InvalidOption("The decay", FormattableString.Invariant($"must be above 0.5 and at most 1; it is {value:R}"), value);
    }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }

    /// <summary>The number of iterations: the given one, or the default of the method.</summary>
    internal int EffectiveIterations => _iterations ?? Method switch
    {
        TopicMethod.Gibbs => 200,
        TopicMethod.Variational => 100,
        _ => 10,
    };

    /// <summary>The burn-in: the given one, else half of the sweeps.</summary>
    /// <exception cref="MixtureException">InvalidOption if no sweep would be left.</exception>
    internal int EffectiveBurnIn => _burnIn is not { } burnIn ? EffectiveIterations / 2
        : burnIn < EffectiveIterations ? burnIn
        : throw MixtureError.InvalidOption("The burn-in", $"must be less than the number of iterations, {EffectiveIterations}; it is {burnIn}", burnIn);

    private static bool IsPrior(double value) => value is >= LeastPrior and <= GreatestPrior;
}
