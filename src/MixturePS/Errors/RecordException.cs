using System.Management.Automation;

namespace MixturePS.Errors;

/// <summary>Reports invalid input from PowerShell objects with an error record. Errors of the core use MixtureException.</summary>
internal sealed class RecordException(ErrorRecord record) : Exception(record.Exception.Message)
{
    public ErrorRecord Record => record;
}
