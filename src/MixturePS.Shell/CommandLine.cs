namespace MixturePS.Shell;

/// <summary>What a shell was asked to do: the command line, read and checked.</summary>
internal sealed record CommandLine
{
    /// <summary>The script to run, as a full path; or null.</summary>
    public string? File { get; init; }

    /// <summary>The text to run, or null.</summary>
    public string? Command { get; init; }

    /// <summary>The arguments of the script or, with -CommandWithArgs, of the command.</summary>
    public IReadOnlyList<ScriptArgument> Arguments { get; init; } = [];

    /// <summary>Whether commands are read from standard input because the command line says so with a dash.</summary>
    public bool ReadsCommands { get; init; }

    /// <summary>Whether reading commands shows a prompt and echoes what it reads.</summary>
    public bool ShowsPrompt { get; init; } = true;

    /// <summary>Whether a prompt follows the script or the command.</summary>
    public bool NoExit { get; init; }

    /// <summary>Whether whatever asks the user something fails at once.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Whether a session opens with the shell's name and version.</summary>
    public bool ShowsBanner { get; init; } = true;

    /// <summary>The folder to start in, or null for the process's own.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether only the usage is wanted.</summary>
    public bool ShowsHelp { get; init; }

    /// <summary>Whether only the version is wanted.</summary>
    public bool ShowsVersion { get; init; }

    /// <summary>Why the command line can't be followed, or null where it can.</summary>
    public string? Error { get; init; }

    /// <summary>Whether the usage follows the error.</summary>
    public bool ErrorShowsUsage { get; init; }
}

/// <summary>An argument for a script: a value, a parameter's name, or both.</summary>
/// <param name="Name">The parameter, with its dash where it stands alone; null for a value by position.</param>
/// <param name="Value">The value; null for a parameter whose value, if any, is the next argument.</param>
internal readonly record struct ScriptArgument(string? Name, object? Value);
