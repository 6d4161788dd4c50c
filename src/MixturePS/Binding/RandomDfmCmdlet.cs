using System.Management.Automation;
using System.Numerics;
using MixturePS.Core.Data;
using MixturePS.Core.Random;

namespace MixturePS.Binding;

/// <summary>
/// The base class of cmdlets that fit a model to documents with random numbers from PCG64: the parameters -InputObject,
/// -Generator and -Seed.
/// </summary>
public abstract class RandomDfmCmdlet : RandomCmdlet
{
    /// <summary>The documents: a document-feature matrix (DFM), or a numeric matrix with one document per row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (TryReadDfm(InputObject, out var dfm)) Process(dfm);
    }

    /// <summary>Processes one DFM.</summary>
    protected abstract void Process(Dfm dfm);

    /// <summary>
    /// The seed of one fit, a single number that reproduces it: -Seed itself for each DFM in the pipeline; 128 bits drawn
    /// from -Generator, which advances by two words whatever the fit draws, or from a -Seed of several numbers; or fresh
    /// entropy.
    /// </summary>
    /// <exception cref="Core.Foundation.MixtureException">InvalidSeed.</exception>
    protected BigInteger NextFitSeed()
    {
        var generator = Generator ?? Seed?.ToGenerator() ?? RandomGenerator.FromEntropy();
        if (Generator is null && generator.Seed is { Entropy.Count: 1, SpawnKey.Count: 0 } single) return single.Entropy[0];
        BigInteger high = generator.NextUInt64();
        return (high << 64) | generator.NextUInt64();
    }
}
