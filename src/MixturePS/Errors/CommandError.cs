using System.Management.Automation;

namespace MixturePS.Errors;

/// <summary>An error with the id and the category that the page of errors lists; PowerShell's record of it hides them until it is written.</summary>
/// <param name="Exception">The exception, with the message.</param>
/// <param name="Id">The id that scripts ask for.</param>
/// <param name="Category">The category that PowerShell files it under.</param>
/// <param name="Target">The value that was refused, if there is one to show.</param>
internal sealed record CommandError(Exception Exception, string Id, ErrorCategory Category, object? Target)
{
    public static implicit operator ErrorRecord(CommandError error) => new(error.Exception, error.Id, error.Category, error.Target);
}
