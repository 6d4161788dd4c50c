using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Commands;

/// <summary>Computes the best accuracy that any method can be expected to reach on documents of a model (that of the Bayes rule).</summary>
/// <remarks>
/// <para>The bound is the expected accuracy of the Bayes rule, which knows the model and assigns each document to its
/// most probable cluster. If there are few enough possible documents, all are enumerated and the bound is exact.
/// Otherwise documents are simulated, and StandardError is the standard error of the estimate. The output is one row
/// for each document length. Its ConfusionMatrix contains the expected share of documents from each cluster (row) that
/// the Bayes rule assigns to each cluster (column).</para>
/// <para>With -Target, the output is the bound at the smallest document length that reaches the target accuracy.</para>
/// </remarks>
/// <example>
/// <summary>Compare k-means with the best possible accuracy</summary>
/// <code>$model = New-MixtureModel -K 3 -Eta 1 -Seed 2026
/// $model | Measure-MixtureBound -DocumentLength 10
/// $model | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// <para>The first output is the bound, and the second is the accuracy of k-means on documents of the same
/// model.</para>
/// </example>
/// <example>
/// <summary>Compute the bound for several document lengths</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Measure-MixtureBound -DocumentLength 1, 5, 10, 'Poisson(10)'</code>
/// <para>There is one row for each length.</para>
/// </example>
/// <example>
/// <summary>Find the document length needed for an accuracy of 95 %</summary>
/// <code>New-MixtureModel -K 2 -Seed 1 | Measure-MixtureBound -Target 0.95</code>
/// <para>DocumentLength of the row is the smallest number of tokens that reaches the target.</para>
/// </example>
/// <seealso cref="TestMixtureIdentifiabilityCommand"/>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "MixtureBound", DefaultParameterSetName = "Length", HelpUri = HelpPages.Root + "Measure-MixtureBound.md")]
[OutputType(typeof(MixtureBoundResult))]
public sealed class MeasureMixtureBoundCommand : RandomCmdlet
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

    /// <summary>The accuracy to reach, above 0 and below 1. The row is for the shortest documents that reach it.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Target")]
    public Number Target { get; set; } = 0;

    /// <summary>The maximum document length, in tokens, that is tried for -Target.</summary>
    [Parameter(ParameterSetName = "Target")]
    [PSDefaultValue(Value = 100000)]
    [LongInteger]
    public WholeNumber MaxLength { get; set; } = 100_000;

    /// <summary>
    /// The maximum number of possible documents to enumerate. If there are more, documents are simulated. With 0, they
    /// are always simulated.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = 2000000)]
    [LongInteger]
    public WholeNumber MaxOutcome { get; set; } = 2_000_000;

    /// <summary>The number of documents to simulate if enumeration would take too long.</summary>
    [Parameter]
    [PSDefaultValue(Value = 200000)]
    public WholeNumber SampleSize { get; set; } = 200_000;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow()) return;
        if (ParameterSetName == "Target")
        {
            if (!TryCompute("Bayes rule", (progress, stop) => MixtureBoundTarget.Find(InputObject, Target, MaxLength, Options(progress), stop), out var found)) return;
            if (found.Accuracy < Target) WriteWarning(FormattableString.Invariant($"Documents of {Counted.Of(MaxLength, "token")} don't reach the accuracy {Target}; the row is for that length. Raise -MaxLength to search further."));
            WriteWhole(found);
            return;
        }

        if (!TryCompute("Bayes rule", (_, _) => DocumentLength.ReadEach(), out var lengths)) return;
        foreach (var length in lengths)
            WriteComputed("Bayes rule", (progress, stop) => MixtureBound.Measure(InputObject, length.Distribution(), Options(progress), stop));
    }

    private MixtureBoundOptions Options(IProgress<ProgressReport> progress) =>
        new() { MaxOutcomes = MaxOutcome, Samples = SampleSize, Generator = GeneratorOr(null), Progress = progress };
}
