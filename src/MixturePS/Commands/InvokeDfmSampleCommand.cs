using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Core.Simulation;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Draws documents from a mixture model: a document-feature matrix with known clusters or topics.</summary>
/// <remarks>
/// <para>All clusters are drawn first, then the document lengths if they are random, then all counts. For the same
/// seed, the numbers equal those of the NumPy calls multinomial(1, alpha, N), poisson or negative_binomial, and
/// multinomial(M, pi @ mu), in this order.</para>
/// <para>-Sampler Fast uses a different random stream, which is many times faster and uses all cores. It draws two
/// numbers from the generator to seed blocks of 1,024 documents, so the result is the same for any number of threads.
/// The property Sampler of the DFM records which stream was used. To reproduce the documents, use the same seed and the
/// same sampler.</para>
/// <para>From a model with mixed membership, each document draws its topic shares from Dirichlet(alpha), each token draws
/// its topic with these shares, and its word from that topic. The DFM then has no known clusters. Instead, KnownTheta
/// contains the true share of each topic in each document, and KnownTopicTokens its tokens, which Measure-TopicAccuracy
/// compares with. The stream is that of -Sampler Fast; NumPy has none for such documents.</para>
/// <para>Without -Generator and -Seed, the documents are drawn from the model's own generator, which advances. With -N
/// 0 the DFM has no documents, and there is no error.</para>
/// </remarks>
/// <example>
/// <summary>Draw a thousand documents of ten tokens</summary>
/// <code>New-MixtureModel -K 3 -Eta 1 -Seed 2026 | Invoke-DfmSample -N 1000</code>
/// <para>The length of ten tokens is the default.</para>
/// </example>
/// <example>
/// <summary>Draw documents of random length</summary>
/// <code>New-MixtureModel -K 3 -J 20 -Seed 1 | Invoke-DfmSample -N 500 -DocumentLength 'Poisson(25)'</code>
/// <para>The lengths have a Poisson distribution with mean 25. Those of 'NegativeBinomial(5, 0.2)' would vary
/// more.</para>
/// </example>
/// <example>
/// <summary>Give the length of each document</summary>
/// <code>New-MixtureModel -K 2 -Seed 1 | Invoke-DfmSample -N 3 -DocumentLength 5, 10, 100</code>
/// <para>The three documents have 5, 10 and 100 tokens.</para>
/// </example>
/// <example>
/// <summary>Draw a million documents quickly</summary>
/// <code>New-MixtureModel -K 3 -Seed 2026 | Invoke-DfmSample -N 1000000 -Sampler Fast</code>
/// <para>The distribution is that of the default sampler, but the numbers differ.</para>
/// </example>
/// <example>
/// <summary>Draw documents that mix topics</summary>
/// <code>$dfm = New-MixtureModel -K 3 -Membership Mixed -Seed 1 | Invoke-DfmSample -N 100 -DocumentLength 50
/// $dfm.KnownTheta</code>
/// <para>The matrix has one row per document and one column per topic.</para>
/// </example>
/// <seealso cref="NewMixtureModelCommand"/>
/// <seealso cref="InvokeTopicModelCommand"/>
/// <seealso cref="MeasureMixtureBoundCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "DfmSample", HelpUri = HelpPages.Root + "Invoke-DfmSample.md")]
[OutputType(typeof(Dfm))]
public sealed class InvokeDfmSampleCommand : RandomCmdlet
{
    /// <summary>The model to draw from.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public MixtureModel InputObject { get; set; } = null!;

    /// <summary>The number of documents.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 1000)]
    public WholeNumber N { get; set; } = 1000;

    /// <summary>
    /// The number of tokens per document: one number for all documents, a list with one number per document,
    /// 'Poisson(mean)', or 'NegativeBinomial(size, probability)' in NumPy's parametrisation. A hashtable such as @{
    /// Poisson = 10 } also works.
    /// </summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(DocumentLengthCompleter))]
    [Alias("M")]
    [DocumentLengthTransformation]
    [PSDefaultValue(Help = "10")]
    public DocumentLengthArgument DocumentLength { get; set; } = new(10);

    /// <summary>
    /// The random stream: that of NumPy (NumPy), or a faster one (Fast). The distribution is the same, but the numbers
    /// differ. Models with mixed membership have only the faster one.
    /// </summary>
    [Parameter]
    [PSDefaultValue(Value = "NumPy")]
    public DfmSamplerKind Sampler { get; set; }

    /// <summary>The maximum number of threads of the fast sampler. The result doesn't depend on it.</summary>
    [Parameter]
    [PSDefaultValue(Help = "One per core")]
    public WholeNumber ThrottleLimit { get; set; } = 0;

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadRow()) return;
        bool isMixed = InputObject.Membership == MixtureMembership.Mixed;
        if (isMixed && Sampler == DfmSamplerKind.NumPy && IsTyped(nameof(Sampler)))
        {
            EndOrWrite(ErrorCatalogue.ConflictingParameter("Sampler NumPy", "a model of mixed membership"));
            return;
        }

        if (!TryCompute("Drawing documents", (progress, stop) => isMixed
        ? TopicSampler.Sample(InputObject, N, DocumentLength.Read(), GeneratorOr(InputObject.Generator), ThrottleLimit, progress, stop)
        : Sampler == DfmSamplerKind.Fast
        ? FastDfmSampler.Sample(InputObject, N, DocumentLength.Read(), GeneratorOr(InputObject.Generator), ThrottleLimit, progress, stop)
        : DfmSampler.Sample(InputObject, N, DocumentLength.Read(), GeneratorOr(InputObject.Generator), progress, stop), out var dfm)) return;
        Say($"Drew {dfm} from a {InputObject}, lengths {DocumentLength}, sampler {dfm.Sampler}, seed {dfm.Seed}");
        WriteWhole(dfm);
    }
}
