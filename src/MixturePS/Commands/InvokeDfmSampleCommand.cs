using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Simulation;

namespace MixturePS.Commands;

/// <summary>Draws documents from a mixture model: a document-feature matrix whose true clusters are known.</summary>
/// <remarks>
/// <para>First all clusters are drawn, then the documents' lengths where those are random, then all counts. The order is
/// that of the NumPy calls multinomial(1, alpha, N), poisson or negative_binomial, and multinomial(M, pi @ mu), and the
/// numbers are theirs for the same seed.</para>
/// <para>-Sampler Fast draws on a stream of its own, many times faster and on all cores: the generator gives two numbers
/// that seed blocks of 1,024 documents, so the result is the same for any number of threads. The result's Sampler says
/// which it was; a run is repeated with the same seed and the same sampler.</para>
/// <para>Without -Generator and -Seed the model's own generator goes on. With -N 0 there are no documents, which is no error.</para>
/// </remarks>
/// <example>
/// <summary>A thousand documents of ten tokens</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 1000</code>
/// </example>
/// <example>
/// <summary>Documents of random length</summary>
/// <code>New-MixtureModel -K 3 -J 20 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 'Poisson(25)'</code>
/// <para>Or 'NegativeBinomial(5, 0.2)', whose lengths vary more.</para>
/// </example>
/// <example>
/// <summary>A length for each document</summary>
/// <code>New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength 5, 10, 100</code>
/// </example>
/// <example>
/// <summary>A million documents at once</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000000 -Sampler Fast</code>
/// </example>
/// <seealso cref="NewMixtureModelCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "DfmSample", HelpUri = HelpPages.Root + "Invoke-DfmSample.md")]
[OutputType(typeof(Dfm))]
public sealed class InvokeDfmSampleCommand : RandomCmdlet
{
    /// <summary>The model to draw from.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public MixtureModel InputObject { get; set; } = null!;

    /// <summary>The number of documents.</summary>
    [Parameter(Position = 0)]
    [PSDefaultValue(Value = 1000)]
    public int N { get; set; } = 1000;

    /// <summary>
    /// The number of tokens of a document: one for all, a list of one a document, 'Poisson(mean)', or
    /// 'NegativeBinomial(size, probability)' as NumPy defines it. A hashtable does as well: @{ Poisson = 10 }.
    /// </summary>
    [Parameter(Position = 1)]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>
    /// The stream that documents are drawn on: NumPy's (NumPy), or one made for speed (Fast). The distribution is the same,
    /// the numbers aren't.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "NumPy")]
    public DfmSamplerKind Sampler { get; set; }

    /// <summary>The most threads that the fast sampler uses; one a core where it isn't given. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One a core")]
    public int ThrottleLimit { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteComputed("Drawing documents", (progress, stop) => Sampler == DfmSamplerKind.Fast
        ? FastDfmSampler.Sample(InputObject, N, DocumentLength.Read(), GeneratorOr(InputObject.Generator), ThrottleLimit, progress, stop)
        : DfmSampler.Sample(InputObject, N, DocumentLength.Read(), GeneratorOr(InputObject.Generator), progress, stop));
}
