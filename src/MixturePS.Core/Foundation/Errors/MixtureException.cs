namespace MixturePS.Core.Foundation;

/// <summary>
/// Input that cannot be worked with. Every instance is made by <see cref="MixtureError"/>, so that an id and
/// its message stand side by side.
/// </summary>
public sealed class MixtureException : ArgumentException
{
    internal MixtureException(string id, string message, object? target)
        : base(message)
    {
        Id = id;
        Target = target;
    }

    /// <summary>The PascalCase id that scripts and tests rely on; see <see cref="MixtureError"/>.</summary>
    public string Id { get; }

    /// <summary>The value that was refused, if there is one to show.</summary>
    public object? Target { get; }
}
