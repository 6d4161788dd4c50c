using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Commands;

/// <summary>Trims the features of a document-feature matrix: by list, pattern, document frequency, total count, or to a number of them.</summary>
/// <remarks>
/// <para>A feature must pass every limit that is given. Limits are applied in this order: -Keep and -Drop, -Pattern, document frequency,
/// total count, -MaxFeature. The features that stay keep their order.</para>
/// <para>What was left out is in the result's Selection and shown with -Verbose. Documents in which no feature is left stay, as empty rows,
/// and are counted there; -DropEmptyDocument leaves them out. A weighted DFM can be trimmed by words and document frequency, but not by
/// total counts. Where features of simulated documents are left out the result has no Model any more, as its words aren't the model's.</para>
/// </remarks>
/// <example>
/// <summary>Words that are in at least 2 and in at most 70 % of the documents</summary>
/// <code>$dfm = 'red and green', 'green and blue', 'blue and red and white' | ConvertTo-Dfm
/// $dfm | Select-DfmFeature -MinDocumentFrequency 2 -MaxDocumentFrequency 0.7</code>
/// </example>
/// <example>
/// <summary>The words that are letters alone, without some, and no document without words</summary>
/// <code>$trimmed = $dfm | Select-DfmFeature -Pattern '^\p{L}+$' -Drop and, or -DropEmptyDocument
/// $trimmed.Selection</code>
/// </example>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsCommon.Select, "DfmFeature", HelpUri = HelpPages.Root + "Select-DfmFeature.md")]
[OutputType(typeof(Dfm))]
public sealed class SelectDfmFeatureCommand : DfmCmdlet
{
    /// <summary>The only features that may stay: a list of words, or a DFM that has them.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureCompleter))]
    [ValidateNotNull]
    public object? Keep { get; set; }

    /// <summary>Features to leave out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureCompleter))]
    [AllowEmptyCollection]
    public string[] Drop { get; set; } = [];

    /// <summary>A .NET regular expression that a feature must match somewhere, with regard to case; ^ and $ tie it to the whole word.</summary>
    [Parameter]
    public string? Pattern { get; set; }

    /// <summary>The fewest documents that have a feature: a whole number, or a share of the documents between 0 and 1. So 1 is one document.</summary>
    [Parameter]
    [Alias("min_df")]
    public double? MinDocumentFrequency { get; set; }

    /// <summary>The most documents that have a feature: a whole number, or a share of the documents between 0 and 1. So 1 is one document.</summary>
    [Parameter]
    [Alias("max_df")]
    public double? MaxDocumentFrequency { get; set; }

    /// <summary>The least total count of a feature.</summary>
    [Parameter]
    public long? MinCount { get; set; }

    /// <summary>The greatest total count of a feature.</summary>
    [Parameter]
    public long? MaxCount { get; set; }

    /// <summary>The most features; those with the greatest total count are kept, of equals those that come first.</summary>
    [Parameter]
    [Alias("max_features")]
    public int? MaxFeature { get; set; }

    /// <summary>Leaves out documents in which no feature is left.</summary>
    [Parameter]
    public SwitchParameter DropEmptyDocument { get; set; }

    /// <inheritdoc/>
    protected override void Process(Dfm dfm)
    {
        if (!TryCompute("Selecting features", (_, stop) => FeatureSelection.Select(dfm, Options(), stop), out var selected)) return;
        WriteVerbose($"{selected}: {selected.Selection}.");
        if (selected.FeatureCount == 0) WriteWarning($"The DFM has no features left: {selected.Selection}.");
        WriteWhole(selected);
    }

    private FeatureSelectionOptions Options() => new()
    {
        Keep = Keep is null ? null : WordListReading.Words(Keep),
        Drop = Drop,
        Pattern = Pattern is null ? null : DfmBuilderOptions.ParsePattern(Pattern),
        MinDocumentFrequency = MinDocumentFrequency,
        MaxDocumentFrequency = MaxDocumentFrequency,
        MinCount = MinCount,
        MaxCount = MaxCount,
        MaxFeatures = MaxFeature,
        DropEmptyDocuments = DropEmptyDocument,
    };
}
