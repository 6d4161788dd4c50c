using System.Text.RegularExpressions;
using MixturePS.Core.Foundation;

namespace MixturePS.Core.Text;

/// <summary>
/// The criteria for selecting features. A feature must meet all of them; they are applied in this order: the lists, the
/// pattern, document frequency, total count, number of features.
/// </summary>
internal sealed record FeatureSelectionOptions
{
    private readonly double? _minDocumentFrequency;
    private readonly double? _maxDocumentFrequency;
    private readonly int? _maxFeatures;

    /// <summary>The only features to keep, or null for all. Their order doesn't matter.</summary>
    public IReadOnlyCollection<string>? Keep { get; init; }

    /// <summary>The features to drop.</summary>
    public IReadOnlyCollection<string> Drop { get; init; } = [];

    /// <summary>A regular expression that features must match in part; null for no restriction. See <see cref="DfmBuilderOptions.ParsePattern"/>.</summary>
    public Regex? Pattern { get; init; }

    /// <summary>The minimum document frequency: a number of documents, 1 or more, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MinDocumentFrequency
    {
        get => _minDocumentFrequency;
        init => _minDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The least document frequency", limit) : null;
    }

    /// <summary>The maximum document frequency: a number of documents, 1 or more, or a share between 0 and 1; null for no limit.</summary>
    /// <exception cref="MixtureException">InvalidDocumentFrequency.</exception>
    public double? MaxDocumentFrequency
    {
        get => _maxDocumentFrequency;
        init => _maxDocumentFrequency = value is { } limit ? FrequencyRange.Checked("The greatest document frequency", limit) : null;
    }

    /// <summary>The minimum total count of a feature; null for no limit.</summary>
    public long? MinCount { get; init; }

    /// <summary>The maximum total count of a feature; null for no limit.</summary>
    public long? MaxCount { get; init; }

    /// <summary>The maximum number of features; those with the largest total counts are kept, and ties go to the first in order. Null for no limit.</summary>
    public int? MaxFeatures
    {
        get => _maxFeatures;
        init => _maxFeatures = value is null or >= 1 ? value : throw MixtureError.InvalidOption("The maximum number of features", $"must be at least 1; it is {value}", value);
    }

    /// <summary>Whether to drop documents without features; otherwise they remain as empty rows.</summary>
    public bool DropEmptyDocuments { get; init; }

    /// <summary>Whether a criterion depends on total counts, which requires unweighted counts.</summary>
    internal bool NeedsCounts => MinCount is not null || MaxCount is not null || MaxFeatures is not null;

    /// <summary>Whether a limit on document frequency is set.</summary>
    internal bool LimitsFrequency => MinDocumentFrequency is not null || MaxDocumentFrequency is not null;

    internal FrequencyRange Range()
    {
        if (MinCount is { } least && MaxCount is { } most && least > most)
            throw MixtureError.InvalidOption("The minimum total count", $"is {least}, above the maximum of {most}, so no feature can be kept", least);
        return new FrequencyRange(MinDocumentFrequency ?? 1, MaxDocumentFrequency);
    }
}
