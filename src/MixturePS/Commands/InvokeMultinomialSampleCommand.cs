using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;
using MixturePS.Errors;

namespace MixturePS.Commands;

/// <summary>Draws counts from a multinomial distribution, a draw a row.</summary>
/// <remarks>
/// <para>With -Trials 1 a row has a single one: the cluster of a document, say. With more it has the counts of so many
/// tokens over the words.</para>
/// <para>-Probability takes one distribution, or a matrix with one a row; then each row is drawn from once. The draws are
/// those of NumPy's Generator.multinomial for the same seed.</para>
/// </remarks>
/// <example>
/// <summary>The cluster of one document</summary>
/// <code>Invoke-MultinomialSample -Trials 1 -Probability 0.2, 0.4, 0.4 -Seed 2026</code>
/// </example>
/// <example>
/// <summary>Ten tokens for each of three clusters</summary>
/// <code>$mu = Invoke-DirichletSample -Eta 1 -Size 3 -Seed 1
/// Invoke-MultinomialSample -Trials 10 -Probability $mu -Seed 2</code>
/// <para>The columns have the names of mu's.</para>
/// </example>
/// <seealso cref="NewRandomGeneratorCommand"/>
/// <seealso cref="InvokeDirichletSampleCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "MultinomialSample", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-MultinomialSample.md")]
[OutputType(typeof(CountMatrix))]
public sealed class InvokeMultinomialSampleCommand : RandomCmdlet
{
    /// <summary>The number of trials of a draw, zero or more: one for all draws, or one a row.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("n")]
    [AllowEmptyCollection]
    public long[] Trials { get; set; } = [];

    /// <summary>The probabilities, which sum to 1: a list, or a matrix with a distribution a row.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [Alias("pvals")]
    [AllowEmptyCollection]
    public object Probability { get; set; } = null!;

    /// <summary>The number of draws from a single distribution.</summary>
    [Parameter(Position = 2)]
    [PSDefaultValue(Value = 1)]
    public int Size { get; set; } = 1;

    /// <summary>The words, which the columns are named after; those of -Probability, if it has any, where none are given.</summary>
    [Parameter]
    public string[]? Vocabulary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Reading the probabilities", (_, stop) => MatrixReading.ReadProbabilities(Probability, stop), out var probability)) return;
        int rows = Math.Max(probability.RowCount, Trials.Length);
        if (MyInvocation.BoundParameters.ContainsKey(nameof(Size)) && rows > 1 && Size != rows)
            ThrowTerminatingError(ErrorCatalogue.ConflictingSize(nameof(Size), Size, rows));
        int size = rows > 1 ? rows : Size;
        if (!ShouldDraw("the draws", size, probability.ColumnCount)) return;
        WriteComputed("Drawing from a multinomial distribution", (progress, stop) =>
            Multinomials.Sample(GeneratorOr(null), Trials, probability, size, Vocabulary, progress, stop));
    }
}
