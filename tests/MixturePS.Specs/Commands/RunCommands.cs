using System.Management.Automation;
using MixturePS.Specs.Engine;

namespace MixturePS.Specs.Commands;

/// <summary>Ends the running test as skipped.</summary>
[Cmdlet(VerbsCommon.Set, "ItResult")]
public sealed class SetItResultCommand : PSCmdlet
{
    /// <summary>The only result that can be set.</summary>
    [Parameter(Mandatory = true)]
    public SwitchParameter Skipped { get; set; }

    /// <summary>The reason.</summary>
    [Parameter]
    public string Because { get; set; } = "";

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        string reason = Because.Length > 0 ? Because : "Set-ItResult -Skipped";
        ThrowTerminatingError(new ErrorRecord(new SpecSkippedException(reason), "PesterTestSkipped", ErrorCategory.OperationStopped, null));
    }
}

/// <summary>Does the runner's own work inside the scope that it is called in.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "SpecScope")]
public sealed class InvokeSpecScopeCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing() => SpecSession.Current.RunPending(this);
}
