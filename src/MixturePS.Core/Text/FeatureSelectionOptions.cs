using System.Text.RegularExpressions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// Which features stay. A feature must pass every limit; they are applied in this order: the lists, the pattern, document
/// frequency, total count, and the number of features.
/// </summary>
public sealed record FeatureSelectionOptions
{
    private readonly double? _minDocumentFrequency;
    private readonly double? _maxDocumentFrequency;
    private readonly int? _maxFeatures;

    /// <summary>The only features that may stay, or null for any. Their order doesn't matter.</summary>
    public IReadOnlyCollection<string>? Keep { get; init; }

    /// <summary>Features to leave out.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];

    /// <summary>What a feature must match anywhere; null for anything. See <see cref="DfmBuilderOptions.ParsePattern"/>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The fewest documents with a feature: a number from 1, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MinDocumentFrequency
    {
        get => _minDocumentFrequency;
        init => _minDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The least document frequency", limit) : null;
    }

    /// <summary>The most documents with a feature: a number from 1, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MaxDocumentFrequency
    {
        get => _maxDocumentFrequency;
        init => _maxDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The greatest document frequency", limit) : null;
    }

    /// <summary>The least total count of a feature; null for no limit.</summary>
    public long? MinCount { get; init; }

    /// <summary>The greatest total count of a feature; null for no limit.</summary>
    public long? MaxCount { get; init; }

    /// <summary>The most features: those with the greatest total counts, of equals those that come first; null for no limit.</summary>
    public int? MaxFeatures
    {
        get => _maxFeatures;
        init => _maxFeatures = value is null or >= 1 ? value : throw MixtureError.InvalidOption("The maximum number of features", $"must be at least 1; it is {value}", value);
    }

    /// <summary>Whether documents without a feature are left out; otherwise they stay, as empty rows.</summary>
    public bool DropEmptyDocuments { get; init; }

    /// <summary>Whether totals are asked for, which only counts have.</summary>
    internal bool NeedsCounts => MinCount is not null || MaxCount is not null || MaxFeatures is not null;

    /// <summary>Whether there is a limit on document frequency.</summary>
    internal bool LimitsFrequency => MinDocumentFrequency is not null || MaxDocumentFrequency is not null;

    internal FrequencyRange Range()
    {
        if (MinCount is { } least && MaxCount is { } most && least > most)
            throw MixtureError.InvalidOption("The minimum total count", $"is {least}, above the maximum of {most}, so no feature can be kept", least);
        return new FrequencyRange(MinDocumentFrequency ?? 1, MaxDocumentFrequency);
    }
}
