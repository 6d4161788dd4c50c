using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Commands;

/// <summary>
/// Tests whether a mixture is identifiable, that is, whether its clusters can be recovered at all, however many
/// documents there are.
/// </summary>
/// <remarks>
/// <para>A mixture is identifiable if no other mixture with at most as many clusters has the same distribution of
/// documents. Short documents can make this impossible: documents of one token show only the overall word
/// probabilities. The output is one row with the Verdict (Identifiable, NotIdentifiable or Undecided) and its
/// Reason.</para>
/// <para>NeededLength is a document length that is sufficient for the model's word probabilities: 3 tokens if the rows
/// of mu are linearly independent (Allman, Matias and Rhodes 2009), 2 if each cluster has a word that no other cluster
/// uses (Vandermeulen and Scott 2019), and at most 2K - 1 otherwise, which is sufficient for any distinct clusters
/// (Teicher 1963; Elmore and Wang 2003).</para>
/// <para>The verdict is Undecided if documents are shorter than NeededLength and no known result rules identifiability
/// out, because the conditions are sufficient but not all necessary. If the lengths vary, the longest documents
/// determine the verdict; ShareLongEnough is the share of documents that are long enough.</para>
/// <para>SmallestSingularValue is that of mu. An identifiable mixture isn't necessarily easy to recover: the nearer
/// this value is to zero, the more documents are needed. Measure-MixtureBound computes what share of documents the
/// Bayes rule assigns to the right cluster.</para>
/// </remarks>
/// <example>
/// <summary>Test several document lengths</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Test-MixtureIdentifiability -DocumentLength 1, 2, 3, 10</code>
/// <para>There is one row for each length.</para>
/// </example>
/// <example>
/// <summary>Test a model with more clusters than words</summary>
/// <code>(New-MixtureModel -K 4 -J 2 -Seed 2026 | Test-MixtureIdentifiability -DocumentLength 6).Reason</code>
/// <para>The output is the reason for the verdict.</para>
/// </example>
/// <example>
/// <summary>Test the lengths of given documents</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $dfm = $model | Invoke-DfmSample -N 100 -DocumentLength 'Poisson(2)'
/// $model | Test-MixtureIdentifiability -Dfm $dfm</code>
/// <para>The lengths are those of the documents in the DFM.</para>
/// </example>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "MixtureIdentifiability", DefaultParameterSetName = "Length", HelpUri = HelpPages.Root + "Test-MixtureIdentifiability.md")]
[OutputType(typeof(IdentifiabilityResult))]
public sealed class TestMixtureIdentifiabilityCommand : MixtureCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public MixtureModel InputObject { get; set; } = null!;

    /// <summary>
    /// The number of tokens per document, 'Poisson(mean)' or 'NegativeBinomial(size, probability)'. A list or a
    /// range such as 1..5 gives one row for each of its items.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true, ParameterSetName = "Length")]
    [ArgumentCompleter(typeof(DocumentLengthCompleter))]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>Documents whose lengths are used.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Dfm")]
    public Dfm Dfm { get; set; } = null!;

    /// <inheritdoc/>
    /// <remarks>Lengths are parameters, so an invalid one is invalid for every model.</remarks>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow() || !TryCompute("Identifiability", (progress, stop) => Identifiability.TestEach(InputObject, [.. Lengths().Select(length => length.Distribution())], progress, stop), out var results)) return;
        foreach (var result in results)
        {
            Say($"Tested a {InputObject} with documents of {result.DocumentLength} tokens: {result.Verdict}");
            WriteObject(result);
        }
    }

    private IReadOnlyList<DocumentLength> Lengths() => ParameterSetName == "Dfm"
        ? [Core.Simulation.DocumentLength.PerDocument([.. Dfm.RequireCounts("document lengths").DocumentLength().Select(length => SaturatingConversion.ToInt64(length))])]
        : DocumentLength.ReadEach();
}
