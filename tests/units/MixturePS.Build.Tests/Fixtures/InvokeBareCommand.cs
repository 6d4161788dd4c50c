using System.Management.Automation;
using MixturePS.Kitchen;

namespace MixturePS.Build.Tests.Fixtures;

[Cmdlet(VerbsLifecycle.Invoke, "Bare")]
public sealed class InvokeBareCommand : PSCmdlet
{
    [Parameter]
    public string? Silent { get; set; }

    /// <summary>Has a default that is not declared.</summary>
    [Parameter]
    public int Count { get; set; } = 10;
}

/// <summary>Has only one example, without code, whose output begins indented.</summary>
/// <remarks>Something.</remarks>
/// <example>
/// <output>
///    Name
/// a     1
/// </output>
/// </example>
[Cmdlet(VerbsLifecycle.Invoke, "HalfBare")]
public sealed class InvokeHalfBareCommand : CookingCommand;
