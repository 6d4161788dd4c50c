using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Draws counts from a multinomial distribution, one draw per row.</summary>
/// <remarks>
/// <para>The output is a matrix of counts with one column per category. With -Trials 1, each row contains a single 1,
/// for example the cluster of a document. With more trials, a row contains the counts of that many tokens over the
/// words.</para>
/// <para>-Probability is one distribution, or a matrix with one distribution per row; each row of the matrix is then
/// used for one draw. For the same seed, the draws equal those of NumPy's Generator.multinomial.</para>
/// </remarks>
/// <example>
/// <summary>Draw the cluster of one document</summary>
/// <code>Invoke-MultinomialSample -Trials 1 -Probability 0.2, 0.4, 0.4 -Seed 2026</code>
/// <para>The column with the 1 is the cluster.</para>
/// </example>
/// <example>
/// <summary>Draw ten tokens for each of three clusters</summary>
/// <code>$mu = Invoke-DirichletSample -Eta 1 -Size 3 -Seed 1
/// Invoke-MultinomialSample -Trials 10 -Probability $mu -Seed 2</code>
/// <para>The columns have the same names as those of mu.</para>
/// </example>
/// <seealso cref="NewRandomGeneratorCommand"/>
/// <seealso cref="InvokeDirichletSampleCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MultinomialSample", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-MultinomialSample.md")]
[OutputType(typeof(CountMatrix))]
public sealed class InvokeMultinomialSampleCommand : RandomCmdlet
{
    private static readonly WholeNumber DefaultSize = 1;

    /// <summary>The number of trials per draw, zero or more: one number for all draws, or one per row.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("n")]
    [AllowEmptyCollection]
    [LongInteger]
    public WholeNumber[] Trials { get; set; } = [];

    /// <summary>The probabilities, which sum to 1: a list, or a matrix with one distribution per row.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("pvals")]
    [AllowEmptyCollection]
    public object Probability { get; set; } = null!;

    /// <summary>The number of draws from a single distribution.</summary>
    [Parameter(Position = 2, ValueFromPipelineByPropertyName = true)]
    [PSDefaultValue(Value = 1)]
    public WholeNumber Size { get; set; } = DefaultSize;

    /// <summary>The words, which become the column names. By default the column names of -Probability are used, if it has any.</summary>
    [Parameter]
    public string[]? Vocabulary { get; set; }

    /// <inheritdoc/>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [SeedTransformation]
    public override SeedArgument? Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryReadSeedRow() || !TryCompute("Reading the probabilities", (_, stop) => MatrixReading.ReadProbabilities(Probability, stop), out var probability)) return;
        var trials = WholeNumber.LongList(Trials);
        int rows = Math.Max(probability.RowCount, trials.Length);
        if (!ReferenceEquals(Size, DefaultSize) && rows > 1 && Size != rows)
        {
            EndOrWrite(ErrorCatalogue.ConflictingSize(nameof(Size), Size, rows));
            return;
        }

        int size = rows > 1 ? rows : Size;
        if (!ShouldDraw("the draws", size, probability.ColumnCount)) return;
        WriteComputed("Drawing from a multinomial distribution", (progress, stop) =>
            Multinomials.Sample(GeneratorOr(null), trials, probability, size, Vocabulary, progress, stop));
    }
}
