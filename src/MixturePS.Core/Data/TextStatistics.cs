namespace MixturePS.Core.Data;

/// <summary>What was read when a document-feature matrix was made from text, and what was left out of it.</summary>
public sealed record TextStatistics
{
    /// <summary>The documents read, empty ones too.</summary>
    public int DocumentCount { get; init; }

    /// <summary>The documents in which no feature is left.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The tokens found in the documents.</summary>
    public long TokenCount { get; init; }

    /// <summary>The tokens dropped as stop words.</summary>
    public long StopWordCount { get; init; }

    /// <summary>The tokens dropped as too short.</summary>
    public long ShortTokenCount { get; init; }

    /// <summary>The tokens dropped as they don't match the pattern.</summary>
    public long UnmatchedTokenCount { get; init; }

    /// <summary>The tokens that n-grams were made from.</summary>
    public long KeptTokenCount => TokenCount - StopWordCount - ShortTokenCount - UnmatchedTokenCount;

    /// <summary>The n-grams made of them, which are the tokens themselves where no other size was asked for.</summary>
    public long NGramCount { get; init; }

    /// <summary>The n-grams dropped as they aren't in the given vocabulary.</summary>
    public long UnseenCount { get; init; }

    /// <summary>The n-grams dropped with the features that the limits leave out.</summary>
    public long PrunedCount { get; init; }

    /// <summary>The features left out as too few documents have them.</summary>
    public int RareFeatureCount { get; init; }

    /// <summary>The features left out as too many documents have them.</summary>
    public int CommonFeatureCount { get; init; }

    /// <summary>The features left out beyond the greatest number of them.</summary>
    public int SurplusFeatureCount { get; init; }

    /// <summary>The sum of the counts in the matrix.</summary>
    public long CountTotal => NGramCount - UnseenCount - PrunedCount;

    /// <summary>The figures that aren't zero, in words.</summary>
    public override string ToString()
    {
        var parts = new List<string> { $"{DocumentCount} documents" };
        Add(EmptyDocumentCount, "of them empty");
        parts.Add($"{TokenCount} tokens");
        Add(StopWordCount, "stop words dropped");
        Add(ShortTokenCount, "short tokens dropped");
        Add(UnmatchedTokenCount, "tokens dropped that don't match");
        if (NGramCount != KeptTokenCount) parts.Add($"{NGramCount} n-grams");
        Add(UnseenCount, "unseen ones dropped");
        Add(RareFeatureCount, "rare features dropped");
        Add(CommonFeatureCount, "common features dropped");
        Add(SurplusFeatureCount, "surplus features dropped");
        if (PrunedCount > 0) parts.Add($"{PrunedCount} counts with them");
        parts.Add($"{CountTotal} counted");
        return string.Join(", ", parts);

        void Add(long count, string what)
        {
            if (count > 0) parts.Add($"{count} {what}");
        }
    }
}
