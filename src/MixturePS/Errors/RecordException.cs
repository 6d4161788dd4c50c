using System.Management.Automation;

namespace MixturePS.Errors;

/// <summary>Something that was given can't be used, with the record to show; what the core is for has its MixtureException.</summary>
internal sealed class RecordException(ErrorRecord record) : Exception(record.Exception.Message)
{
    public ErrorRecord Record => record;
}
