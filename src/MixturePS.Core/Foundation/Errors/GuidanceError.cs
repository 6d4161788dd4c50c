namespace MixturePS.Core.Foundation;

/// <summary>Errors of the labels and seed words that a fit is given: one factory per id.</summary>
internal static class GuidanceError
{
    /// <summary>The number of labels that a fit is given doesn't match the number of documents.</summary>
    /// <remarks>Give one label per document, in the order of the documents, and null where it isn't known.</remarks>
    public static MixtureException LabelCountMismatch(int labels, int documents) => new(
        "LabelLengthMismatch",
        $"There {Counted.Agree(labels, "is", "are")} {Counted.Of(labels, "known label")} for {Counted.Of(documents, "document")}. Give one per document, in the same order, and null where it isn't known.", labels);

    /// <summary>Labels were given to a fit, but all are missing.</summary>
    /// <remarks>Label at least one document, or leave out the labels.</remarks>
    public static MixtureException NoLabel() => new(
        "NoLabel", "No document has a label: all that were given are missing. Label at least one document, or leave out the labels.", null);

    /// <summary>Labels should be taken from the true clusters of the documents, which are unknown.</summary>
    /// <remarks>Simulate the DFM, label it with -LabelProperty, or give the labels with -KnownLabel.</remarks>
    public static MixtureException NoClusterToLabel() => new(
        "NoKnownCluster",
        "The true clusters of the documents are unknown, so no labels can be taken from them. Simulate the DFM, label it with -LabelProperty, or give the labels with -KnownLabel.", null);

    /// <summary>The labels and seed words name more clusters than K.</summary>
    /// <remarks>Raise K to at least the number that the message states.</remarks>
    public static MixtureException LabelBeyondK(int needed, int k, bool areNames) => new(
        "LabelBeyondK",
        $"{(areNames ? $"There are {Counted.Of(needed, "name")} of clusters" : $"The numbers of clusters go up to {needed - 1}, from zero")}, but K is {k}. Raise K to at least {needed}.", k);

    /// <summary>No word of a cluster's seed words is in the vocabulary.</summary>
    /// <remarks>Check the spelling, and how the text was tokenised: words may be stemmed or pruned.</remarks>
    public static MixtureException UnknownSeedTerm(string cluster, string terms) => new(
        "UnknownSeedTerm",
        $"None of the seed terms of '{cluster}' ({terms}) is in the vocabulary of the documents. Check the spelling, and how the text was tokenised: words may be stemmed or pruned.", cluster);

    /// <summary>A word is a seed word of two clusters.</summary>
    /// <remarks>Give the word that the message names to one of the clusters only, or narrow the pattern that matches it.</remarks>
    public static MixtureException ContradictingSeedTerm(string word, string first, string second) => new(
        "ContradictingSeedTerm",
        $"'{word}' is a seed term of two clusters, '{first}' and '{second}'. Give it to one of them only, or narrow the pattern that matches it.", word);

    /// <summary>All documents had their label given to the fit, so there is none left to measure.</summary>
    /// <remarks>Measure them with -IncludeLabelled, or predict documents that the fit didn't have.</remarks>
    public static MixtureException NoUnlabelledDocument(int labelled) => new(
        "NoUnlabelledDocument",
        $"The label of every document was given to the fit ({Counted.Of(labelled, "document")}), so there is none to measure. Give -IncludeLabelled to measure them all the same, or pass other documents to Invoke-ClusterPrediction.", labelled);

    /// <summary>A clustering was fitted with labels or seed words, for which intervals aren't implemented.</summary>
    /// <remarks>Fit it without labels and seed words.</remarks>
    public static MixtureException GuidedFit() => new(
        "GuidedFit", "The clustering was fitted with labels or seed terms, and intervals aren't implemented for such fits. Fit it without them.", null);
}
