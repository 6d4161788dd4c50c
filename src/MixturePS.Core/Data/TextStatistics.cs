namespace MixturePS.Core.Data;

/// <summary>Statistics of the text that a document-feature matrix was built from: what was read, and what was dropped.</summary>
public sealed record TextStatistics
{
    /// <summary>The number of documents read, including empty ones.</summary>
    public int DocumentCount { get; init; }

    /// <summary>The number of documents without any remaining feature.</summary>
    public int EmptyDocumentCount { get; init; }

    /// <summary>The number of tokens in the documents.</summary>
    public long TokenCount { get; init; }

    /// <summary>The number of tokens dropped as stop words.</summary>
    public long StopWordCount { get; init; }

    /// <summary>The number of tokens dropped because they are too short.</summary>
    public long ShortTokenCount { get; init; }

    /// <summary>The number of tokens dropped because they don't match the pattern.</summary>
    public long UnmatchedTokenCount { get; init; }

    /// <summary>The number of tokens kept, from which n-grams are formed.</summary>
    public long KeptTokenCount => TokenCount - StopWordCount - ShortTokenCount - UnmatchedTokenCount;

    /// <summary>The number of n-grams; equal to the number of kept tokens if only unigrams were requested.</summary>
    public long NGramCount { get; init; }

    /// <summary>The number of n-grams dropped because they aren't in the given vocabulary.</summary>
    public long UnseenCount { get; init; }

    /// <summary>The number of n-grams dropped together with pruned features.</summary>
    public long PrunedCount { get; init; }

    /// <summary>The number of features pruned because too few documents contain them.</summary>
    public int RareFeatureCount { get; init; }

    /// <summary>The number of features pruned because too many documents contain them.</summary>
    public int CommonFeatureCount { get; init; }

    /// <summary>The number of features pruned because they exceed the maximum number of features.</summary>
    public int SurplusFeatureCount { get; init; }

    /// <summary>The sum of all counts in the matrix.</summary>
    public long CountTotal => NGramCount - UnseenCount - PrunedCount;

    /// <summary>A text with the figures that aren't zero.</summary>
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
