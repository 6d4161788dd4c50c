using System.Numerics;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The quantities that intervals are computed for.</summary>
public enum IntervalTarget : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>The share of each cluster.</summary>
    Share,

    /// <summary>The probabilities of the top words of each cluster.</summary>
    Word,

    /// <summary>The cluster of each document: the smallest set of clusters with the probability of the level.</summary>
    Label,
}

/// <summary>The method that intervals are computed by.</summary>
public enum IntervalMethod : long
{
    /// <summary>
    /// For EM the observed information where it can be computed and otherwise the bootstrap; for Gibbs sampling the
    /// posterior distribution.
    /// </summary>
    Auto,

    /// <summary>The observed information at the estimate, for multinomial clusters fitted by EM.</summary>
    Information,

    /// <summary>The bootstrap, for clusters fitted by EM.</summary>
    Bootstrap,

    /// <summary>The posterior distribution, for clusters found by Gibbs sampling.</summary>
    Posterior,

    /// <summary>No method: the value was given and not estimated. Only in results.</summary>
    Fixed,
}

/// <summary>The options of intervals.</summary>
internal sealed record IntervalOptions
{
    private readonly double _level = 0.95;
    private readonly int _replicates = 200;
    private readonly int _top = 10;
    private readonly IntervalMethod _method;

    /// <summary>The level, above 0 and below 1.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public double Level
    {
        get => _level;
        init => _level = Option.Probability(value, "Level");
    }

    /// <summary>The method.</summary>
    /// <exception cref="MixtureException">InvalidOption: Fixed.</exception>
    public IntervalMethod Method
    {
        get => _method;
        init => _method = value != IntervalMethod.Fixed ? value
            : throw MixtureError.InvalidOption("Method", "must be Auto, Information, Bootstrap or Posterior; Fixed only marks values that were given", value);
    }

    /// <summary>The number of bootstrap replicates, or of parameters drawn for the labels, at least 2.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public int Replicates
    {
        get => _replicates;
        init => _replicates = Option.AtLeast(value, 2, "Replicate");
    }

    /// <summary>The maximum number of words per cluster, at least 1.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public int Top
    {
        get => _top;
        init => _top = Option.AtLeast(value, 1, "Top");
    }

    /// <summary>The seed; replicate r draws from child r spawned by its sequence. Null for one from fresh entropy.</summary>
    public BigInteger? Seed { get; init; }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }
}
