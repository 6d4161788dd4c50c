using System.Management.Automation;

namespace MixturePS.Kitchen;

/// <summary>The base class of the cooking cmdlets.</summary>
public abstract class CookingCommand : PSCmdlet
{
    /// <summary>The seed of the stream.</summary>
    [Parameter]
    [Alias("RandomState", "Rng")]
    public ulong? Seed { get; set; }

    /// <summary>How long, in minutes.</summary>
    [Parameter]
    [PSDefaultValue(Value = 2.5)]
    public virtual double Minutes { get; set; } = 2.5;

    /// <summary>Not for users.</summary>
    [Parameter(DontShow = true)]
    public SwitchParameter Hidden { get; set; }
}
