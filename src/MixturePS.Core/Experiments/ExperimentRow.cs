using System.Globalization;

namespace MixturePS.Core.Experiments;

/// <summary>
/// A run of an experiment: one method on the documents of one replicate of one cell. Flat: numbers, text and booleans
/// alone. What a method doesn't have, or a run that failed hasn't, is null.
/// </summary>
public sealed record ExperimentRow
{
    internal ExperimentRow()
    {
    }

    /// <summary>The number of the cell, which its values make: the same in any grid.</summary>
    public long Cell { get; internal init; }

    /// <summary>The number of the replicate, from 0.</summary>
    public int Replicate { get; internal init; }

    /// <summary>The method.</summary>
    public string Method { get; internal init; } = string.Empty;

    /// <summary>The number of clusters that documents are drawn from.</summary>
    public int K { get; internal init; }

    /// <summary>The number of words.</summary>
    public int J { get; internal init; }

    /// <summary>The Dirichlet parameter of the word probabilities: a number, or text with one for each word.</summary>
    public object Eta { get; internal init; } = string.Empty;

    /// <summary>The clusters' shares as text, <c>even</c> where they are the same.</summary>
    public string Alpha { get; internal init; } = string.Empty;

    /// <summary>The number of documents.</summary>
    public int N { get; internal init; }

    /// <summary>The tokens of a document: a number, or text where they differ.</summary>
    public object DocumentLength { get; internal init; } = string.Empty;

    /// <summary>The number of clusters that the method looked for.</summary>
    public int? FitK { get; internal init; }

    /// <summary>The number of starts.</summary>
    public int? Restart { get; internal init; }

    /// <summary>The most iterations of a start.</summary>
    public int? MaxIteration { get; internal init; }

    /// <summary>When a start ends.</summary>
    public double? Tolerance { get; internal init; }

    /// <summary>The tokens that EM adds to each word's count.</summary>
    public double? Smoothing { get; internal init; }

    /// <summary>The sweeps of Gibbs sampling.</summary>
    public int? Sweep { get; internal init; }

    /// <summary>The chains of Gibbs sampling.</summary>
    public int? Chain { get; internal init; }

    /// <summary>The prior parameter of the clusters' shares in Gibbs sampling.</summary>
    public double? PriorAlpha { get; internal init; }

    /// <summary>The prior parameter of the word probabilities in Gibbs sampling.</summary>
    public double? PriorBeta { get; internal init; }

    /// <summary>The seed of the model and its documents, which New-MixtureModel -Seed takes.</summary>
    public string DataSeed { get; internal init; } = string.Empty;

    /// <summary>The seed of the method, which its cmdlet's -Seed takes; null where nothing is drawn.</summary>
    public long? Seed { get; internal init; }

    /// <summary>The share of documents in their own cluster.</summary>
    public double? Accuracy { get; internal init; }

    /// <summary>The adjusted Rand index.</summary>
    public double? AdjustedRandIndex { get; internal init; }

    /// <summary>The Rand index.</summary>
    public double? RandIndex { get; internal init; }

    /// <summary>Normalised mutual information.</summary>
    public double? NormalizedMutualInformation { get; internal init; }

    /// <summary>Mutual information adjusted for chance.</summary>
    public double? AdjustedMutualInformation { get; internal init; }

    /// <summary>Homogeneity.</summary>
    public double? Homogeneity { get; internal init; }

    /// <summary>Completeness.</summary>
    public double? Completeness { get; internal init; }

    /// <summary>The V-measure.</summary>
    public double? VMeasure { get; internal init; }

    /// <summary>The Fowlkes-Mallows index.</summary>
    public double? FowlkesMallows { get; internal init; }

    /// <summary>The purity.</summary>
    public double? Purity { get; internal init; }

    /// <summary>The best accuracy that any method can be expected to reach on documents of this model.</summary>
    public double? Bound { get; internal init; }

    /// <summary>The standard error of <see cref="Bound"/>; 0 where it is exact.</summary>
    public double? BoundError { get; internal init; }

    /// <summary>The number of clusters that have documents.</summary>
    public int? EstimatedK { get; internal init; }

    /// <summary>The iterations of the fit that was kept.</summary>
    public int? Iterations { get; internal init; }

    /// <summary>Whether that fit came to rest.</summary>
    public bool? Converged { get; internal init; }

    /// <summary>The seconds that the method took.</summary>
    public double? Seconds { get; internal init; }

    /// <summary>The id of the error of a run that failed.</summary>
    public string? ErrorId { get; internal init; }

    /// <summary>The message of that error.</summary>
    public string? Error { get; internal init; }

    /// <summary>The method, the cell and what came out.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{Method}, cell {Cell}, replicate {Replicate}: {(Error is null ? $"accuracy {Accuracy:0.####}" : Error)}");

    /// <summary>Whether all but the time is the same.</summary>
    internal bool IsSameRun(ExperimentRow other) => (this with { Seconds = null }).Equals(other with { Seconds = null });
}
