namespace MixturePS.Core.Foundation;

/// <summary>Errors of reports: one factory per id.</summary>
internal static class ReportError
{
    /// <summary>The number of texts doesn't match the number of documents.</summary>
    /// <remarks>Give the text of every document, in the order of the DFM. If documents were dropped, keep their texts with ConvertTo-Dfm -KeepText.</remarks>
    public static MixtureException TextCountMismatch(int texts, int documents) => new(
        "TextCountMismatch",
        $"There {Counted.Agree(texts, "is", "are")} {Counted.Of(texts, "text")} for {Counted.Of(documents, "document")}. Give the text of every document, in the same order.", texts);

    /// <summary>Texts or labels of documents were given with a clustering that has no documents.</summary>
    /// <remarks>Leave out the texts and labels, or save the clustering with its documents.</remarks>
    public static MixtureException NoDocuments(string what) => new(
        "DocumentsNeeded", $"The clustering was saved without its documents, so {what} can't be shown. Leave out the {what}, or save the clustering with its documents.", null);

    /// <summary>The number of known labels doesn't match the number of documents.</summary>
    /// <remarks>Give one label per document, in the order of the documents.</remarks>
    public static MixtureException LabelCountMismatch(int labels, int documents) => new(
        "LabelLengthMismatch",
        $"There {Counted.Agree(labels, "is", "are")} {Counted.Of(labels, "known label")} for {Counted.Of(documents, "document")}. Give one per document, in the same order.", labels);

    /// <summary>The folder of the report doesn't exist.</summary>
    /// <remarks>Create the folder first.</remarks>
    public static MixtureException FolderNotFound(string path) => new(
        "FolderNotFound", $"The folder of the report '{path}' doesn't exist. Create it first.", path);

    /// <summary>The rows have nothing that a report on an experiment shows.</summary>
    /// <remarks>Pass rows of Invoke-MixtureExperiment, Import-MixtureJournal or Measure-MixtureExperiment.</remarks>
    public static MixtureException NothingToReport(string why) => new(
        "NothingToReport", $"There is nothing to report: {why}.", null);

    /// <summary>Differences from a method were asked for, but the summaries have none.</summary>
    /// <remarks>Give Measure-MixtureExperiment the same -Reference, or pass the rows of the runs.</remarks>
    public static MixtureException NoDifferences(string reference) => new(
        "UnknownReference", $"The summaries have no differences from {reference}. Give Measure-MixtureExperiment -Reference {reference}, or pass the rows of the runs.", reference);

    /// <summary>Several summaries are of the same metric and the same values of all factors.</summary>
    /// <remarks>Pass the summaries of one call of Measure-MixtureExperiment.</remarks>
    public static MixtureException SeveralSummaries(string metric, string values) => new(
        "SeveralRowsInCell", $"Several rows summarise {metric} for {values}. Pass the summaries of one call of Measure-MixtureExperiment.", metric);
}
