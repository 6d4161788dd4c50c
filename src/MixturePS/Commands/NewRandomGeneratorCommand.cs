using System.Management.Automation;
using MixturePS.Binding;
using MixturePS.Core.Random;

namespace MixturePS.Commands;

/// <summary>Makes a random number generator whose draws are those of NumPy's default_rng for the same seed.</summary>
/// <remarks>
/// <para>The generator is PCG64, seeded through a SeedSequence as in NumPy. Passed as -Generator to several commands it is
/// drawn from in order, so that a script gives what the same lines give in a notebook with one rng.</para>
/// <para>Its Spawn method makes independent generators for work side by side. The same seed draws the same numbers as
/// NumPy 1.19 to 2.3.</para>
/// </remarks>
/// <example>
/// <summary>One generator for a whole script</summary>
/// <code>$rng = New-RandomGenerator -Seed 2026
/// Invoke-DirichletSample -Eta 1 -Generator $rng
/// Invoke-DirichletSample -Eta 0.1 -Size 3 -Generator $rng</code>
/// <para>The second command goes on where the first one stopped.</para>
/// </example>
/// <example>
/// <summary>Independent generators</summary>
/// <code>$children = (New-RandomGenerator -Seed 2026).Spawn(4)
/// $children.ForEach({ $_.NextDouble() })</code>
/// <para>The children's streams don't overlap; they are those of NumPy's SeedSequence.spawn.</para>
/// </example>
/// <seealso cref="NewMixtureModelCommand"/>
/// <seealso cref="InvokeDfmSampleCommand"/>
[Cmdlet(VerbsCommon.New, "RandomGenerator", HelpUri = HelpPages.Root + "New-RandomGenerator.md")]
[OutputType(typeof(RandomGenerator))]
public sealed class NewRandomGeneratorCommand : MixtureCmdlet
{
    /// <summary>
    /// A whole number of zero or more, of any size, or several of them. Write one beyond 64 bits as a big integer (with the
    /// suffix n) or as a string. Without it the generator is seeded from the system's entropy, which its Seed property shows.
    /// </summary>
    [Parameter(Position = 0)]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() =>
        WriteComputed("Making a generator", (_, _) => Seed is null ? RandomGenerator.FromEntropy() : Seed.ToGenerator());
}
