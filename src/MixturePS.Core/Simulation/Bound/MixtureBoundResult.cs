using System.Globalization;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Core.Simulation;

/// <summary>The best expected accuracy of any method on a mixture, and how it was computed.</summary>
public sealed record MixtureBoundResult
{
    /// <summary>The expected share of documents that the Bayes rule assigns correctly.</summary>
    public required double Accuracy { get; init; }

    /// <summary>The standard error of <see cref="Accuracy"/>; zero if it is exact.</summary>
    public required double StandardError { get; init; }

    /// <summary>Whether all count vectors were enumerated, so that the result is exact up to rounding.</summary>
    public bool IsExact => Method == Enumeration;

    /// <summary>The method: Enumeration or MonteCarlo.</summary>
    public required string Method { get; init; }

    /// <summary>The number of enumerated count vectors, after merging proportional words, or of simulated documents.</summary>
    public required long Outcomes { get; init; }

    /// <summary>The mean number of tokens of a document, M.</summary>
    public required double DocumentLength { get; init; }

    /// <summary>The number of clusters.</summary>
    public required int K { get; init; }

    /// <summary>The number of words.</summary>
    public required int J { get; init; }

    /// <summary>
    /// The joint probability of the true cluster (row) and the assigned cluster (column), K x K; sums to 1, and its diagonal to
    /// <see cref="Accuracy"/>. Ties go to the first cluster.
    /// </summary>
    public required DenseMatrix ConfusionMatrix { get; init; }

    /// <summary>The seed of the generator for simulation, or null if nothing was simulated.</summary>
    public SeedSequence? Seed { get; init; }

    /// <summary>The seed of the model's generator, as text; null if the model has none.</summary>
    public string? ModelSeed { get; init; }

    internal const string Enumeration = "Enumeration";

    internal const string MonteCarlo = "MonteCarlo";

    /// <summary>The accuracy, with its standard error unless it is exact.</summary>
    public override string ToString() => IsExact
        ? string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.######} (exact)")
        : string.Create(CultureInfo.InvariantCulture, $"{Accuracy:0.######} (standard error {StandardError:0.######})");
}
