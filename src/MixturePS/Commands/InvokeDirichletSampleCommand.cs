using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;

namespace MixturePS.Commands;

/// <summary>Draws word probabilities from a Dirichlet distribution, a draw a row.</summary>
/// <remarks>
/// <para>Each row of the matrix sums to 1. A small eta puts most of a draw on few words, a large one spreads it evenly; a
/// larger value for one word raises that word's share.</para>
/// <para>The draws are those of NumPy's Generator.dirichlet for the same seed.</para>
/// </remarks>
/// <example>
/// <summary>Three draws over the five default words</summary>
/// <code>Invoke-DirichletSample -Eta 1 -Size 3 -Seed 2026</code>
/// </example>
/// <example>
/// <summary>A word that is more likely than the others</summary>
/// <code>$draws = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 1000 -Seed 1
/// $draws.ColumnMeans()</code>
/// <para>The means are near 10/14 for the first word and 1/14 for each other.</para>
/// </example>
/// <seealso cref="NewRandomGeneratorCommand"/>
/// <seealso cref="InvokeMultinomialSampleCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "DirichletSample", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-DirichletSample.md")]
[OutputType(typeof(DenseMatrix))]
public sealed class InvokeDirichletSampleCommand : RandomCmdlet
{
    /// <summary>The parameters of the distribution, each above zero: one a word, or a single one for all words.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("alpha")]
    [AllowEmptyCollection]
    [AllowNull]
    public double[]? Eta { get; set; }

    /// <summary>The number of draws.</summary>
    [Parameter(Position = 1)]
    [PSDefaultValue(Value = 1)]
    public int Size { get; set; } = 1;

    /// <summary>
    /// The words, which the columns are named after. Where there are none, a single eta is for the words cat, dog, rat,
    /// porcupine and fox, and several are for numbered features.
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Vocabulary { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (!TryCompute("Reading eta", (_, _) => Dirichlets.Broadcast(Eta ?? [], Vocabulary, null), out var read)) return;
        if (!ShouldDraw("the draws", Size, read.Eta.Length)) return;
        WriteComputed("Drawing from a Dirichlet distribution", (progress, stop) =>
            Dirichlets.Sample(GeneratorOr(null), read.Eta, Size, read.Words, progress, stop));
    }
}
