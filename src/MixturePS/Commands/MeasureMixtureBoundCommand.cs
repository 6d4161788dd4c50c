using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Foundation;
using MixturePS.Core.Simulation;

namespace MixturePS.Commands;

/// <summary>Tells the best accuracy that any method can be expected to reach on documents of a model.</summary>
/// <remarks>
/// <para>It is that of the rule that knows the model and gives each document its most probable cluster. Where there are
/// few enough possible documents each is enumerated and the figure is exact; otherwise documents are simulated, and
/// StandardError says how sure it is. ConfusionMatrix has the expected shares of documents of one cluster (row) that even
/// the best rule puts into another (column).</para>
/// <para>With -Target it tells how many tokens a document needs for that accuracy.</para>
/// </remarks>
/// <example>
/// <summary>What k-means could reach at best</summary>
/// <code>$model = New-MixtureModel -K 3 -Eta 1 -Seed 2026
/// $model | Measure-MixtureBound -DocumentLength 10
/// $model | Invoke-DfmSample -N 1000 | Invoke-KMeans | Measure-ClusterAccuracy</code>
/// </example>
/// <example>
/// <summary>A row for each length</summary>
/// <code>New-MixtureModel -K 3 -Seed 1 | Measure-MixtureBound -DocumentLength 1, 5, 10, 'Poisson(10)'</code>
/// </example>
/// <example>
/// <summary>How many tokens do I need for 95 %?</summary>
/// <code>New-MixtureModel -K 2 -Seed 1 | Measure-MixtureBound -Target 0.95</code>
/// </example>
/// <seealso cref="TestMixtureIdentifiabilityCommand"/>
/// <seealso cref="MeasureClusterAccuracyCommand"/>
[Cmdlet(VerbsDiagnostic.Measure, "MixtureBound", DefaultParameterSetName = "Length", HelpUri = HelpPages.Root + "Measure-MixtureBound.md")]
[OutputType(typeof(MixtureBoundResult))]
public sealed class MeasureMixtureBoundCommand : RandomCmdlet
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

    /// <summary>An accuracy to reach: the row is that of the shortest documents that do.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Target")]
    public double Target { get; set; }

    /// <summary>The longest documents that are tried for a target.</summary>
    [Parameter(ParameterSetName = "Target")]
    [PSDefaultValue(Value = 100000)]
    public long MaxLength { get; set; } = 100_000;

    /// <summary>The most possible documents that are enumerated; above it documents are simulated. With 0 they always are.</summary>
    [Parameter]
    [PSDefaultValue(Value = 2000000)]
    public long MaxOutcome { get; set; } = 2_000_000;

    /// <summary>The number of documents that are simulated where enumeration would be too long.</summary>
    [Parameter]
    [PSDefaultValue(Value = 200000)]
    public int SampleSize { get; set; } = 200_000;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (ParameterSetName == "Target")
        {
            if (!TryCompute("Bayes bound", (progress, stop) => MixtureBoundTarget.Find(InputObject, Target, MaxLength, Options(progress), stop), out var found)) return;
            if (found.Accuracy < Target) WriteWarning(FormattableString.Invariant($"Documents of {Counted.Of(MaxLength, "token")} don't reach the accuracy {Target}; the row is for that length. Raise -MaxLength to search further."));
            WriteWhole(found);
            return;
        }

        if (!TryCompute("Bayes bound", (_, _) => DocumentLength.ReadEach(), out var lengths)) return;
        foreach (var length in lengths)
            WriteComputed("Bayes bound", (progress, stop) => MixtureBound.Measure(InputObject, length.Distribution(), Options(progress), stop));
    }

    private MixtureBoundOptions Options(IProgress<ProgressReport> progress) =>
        new() { MaxOutcomes = MaxOutcome, Samples = SampleSize, Generator = GeneratorOr(null), Progress = progress };
}
