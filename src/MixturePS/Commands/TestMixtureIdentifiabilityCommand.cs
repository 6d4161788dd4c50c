using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Commands;

/// <summary>Tells whether the clusters of a mixture can be told apart at all, whatever the method and however many documents there are.</summary>
/// <remarks>
/// <para>A mixture is identifiable where no other one of as many clusters or fewer has the same distribution of documents.
/// Short documents may make it impossible: single tokens show nothing but the overall word probabilities. NeededLength is a
/// length that is enough for the word probabilities at hand: 3 tokens where the rows of mu are linearly independent (Allman,
/// Matias and Rhodes 2009), 2 where each cluster has a word of its own (Vandermeulen and Scott 2019), and up to 2K - 1
/// otherwise, which is enough for any different clusters (Teicher 1963; Elmore and Wang 2003).</para>
/// <para>The verdict is Undecided where documents are shorter than that but nothing rules the mixture out: the conditions are
/// sufficient, and not all of them necessary. Where lengths differ the longest documents decide; ShareLongEnough says how
/// many are long enough.</para>
/// <para>SmallestSingularValue is that of mu. Identifiable in principle doesn't mean easy: the nearer it is to zero, the more
/// documents are needed. Measure-MixtureBound tells how many documents the best rule puts into their own clusters.</para>
/// </remarks>
/// <example>
/// <summary>Which lengths will do?</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Test-MixtureIdentifiability -DocumentLength 1, 2, 3, 10</code>
/// </example>
/// <example>
/// <summary>More clusters than words</summary>
/// <code>(New-MixtureModel -K 4 -J 2 -Seed 2026 | Test-MixtureIdentifiability -DocumentLength 6).Reason</code>
/// </example>
/// <example>
/// <summary>Of documents at hand</summary>
/// <code>$model = New-MixtureModel -K 3 -Seed 2026
/// $dfm = $model | Invoke-DfmSample -N 100 -DocumentLength 'Poisson(2)'
/// $model | Test-MixtureIdentifiability -Dfm $dfm</code>
/// </example>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsDiagnostic.Test, "MixtureIdentifiability", DefaultParameterSetName = "Length", HelpUri = HelpPages.Root + "Test-MixtureIdentifiability.md")]
[OutputType(typeof(IdentifiabilityResult))]
public sealed class TestMixtureIdentifiabilityCommand : MixtureCmdlet
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public MixtureModel InputObject { get; set; } = null!;

    /// <summary>
    /// The number of tokens of a document, 'Poisson(mean)' or 'NegativeBinomial(size, probability)'; a list gives a row for
    /// each.
    /// </summary>
    [Parameter(Position = 0, ParameterSetName = "Length")]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>Documents whose lengths are taken.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Dfm")]
    public Dfm Dfm { get; set; } = null!;

    /// <inheritdoc/>
    /// <remarks>Lengths are parameters: what is wrong with them is so for each model.</remarks>
    protected override bool EndsAtError => true;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Identifiability", (progress, stop) => Identifiability.TestEach(InputObject, [.. Lengths().Select(length => length.Distribution())], progress, stop), out var results)) return;
        foreach (var result in results) WriteObject(result);
    }

    private IReadOnlyList<DocumentLength> Lengths() => ParameterSetName == "Dfm"
        ? [Core.Simulation.DocumentLength.PerDocument([.. Dfm.RequireCounts("document lengths").DocumentLength().Select(length => WholeNumber.Clamp(length))])]
        : DocumentLength.ReadEach();
}
