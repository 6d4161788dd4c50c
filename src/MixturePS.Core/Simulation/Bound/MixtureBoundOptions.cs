using MixturePS.Core.Foundation;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>When <see cref="MixtureBound"/> enumerates, and how much it simulates where it doesn't.</summary>
public sealed record MixtureBoundOptions
{
    /// <summary>The largest <see cref="MaxOutcomes"/>.</summary>
    internal const long MostOutcomes = 1_000_000_000;

    private readonly long _maxOutcomes = 2_000_000;
    private readonly int _samples = 200_000;

    /// <summary>The most count vectors that are enumerated, from 0, which always simulates, to 1,000,000,000.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public long MaxOutcomes
    {
        get => _maxOutcomes;
        init => _maxOutcomes = value is >= 0 and <= MostOutcomes
            ? value
            : throw MixtureError.InvalidOption("MaxOutcomes", $"must be from 0 to {MostOutcomes}; it is {value}", value);
    }

    /// <summary>The number of documents that are simulated, at least 2.</summary>
    /// <exception cref="MixtureException">InvalidOption.</exception>
    public int Samples
    {
        get => _samples;
        init => _samples = Option.AtLeast(value, 2, "Samples");
    }

    /// <summary>The stream that documents are drawn from, advanced only where they are; null draws fresh entropy.</summary>
    public RandomGenerator? Generator { get; init; }

    /// <summary>Told how far the work has come, on the calling thread; or null.</summary>
    public IProgress<ProgressReport>? Progress { get; init; }
}
