using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The options of <see cref="MixtureBound"/> for enumeration and simulation.</summary>
internal sealed record MixtureBoundOptions
{
    /// <summary>The upper limit of <see cref="MaxOutcomes"/>.</summary>
    internal const long OutcomeLimit = 1_000_000_000;

    private readonly long _maxOutcomes = 2_000_000;
    private readonly int _samples = 200_000;

    /// <summary>The maximum number of count vectors to enumerate, from 0 (always simulate) to 1,000,000,000; beyond it, documents are simulated.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public long MaxOutcomes
    {
        get => _maxOutcomes;
        init => _maxOutcomes = value is >= 0 and <= OutcomeLimit
            ? value
            : throw MixtureError.InvalidOption("MaxOutcomes", $"must be from 0 to {OutcomeLimit}; it is {value}", value);
    }

    /// <summary>The number of documents to simulate, at least 2.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public int Samples
    {
        get => _samples;
        init => _samples = Option.AtLeast(value, 2, "Samples");
    }

    /// <summary>The generator for simulation, which is advanced only if documents are simulated; null for fresh entropy.</summary>
    public RandomGenerator? Generator { get; init; }

    /// <summary>Receives progress on the calling thread; or null.</summary>
    public IProgress<ProgressReport>? Progress { get; init; }
}
