namespace MixturePS.Kitchen;

/// <summary>How hot.</summary>
public enum Heat
{
    /// <summary>Hardly warm.</summary>
    Low = 1,

    /// <summary>As hot as it gets; not <see cref="Low"/>.</summary>
    High = 4,

    Unsaid = 2,
}
