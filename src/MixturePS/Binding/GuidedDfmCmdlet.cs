using System.Collections;
using System.Management.Automation;
using MixturePS.Core.Clustering;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that fit a mixture and take labels and seed words: -KnownLabel, -LabelledDocument, -SeedTerm and -SeedWeight.</summary>
public abstract class GuidedDfmCmdlet : RandomDfmCmdlet
{
    /// <summary>
    /// The label of each document, in the order of the documents: the name or the number of its cluster, or null or an
    /// empty string if it isn't known. A labelled document stays in its cluster. Names are the names of the clusters.
    /// </summary>
    [Parameter]
    [AllowNull]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public object?[]? KnownLabel { get; set; }

    /// <summary>
    /// The number of documents whose label is taken from the known clusters of the DFM: an experiment on what labels are
    /// worth. They are drawn at random from the seed of the fit, the first example of each known cluster before any other
    /// document. With the same seed, more labels only add documents, and 0 labels none.
    /// </summary>
    [Parameter]
    public WholeNumber? LabelledDocument { get; set; }

    /// <summary>
    /// Words that are typical of some clusters: a hashtable with the name or number of a cluster as key, and its words or
    /// wildcard patterns as value, such as @{ economy = 'tax*', 'budget'; health = 'hospital*' }. Each word adds tokens to
    /// the prior of its cluster. Clusters are in the order of an [ordered] dictionary, or else sorted by name.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public IDictionary? SeedTerm { get; set; }

    /// <summary>The number of tokens that each seed word adds to its count in its cluster, above 0.</summary>
    [Parameter]
    [PSDefaultValue(Help = "The number of the word's tokens in all documents, divided by -K")]
    public Number? SeedWeight { get; set; }

    /// <summary>Whether labels were given.</summary>
    private protected bool HasLabels => IsTyped(nameof(KnownLabel)) || LabelledDocument is not null;

    /// <summary>Whether labels or seed words were given.</summary>
    private protected bool IsGuided => HasLabels || SeedTerm is not null;

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (IsTyped(nameof(KnownLabel)) && LabelledDocument is not null) ThrowTerminatingError(ErrorCatalogue.ConflictingParameter(nameof(KnownLabel), "-LabelledDocument"));
        if (SeedWeight is not null && SeedTerm is null) ThrowTerminatingError(ErrorCatalogue.ParameterNeeded(nameof(SeedWeight), "-SeedTerm"));
    }

    /// <summary>Reads the labels and seed words for a DFM. Returns false if the error of this record was written.</summary>
    /// <param name="dfm">The documents.</param>
    /// <param name="unlabelledWeight">The weight of a document without a label.</param>
    /// <param name="guidance">The labels and seed words, or null without any.</param>
    /// <param name="count">The number of clusters that they name, or null.</param>
    private protected bool TryReadGuidance(Dfm dfm, double unlabelledWeight, out GuidanceOptions? guidance, out int? count)
    {
        (guidance, count) = (null, null);
        if (!IsGuided) return true;
        var unknown = new List<string>();
        if (!TryCompute("Reading labels", (_, _) => Read(dfm, unlabelledWeight, unknown), out var read)) return false;
        if (unknown.Count > 0) WriteWarning($"{(unknown.Count == 1 ? "A seed term matches" : "Seed terms match")} no word of the vocabulary: {string.Join(", ", unknown)}.");
        (guidance, count) = (read.Options, read.Count);
        return true;
    }

    /// <summary>Says with -Verbose which labels and seed words a clustering was fitted with, and warns about labels that say nothing about words.</summary>
    /// <param name="clustering">The clustering.</param>
    private protected void SayGuidance(FittedMixture clustering)
    {
        if (!IsGuided) return;
        int n = clustering.Dfm.DocumentCount, labelled = clustering.LabelledDocumentCount;
        string weight = clustering is MixtureClustering { UnlabelledWeight: not 1 and var lambda } ? FormattableString.Invariant($"; the others have the weight {lambda:G6}") : string.Empty;
        string seeds = clustering.SeedTerm.Count == 0 ? string.Empty : $"; seed terms: {string.Join("; ", clustering.SeedTerm)}";
        WriteVerbose($"{labelled} of {Counted.Of(n, "document")} {Counted.Agree(labelled, "has a label", "have labels")}{weight}{seeds}");
        int empty = clustering.LabelledDocument.Count(i => clustering.Dfm.Matrix.RowValues(i).IndexOfAnyExcept(0.0) < 0);
        if (empty > 0) WriteWarning($"{Counted.Of(empty, "labelled document")} {Counted.Agree(empty, "has", "have")} no tokens: {Counted.Agree(empty, "it counts", "they count")} for the size of {Counted.Agree(empty, "its cluster", "their clusters")} alone.");
        if (labelled == n) WriteWarning("All documents have labels, so the fit is an estimate from these alone.");
    }

    private GuidanceRead Read(Dfm dfm, double unlabelledWeight, List<string> unknown)
    {
        var options = new GuidanceOptions
        {
            KnownLabels = IsTyped(nameof(KnownLabel)) ? [.. LabelReading.Items(KnownLabel ?? [])] : null,
            LabelledDocuments = LabelledDocument,
            UnlabelledWeight = unlabelledWeight,
            SeedTerms = SeedTerm is null ? [] : SeedTermReading.Read(SeedTerm, dfm.Vocabulary, unknown),
            SeedWeight = SeedWeight,
        };
        return new GuidanceRead(options, options.ClusterCount(dfm));
    }

    private sealed record GuidanceRead(GuidanceOptions Options, int? Count);
}
