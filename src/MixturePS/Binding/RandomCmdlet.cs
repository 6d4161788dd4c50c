using System.Management.Automation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>What the cmdlets that draw from PCG64 share: -Generator and -Seed.</summary>
public abstract class RandomCmdlet : MixtureCmdlet
{
    private RandomGenerator? _fresh;

    /// <summary>
    /// A generator of New-RandomGenerator to draw from. It is advanced, so that commands that share it draw one after the
    /// other from one stream, as the lines of a notebook do.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public RandomGenerator? Generator { get; set; }

    /// <summary>
    /// A whole number of any size, or several, from which a fresh generator is seeded as NumPy's default_rng does it.
    /// Without -Seed and -Generator fresh entropy is used; the result says which.
    /// </summary>
    [Parameter]
    [SeedTransformation]
    public SeedArgument? Seed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Generator is not null && Seed is not null) ThrowTerminatingError(ErrorCatalogue.GeneratorAndSeed(Seed.ToString()));
    }

    /// <summary>Whether to draw a dense matrix: refuses one that is too large, and tells its size with -WhatIf and -Confirm.</summary>
    /// <param name="what">What the matrix is.</param>
    /// <param name="rows">The number of rows; a negative one is left to the computation to refuse.</param>
    /// <param name="columns">The number of columns.</param>
    private protected bool ShouldDraw(string what, int rows, int columns)
    {
        if (rows < 0 || columns < 0) return true;
        string target = $"{what}, {rows} x {columns} numbers of {MatrixSize.Text(MatrixSize.Bytes(rows, columns))}";
        return TryCompute("Sizing", (_, _) => MatrixSize.Cells(char.ToUpperInvariant(what[0]) + what[1..], rows, columns), out int _) && ShouldProcess(target, "Draw");
    }

    /// <summary>The generator to draw from: the one given, else one from the seed, else another that the input brings, else a fresh one.</summary>
    /// <param name="inherited">The generator that the input brings, or null.</param>
    protected RandomGenerator GeneratorOr(RandomGenerator? inherited)
    {
        if (Generator is not null) return Generator;
        if (_fresh is null && Seed is not null) _fresh = Seed.ToGenerator();
        return _fresh ?? inherited ?? (_fresh = RandomGenerator.FromEntropy());
    }
}
