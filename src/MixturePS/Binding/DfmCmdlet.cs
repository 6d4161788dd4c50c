using System.Management.Automation;
using MixturePS.Core.Data;

namespace MixturePS.Binding;

/// <summary>What the cmdlets that work on documents share: -InputObject, a DFM or a matrix.</summary>
public abstract class DfmCmdlet : MixtureCmdlet
{
    /// <summary>The documents: a DFM, or a matrix of numbers with a document a row.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        if (TryReadDfm(InputObject, out var dfm)) Process(dfm);
    }

    /// <summary>Works on one DFM.</summary>
    protected abstract void Process(Dfm dfm);
}
