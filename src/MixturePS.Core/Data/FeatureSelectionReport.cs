namespace MixturePS.Core.Data;

/// <summary>What a selection of features left out, each feature under the first limit that it failed.</summary>
public sealed record FeatureSelectionReport
{
    /// <summary>The features before.</summary>
    public int FeatureCountBefore { get; init; }

    /// <summary>The features that stay.</summary>
    public int FeatureCount { get; init; }

    /// <summary>The features left out by the lists: not among those to keep, or among those to drop.</summary>
    public int ListedCount { get; init; }

    /// <summary>The words of the lists that are no feature.</summary>
    public int NotFoundCount { get; init; }

    /// <summary>The features that don't match the pattern.</summary>
    public int UnmatchedCount { get; init; }

    /// <summary>The features that too few documents have.</summary>
    public int RareCount { get; init; }

    /// <summary>The features that too many documents have.</summary>
    public int CommonCount { get; init; }

    /// <summary>The features whose total count is too small.</summary>
    public int LowCount { get; init; }

    /// <summary>The features whose total count is too great.</summary>
    public int HighCount { get; init; }

    /// <summary>The features beyond the greatest number of them.</summary>
    public int SurplusCount { get; init; }

    /// <summary>The sum of the cells left out with the features.</summary>
    public double DroppedTotal { get; init; }

    /// <summary>The documents in which no feature is left, left out or not.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The documents left out.</summary>
    public int DroppedDocumentCount { get; init; }

    /// <summary>The figures that aren't zero, in words.</summary>
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
