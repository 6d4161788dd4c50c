using System.Management.Automation;

namespace MixturePS.Errors;

/// <summary>An error with the id and category listed in docs/errors.md. PowerShell's ErrorRecord reveals its id only after it has been written.</summary>
/// <param name="Exception">The exception, with the message.</param>
/// <param name="Id">The id that scripts test for.</param>
/// <param name="Category">PowerShell's error category.</param>
/// <param name="Target">The rejected value, or null.</param>
internal sealed record CommandError(Exception Exception, string Id, ErrorCategory Category, object? Target)
{
    public static implicit operator ErrorRecord(CommandError error) => new(error.Exception, error.Id, error.Category, error.Target);
}
