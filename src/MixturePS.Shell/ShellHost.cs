using System.Globalization;
using System.Management.Automation.Host;

namespace MixturePS.Shell;

/// <summary>What the engine sees of the shell.</summary>
internal sealed class ShellHost : PSHost
{
    private readonly CultureInfo _culture = CultureInfo.CurrentCulture;
    private readonly CultureInfo _uiCulture = CultureInfo.CurrentUICulture;

    /// <summary>A host that talks through a user interface.</summary>
    /// <param name="terminal">The user interface.</param>
    public ShellHost(ShellUserInterface terminal) => Terminal = terminal;

    /// <summary>The user interface, under its own type.</summary>
    public ShellUserInterface Terminal { get; }

    /// <summary>The code that `exit` gave, or null where nothing has asked to leave.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Runs a prompt inside the running pipeline.</summary>
    public Action OnNestedPrompt { get; set; } = () => { };

    /// <summary>Whether the innermost nested prompt was told to end.</summary>
    public bool LeavesNestedPrompt { get; set; }

    /// <inheritdoc/>
    public override CultureInfo CurrentCulture => _culture;

    /// <inheritdoc/>
    public override CultureInfo CurrentUICulture => _uiCulture;

    /// <inheritdoc/>
    public override Guid InstanceId { get; } = Guid.NewGuid();

    /// <inheritdoc/>
    public override string Name => "MixturePS.Shell";

    /// <inheritdoc/>
    public override PSHostUserInterface UI => Terminal;

    /// <inheritdoc/>
    public override Version Version => ShellVersion.Shell;

    /// <inheritdoc/>
    public override void EnterNestedPrompt() => OnNestedPrompt();

    /// <inheritdoc/>
    public override void ExitNestedPrompt() => LeavesNestedPrompt = true;

    /// <inheritdoc/>
    public override void NotifyBeginApplication() => Terminal.HideProgress();

    /// <inheritdoc/>
    public override void NotifyEndApplication()
    {
    }

    /// <inheritdoc/>
    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;
}
