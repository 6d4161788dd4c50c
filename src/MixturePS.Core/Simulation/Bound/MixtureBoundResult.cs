using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The best accuracy that any method can be expected to reach on a mixture, and how it was found.</summary>
public sealed record MixtureBoundResult
{
    /// <summary>The expected share of documents that the most probable cluster gets right.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The standard error of <see cref="Accuracy"/>; zero where it is exact.</summary>
    public required double StandardError { get; init; }

    /// <summary>Whether every count vector was summed, so that nothing but rounding is left open.</summary>
    public bool IsExact => Method == Enumeration;

    /// <summary>Enumeration or MonteCarlo.</summary>
    public required string Method { get; init; }

    /// <summary>The number of count vectors that were summed, with like words as one, or of documents that were simulated.</summary>
    public required long Outcomes { get; init; }

    /// <summary>The mean number of tokens of a document, M.</summary>
    public required double DocumentLength { get; init; }

    /// <summary>The number of clusters.</summary>
    public required int K { get; init; }

    /// <summary>The number of words.</summary>
    public required int J { get; init; }

    /// <summary>
    /// The probability that a document is of one cluster (row) and is given another (column), K x K; sums to 1, and its
    /// diagonal to <see cref="Accuracy"/>. Of equally probable clusters the first is given.
    /// </summary>
    public required DenseMatrix ConfusionMatrix { get; init; }

    /// <summary>The seed of the stream that documents were drawn from, or null where none were.</summary>
    public SeedSequence? Seed { get; init; }

    internal const string Enumeration = "Enumeration";

    internal const string MonteCarlo = "MonteCarlo";

    /// <summary>The accuracy, with its standard error where it has one.</summary>
    public override string ToString() => IsExact
        ? string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.######} (exact)")
        : string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.######} (standard error {StandardError:0.######})");
}
