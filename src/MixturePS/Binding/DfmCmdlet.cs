using System.Management.Automation;
using MixturePS.Core.Data;

namespace MixturePS.Binding;

/// <summary>The base class of cmdlets that process documents: the parameter -InputObject, a DFM or a matrix.</summary>
public abstract class DfmCmdlet : MixtureCmdlet
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
}
