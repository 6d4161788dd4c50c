using System.Management.Automation;
using MixturePS.Core.Foundation;
using MixturePS.Core.Random;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that draw random numbers from PCG64: the parameters -Generator and -Seed.</summary>
public abstract class RandomCmdlet : MixtureCmdlet
{
    private RandomGenerator? _fresh;
    private SeedArgument? _freshSeed;

    /// <summary>
    /// A generator from New-RandomGenerator. Drawing advances it, so cmdlets that share a generator draw consecutive
    /// numbers from one stream.
    /// </summary>
    [Parameter]
    [ValidateNotNull]
    public RandomGenerator? Generator { get; set; }

    /// <summary>
    /// A whole number of any size, or a list of such numbers. It seeds a new generator in the same way as NumPy's
    /// default_rng. Without -Seed and -Generator, Invoke-DfmSample uses the generator of the model, and other cmdlets
    /// draw a random seed. The result records the seed.
    /// </summary>
    [Parameter]
    [SeedTransformation]
    public virtual SeedArgument? Seed { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        base.BeginProcessing();
        if (Generator is not null && Seed is not null) ThrowTerminatingError(ErrorCatalogue.GeneratorAndSeed(Seed.ToString()));
    }

    /// <inheritdoc/>
    private protected override string SeedUsed => (Generator ?? _fresh)?.Seed is { } seed ? $", seed {seed}" : string.Empty;

    /// <summary>As <see cref="MixtureCmdlet.TryReadRow"/>; a row with a seed can't be combined with -Generator.</summary>
    private protected bool TryReadSeedRow()
    {
        if (!TryReadRow()) return false;
        if (Generator is null || Seed is null) return true;
        WriteError(ErrorCatalogue.GeneratorAndSeed(Seed.ToString()));
        return false;
    }

    /// <summary>Whether to draw a dense matrix. Reports an error if it is too large, and its size with -WhatIf and -Confirm.</summary>
    /// <param name="what">A description of the matrix.</param>
    /// <param name="rows">The number of rows; a negative one is left for the computation to reject.</param>
    /// <param name="columns">The number of columns.</param>
    private protected bool ShouldDraw(string what, int rows, int columns)
    {
        if (rows < 0 || columns < 0) return true;
        string target = $"{what}, {rows} x {columns} numbers of {MatrixSize.Text(MatrixSize.Bytes(rows, columns))}";
        return TryCompute("Sizing", (_, _) => MatrixSize.Cells(char.ToUpperInvariant(what[0]) + what[1..], rows, columns), out int _) && ShouldProcess(target, "Draw");
    }

    /// <summary>The generator to draw from: the given one, else one from the seed, else that of the input, else a new one from fresh entropy.</summary>
    /// <param name="inherited">The generator of the input, or null.</param>
    protected RandomGenerator GeneratorOr(RandomGenerator? inherited)
    {
        if (Generator is not null) return Generator;

        // Each row of a table may have a seed of its own; a seed of the command line starts one stream for all.
        if (!ReferenceEquals(Seed, _freshSeed)) _fresh = Seed?.ToGenerator();
        _freshSeed = Seed;
        return _fresh ?? inherited ?? (_fresh = RandomGenerator.FromEntropy());
    }
}
