namespace MixturePS.Core.Data;

/// <summary>The result of a feature selection. Each removed feature is counted under the first criterion that it failed.</summary>
public sealed record FeatureSelectionReport
{
    /// <summary>The number of features before the selection.</summary>
    public int FeatureCountBefore { get; init; }

    /// <summary>The number of features kept.</summary>
    public int FeatureCount { get; init; }

    /// <summary>The number of features removed by the lists of words to keep or to drop.</summary>
    public int ListedCount { get; init; }

    /// <summary>The number of listed words that aren't features.</summary>
    public int NotFoundCount { get; init; }

    /// <summary>The number of features removed because they don't match the pattern.</summary>
    public int UnmatchedCount { get; init; }

    /// <summary>The number of features removed because too few documents contain them.</summary>
    public int RareCount { get; init; }

    /// <summary>The number of features removed because too many documents contain them.</summary>
    public int CommonCount { get; init; }

    /// <summary>The number of features removed because their total count is too small.</summary>
    public int LowCount { get; init; }

    /// <summary>The number of features removed because their total count is too large.</summary>
    public int HighCount { get; init; }

    /// <summary>The number of features removed because they exceed the maximum number of features.</summary>
    public int SurplusCount { get; init; }

    /// <summary>The sum of the removed cells.</summary>
    public double DroppedTotal { get; init; }

    /// <summary>The number of documents without any remaining feature, including those that were removed.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The number of documents removed.</summary>
    public int DroppedDocumentCount { get; init; }

    /// <summary>A text with the figures that aren't zero.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"{FeatureCount} of {FeatureCountBefore} features kept" };
        Add(ListedCount, "left out by list");
        Add(UnmatchedCount, "don't match");
        Add(RareCount, "too rare");
        Add(CommonCount, "too common");
        Add(LowCount, "with too low a count");
        Add(HighCount, "with too high a count");
        Add(SurplusCount, "surplus");
        Add(NotFoundCount, "listed words are no features");
        Add(EmptyDocumentCount, "documents without features");
        Add(DroppedDocumentCount, "of them left out");
        return string.Join(", ", parts);

        void Add(int count, string what)
        {
            if (count > 0) parts.Add($"{count} {what}");
        }
    }
}
