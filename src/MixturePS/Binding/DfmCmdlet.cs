using System.Management.Automation;
using MixturePS.Core.Matrices;
using MixturePS.Errors;

namespace MixturePS.Binding;

/// <summary>What the cmdlets that work on documents share: -InputObject, a DFM or a matrix.</summary>
public abstract class DfmCmdlet : MixtureCmdlet
{
    /// <summary>The documents: a DFM, or a matrix of numbers with a document a row.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    public PSObject InputObject { get; set; } = null!;

    /// <inheritdoc/>
    protected sealed override void ProcessRecord()
    {
        object? value = InputObject?.BaseObject;
        if (value is Dfm dfm)
        {
            Process(dfm);
        }
        else if (!MatrixReading.CanRead(value))
        {
            var record = ErrorCatalogue.NotADfm(value);
            if (!MyInvocation.ExpectingInput) ThrowTerminatingError(record);
            WriteError(record);
        }
        else if (TryCompute("Reading a matrix", (_, _) => MatrixReading.ToDfm(value!), out var read))
        {
            Process(read);
        }
    }

    /// <summary>Works on one DFM.</summary>
    protected abstract void Process(Dfm dfm);
}
