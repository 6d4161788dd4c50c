using MixturePS.Core.Data;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Clustering;

/// <summary>What is known about the clusters before a fit: the labels of some documents, and typical words of some clusters.</summary>
internal sealed record GuidanceOptions
{
    private readonly double _unlabelledWeight = 1;
    private readonly double? _seedWeight;
    private readonly int? _labelledDocuments;
    private readonly int? _modelSeedTerms;

    /// <summary>The label of each document, a name or a whole number, missing where it isn't known (length n); or null.</summary>
    public IReadOnlyList<object?>? KnownLabels { get; init; }

    /// <summary>The number of documents whose label is taken from the known clusters of the DFM, or null for none; zero labels nothing.</summary>
    public int? LabelledDocuments
    {
        get => _labelledDocuments;
        init => _labelledDocuments = Option.AtLeast(value, 0, "The number of labelled documents");
    }

    /// <summary>
    /// The weight of a document without a label in the M-step of EM, lambda, from 0 to 1 (EM-lambda of Nigam et al. 2000).
    /// Without labels it has no effect.
    /// </summary>
    public double UnlabelledWeight
    {
        get => _unlabelledWeight;
        init => _unlabelledWeight = value is >= 0 and <= 1 ? value
            : throw MixtureError.InvalidOption("UnlabelledWeight", FormattableString.Invariant($"must be from 0 to 1; it is {value:R}"), value);
    }

    /// <summary>The seed words of some clusters: the name or number of a cluster, and the features that are its words.</summary>
    public IReadOnlyList<(object Cluster, IReadOnlyList<int> Features)> SeedTerms { get; init; } = [];

    /// <summary>The number of seed words that each cluster gets from the model that the documents were drawn from, or null for none.</summary>
    public int? ModelSeedTerms
    {
        get => _modelSeedTerms;
        init => _modelSeedTerms = Option.AtLeast(value, 0, "The number of seed terms");
    }

    /// <summary>The tokens that are added to the count of a seed word in its cluster; null for the word's tokens in all documents divided by K.</summary>
    public double? SeedWeight
    {
        get => _seedWeight;
        init => _seedWeight = value is null or (> 0 and <= Guidance.GreatestSeedWeight) ? value
            : throw MixtureError.InvalidOption("SeedWeight", FormattableString.Invariant($"must be above 0 and at most 1e9; it is {value:R}"), value);
    }

    /// <summary>
    /// The number of clusters that have a name or a number: by labels and seed words, or where labels are drawn from the known
    /// clusters of the DFM, of all of these. Null if there are none.
    /// </summary>
    /// <param name="dfm">The documents.</param>
    /// <exception cref="MixtureException">As for a fit.</exception>
    public int? ClusterCount(Dfm dfm)
    {
        var found = Guidance.Resolve(dfm, this with { SeedWeight = 1 }, 1, 0);
        int count = found?.ClusterCount ?? 0;
        if (LabelledDocuments is not null) count = Math.Max(count, Math.Max(dfm.KnownClusterName?.Count ?? dfm.KnownCluster!.Max() + 1, dfm.Model?.K ?? 0));
        return count == 0 ? null : count;
    }
}
