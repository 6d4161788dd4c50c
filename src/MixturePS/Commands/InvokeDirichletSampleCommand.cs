using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Data;

namespace MixturePS.Commands;

/// <summary>Draws word probabilities from a Dirichlet distribution, one draw per row.</summary>
/// <remarks>
/// <para>The output is a matrix whose rows sum to 1. With a small eta, each draw concentrates on few words; with a
/// large one, all words have similar probabilities. A larger value for one word raises the mean probability of that
/// word.</para>
/// <para>For the same seed, the draws equal those of NumPy's Generator.dirichlet.</para>
/// </remarks>
/// <example>
/// <summary>Draw three times over the five default words</summary>
/// <code>Invoke-DirichletSample -Eta 1 -Size 3 -Seed 2026</code>
/// <para>The matrix has three rows and one column for each of the words cat, dog, rat, porcupine and fox.</para>
/// </example>
/// <example>
/// <summary>Make one word more likely than the others</summary>
/// <code>$draws = Invoke-DirichletSample -Eta 10, 1, 1, 1, 1 -Size 1000 -Seed 1
/// $draws.ColumnMeans()</code>
/// <para>The means are near 10/14 for the first word and near 1/14 for each of the others.</para>
/// </example>
/// <seealso cref="NewRandomGeneratorCommand"/>
/// <seealso cref="InvokeMultinomialSampleCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "DirichletSample", SupportsShouldProcess = true, HelpUri = HelpPages.Root + "Invoke-DirichletSample.md")]
[OutputType(typeof(DenseMatrix))]
public sealed class InvokeDirichletSampleCommand : RandomCmdlet
{
    /// <summary>The parameters of the distribution, each above zero: one value per word, or a single value for all words.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [Alias("alpha")]
    [AllowEmptyCollection]
    [AllowNull]
    [NumberTransformation]
    public double[]? Eta { get; set; }

    /// <summary>The number of draws.</summary>
    [Parameter(Position = 1)]
    [PSDefaultValue(Value = 1)]
    public int Size { get; set; } = 1;

    /// <summary>
    /// The words, which become the column names. By default, a single eta is used for the words cat, dog, rat,
    /// porcupine and fox, and several values are used for numbered features.
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
