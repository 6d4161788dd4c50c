using System.Globalization;

namespace MixturePS.Core.Simulation;

/// <summary>The outcome of an identifiability test.</summary>
public enum IdentifiabilityVerdict : long // ConvertTo-Json writes the names of 64-bit enumerations, but the numbers of others
{
    /// <summary>No other mixture of at most as many clusters has the same distribution of documents.</summary>
    Identifiable,

    /// <summary>Another mixture of at most as many clusters has the same distribution of documents.</summary>
    NotIdentifiable,

    /// <summary>Documents are shorter than the conditions require, which are sufficient but not necessary.</summary>
    Undecided,
}

/// <summary>The identifiability of a mixture, as a flat row.</summary>
public sealed record IdentifiabilityResult
{
    internal IdentifiabilityResult()
    {
    }

    /// <summary>The verdict.</summary>
    public IdentifiabilityVerdict Verdict { get; private init; }

    /// <summary>Whether the verdict is that the mixture is identifiable.</summary>
    public bool IsIdentifiable => Verdict == IdentifiabilityVerdict.Identifiable;

    /// <summary>The mean length of the documents in tokens.</summary>
    public double DocumentLength { get; internal init; }

    /// <summary>The length of the longest documents, which alone determines identifiability.</summary>
    public long LongestLength { get; internal init; }

    /// <summary>A length that suffices for these word probabilities, or null if clusters are equal and none suffices.</summary>
    public long? NeededLength { get; internal init; }

    /// <summary>The length that suffices for any K distinct clusters, 2K - 1.</summary>
    public long GeneralLength { get; internal init; }

    /// <summary>The share of documents with at least the needed length.</summary>
    public double ShareLongEnough { get; internal init; }

    /// <summary>Whether the rows of mu are linearly independent.</summary>
    public bool HasIndependentClusters { get; internal init; }

    /// <summary>Whether no two clusters have equal word probabilities.</summary>
    public bool HasDistinctClusters { get; internal init; }

    /// <summary>Whether each cluster has an anchor word, which no other cluster has.</summary>
    public bool HasAnchorWords { get; internal init; }

    /// <summary>The clusters with equal word probabilities, as in <c>0 = 2; 1 = 3</c>; empty if there are none.</summary>
    public string DuplicateClusters { get; internal init; } = string.Empty;

    /// <summary>The numerical rank of mu.</summary>
    public int Rank { get; internal init; }

    /// <summary>The smallest of the K singular values of mu. If it is near zero, clusters are nearly dependent, and many documents are needed to separate them.</summary>
    public double SmallestSingularValue { get; internal init; }

    /// <summary>The number of free parameters, K J - 1.</summary>
    public long ParameterCount { get; internal init; }

    /// <summary>The number of distinct documents of the longest length.</summary>
    public double OutcomeCount { get; internal init; }

    /// <summary>The number of clusters.</summary>
    public int K { get; internal init; }

    /// <summary>The number of words.</summary>
    public int J { get; internal init; }

    /// <summary>The seed of the model's generator, as text; null if the model has none.</summary>
    public string? ModelSeed { get; internal init; }

    /// <summary>The reason for the verdict.</summary>
    public string Reason { get; private init; } = string.Empty;

    /// <summary>The verdict and its reason as text.</summary>
    public override string ToString() => $"{Verdict}: {Reason}";

    internal IdentifiabilityResult Judge(bool isInterior)
    {
        string longest = LongestLength.ToString(CultureInfo.InvariantCulture);
        if (!HasDistinctClusters)
        {
            return this with
            {
                Verdict = IdentifiabilityVerdict.NotIdentifiable,
                Reason = $"clusters have the same word probabilities ({DuplicateClusters}), so that only the sum of their shares shows, at any length",
            };
        }

        if (LongestLength >= NeededLength)
        {
            string because = K == 1 ? "there is one cluster" :
                HasAnchorWords ? "each cluster has a word of its own, for which 2 tokens are enough" :
                HasIndependentClusters ? "the rows of mu are linearly independent, for which 3 tokens are enough" :
                $"rank {Rank} of mu needs {NeededLength} tokens";
            return this with { Verdict = IdentifiabilityVerdict.Identifiable, Reason = $"documents have up to {longest} tokens, and {because}" };
        }

        string? refuted = LongestLength == 0 ? "documents have no tokens" :
            LongestLength == 1 ? "single tokens show nothing but the overall word probabilities" :
            isInterior && LongestLength == 2 ? "pairs of tokens fit a continuum of mixtures where every cluster has every word" :
            isInterior && J == 2 ? $"with two words 2K - 1 = {GeneralLength} tokens are necessary, and documents have up to {longest}" : null;
        if (refuted is not null) return this with { Verdict = IdentifiabilityVerdict.NotIdentifiable, Reason = refuted };
        string few = ParameterCount > OutcomeCount - 1
            ? string.Create(CultureInfo.InvariantCulture, $"; there are only {OutcomeCount} different documents for {ParameterCount} parameters, so that almost no such mixture is") : string.Empty;
        return this with { Reason = $"{NeededLength} tokens are known to be enough and documents have up to {longest}{few}", Verdict = IdentifiabilityVerdict.Undecided };
    }
}
