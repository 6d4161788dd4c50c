using MixturePS.Core.Foundation;

namespace MixturePS.Core.Evaluation;

/// <summary>The options of the marginal likelihood.</summary>
internal sealed record MarginalLikelihoodOptions
{
    private readonly int _draws = 20;

    /// <summary>The number of draws of annealed importance sampling, at least 2.</summary>
    public int Draws
    {
        get => _draws;
        init => _draws = Option.AtLeast(value, 2, "The number of draws");
    }

    /// <summary>The number of steps from the reference distribution to the posterior; all but the first have a sweep over the documents.</summary>
    public int Steps { get; init; } = 30;

    /// <summary>The number of sweeps that the reference distribution is averaged over.</summary>
    public int ReferenceSweeps { get; init; } = 40;

    /// <summary>The parameter a of the Dirichlet prior of the shares, above zero.</summary>
    public double ShareParameter { get; init; } = 1;

    /// <summary>The parameter b of the Dirichlet prior of the word probabilities, above zero; null to estimate it.</summary>
    public double? WordParameter { get; init; }

    /// <summary>The maximum number of threads; zero for one per core. The result doesn't depend on it.</summary>
    public int ThrottleLimit { get; init; }
}
