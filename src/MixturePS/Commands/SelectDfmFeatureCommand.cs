using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Text;

namespace MixturePS.Commands;

/// <summary>
/// Selects features of a document-feature matrix by list, pattern, document frequency or total count, or up to a
/// maximum number.
/// </summary>
/// <remarks>
/// <para>The output is a DFM with the features that pass all given limits, in the same order as before. The limits are
/// applied in this order: -Keep and -Drop, -Pattern, document frequency, total count, -MaxFeature.</para>
/// <para>The property Selection of the DFM counts what was removed; -Verbose shows the same counts. Documents without
/// any remaining feature stay as empty rows, unless you give -DropEmptyDocument. Weighted DFMs can be filtered by words
/// and document frequency, but not by total count. If features of simulated documents are removed, the result has no
/// Model, because its words aren't those of the model.</para>
/// </remarks>
/// <example>
/// <summary>Select words by document frequency</summary>
/// <code>$dfm = 'red and green', 'green and blue', 'blue and red and white' | ConvertTo-Dfm
/// $dfm | Select-DfmFeature -MinDocumentFrequency 2 -MaxDocumentFrequency 0.7</code>
/// <para>The remaining words are in at least two documents, and in at most 70 % of them.</para>
/// </example>
/// <example>
/// <summary>Select words by pattern and remove empty documents</summary>
/// <code>$trimmed = $dfm | Select-DfmFeature -Pattern '^\p{L}+$' -Drop and, or -DropEmptyDocument
/// $trimmed.Selection</code>
/// <para>The remaining words consist of letters only, without 'and' and 'or'.</para>
/// </example>
/// <seealso cref="ConvertToDfmCommand"/>
[Cmdlet(VerbsCommon.Select, "DfmFeature", HelpUri = HelpPages.Root + "Select-DfmFeature.md")]
[OutputType(typeof(Dfm))]
public sealed class SelectDfmFeatureCommand : DfmCmdlet
{
    /// <summary>The features to keep: a list of words, or a DFM whose features are used. All others are removed.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureCompleter))]
    [ValidateNotNull]
    public object? Keep { get; set; }

    /// <summary>The features to remove.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(FeatureCompleter))]
    [AllowEmptyCollection]
    public string[] Drop { get; set; } = [];

    /// <summary>A case-sensitive .NET regular expression. Features without a match are removed. Use ^ and $ to match whole words.</summary>
    [Parameter]
    public string? Pattern { get; set; }

    /// <summary>
    /// The minimum number of documents that contain a feature, or their share if the value is between 0 and 1. A value
    /// of 1 means one document. Rarer features are removed.
    /// </summary>
    [Parameter]
    [Alias("min_df")]
    [NumberTransformation]
    public double? MinDocumentFrequency { get; set; }

    /// <summary>
    /// The maximum number of documents that contain a feature, or their share if the value is between 0 and 1. A value
    /// of 1 means one document. More common features are removed.
    /// </summary>
    [Parameter]
    [Alias("max_df")]
    [NumberTransformation]
    public double? MaxDocumentFrequency { get; set; }

    /// <summary>The minimum total count of a feature.</summary>
    [Parameter]
    public long? MinCount { get; set; }

    /// <summary>The maximum total count of a feature.</summary>
    [Parameter]
    public long? MaxCount { get; set; }

    /// <summary>
    /// The maximum number of features. The features with the greatest total counts are kept; ties go to the feature
    /// that comes first.
    /// </summary>
    [Parameter]
    [Alias("max_features")]
    public int? MaxFeature { get; set; }

    /// <summary>Removes documents without any remaining feature.</summary>
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
