namespace MixturePS.Core.Foundation;

/// <summary>
/// Invalid input. Instances are created only by <see cref="MixtureError"/> and <see cref="FileError"/>, which define each
/// id together with its message.
/// </summary>
public sealed class MixtureException : ArgumentException
{
    internal MixtureException(string id, string message, object? target)
        : base(VisibleText.Of(message))
    {
        Id = id;
        Target = target;
    }

    /// <summary>The PascalCase id, which is stable: scripts and tests may rely on it.</summary>
    public string Id { get; }

    /// <summary>The invalid value, or null if there is none to show.</summary>
    public object? Target { get; }
}
