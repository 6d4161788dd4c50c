using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Random;

namespace MixturePS.Commands;

/// <summary>Creates a random number generator that draws the same numbers as NumPy's default_rng for the same seed.</summary>
/// <remarks>
/// <para>The generator is PCG64, seeded with a SeedSequence as in NumPy. If you pass it as -Generator to several
/// cmdlets, they draw from it in order. A script then gives the same numbers as a notebook that uses one generator
/// throughout.</para>
/// <para>The method Spawn creates independent generators for parallel work. The numbers equal those of NumPy 1.19 to
/// 2.3.</para>
/// </remarks>
/// <example>
/// <summary>Use one generator for a whole script</summary>
/// <code>$rng = New-RandomGenerator -Seed 2026
/// Invoke-DirichletSample -Eta 1 -Generator $rng
/// Invoke-DirichletSample -Eta 0.1 -Size 3 -Generator $rng</code>
/// <para>The second command continues where the first one stopped.</para>
/// </example>
/// <example>
/// <summary>Create independent generators</summary>
/// <code>$children = (New-RandomGenerator -Seed 2026).Spawn(4)
/// $children.ForEach({ $_.NextDouble() })</code>
/// <para>The streams of the children don't overlap; they equal those of NumPy's SeedSequence.spawn.</para>
/// </example>
/// <seealso cref="NewMixtureModelCommand"/>
/// <seealso cref="InvokeDfmSampleCommand"/>
[Cmdlet(VerbsCommon.New, "RandomGenerator", HelpUri = HelpPages.Root + "New-RandomGenerator.md")]
[OutputType(typeof(RandomGenerator))]
public sealed class NewRandomGeneratorCommand : MixtureCmdlet
{
    /// <summary>
    /// A whole number from zero, of any size, or a list of such numbers. Write a number above 64 bits as a big integer
    /// (with the suffix n) or as a string. Without it, a random seed is drawn; the Seed property of the generator
    /// contains it.
    /// </summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (TryReadRow()) WriteComputed("Creating a generator", (_, _) => Seed is null ? RandomGenerator.FromEntropy() : Seed.ToGenerator());
    }
}
