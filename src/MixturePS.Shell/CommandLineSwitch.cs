namespace MixturePS.Shell;

/// <summary>What a switch of the command line does.</summary>
internal enum SwitchKind
{
    Accepted,
    Unsupported,
    Version,
    Help,
    NoExit,
    NoLogo,
    NonInteractive,
    Interactive,
    WorkingDirectory,
    ExecutionPolicy,
    Format,
    File,
    Command,
    CommandWithArgs,
    EncodedCommand,
}

/// <summary>A switch: its name, how far it may be cut down, and what it does.</summary>
/// <param name="Name">The whole name, in lower case.</param>
/// <param name="Shortest">The shortest beginning of the name that still means this switch.</param>
/// <param name="Kind">What the switch does.</param>
/// <param name="Missing">What to say where the switch's value is missing or the switch can't be served.</param>
internal sealed record CommandLineSwitch(string Name, string Shortest, SwitchKind Kind, string Missing = "")
{
    private const string NotHere = "is a switch of pwsh that this shell doesn't have; run the command under pwsh.";

    /// <summary>The names that -ExecutionPolicy takes; scripts run whatever it says, as everywhere but on Windows.</summary>
    public static readonly string[] ExecutionPolicies = ["AllSigned", "Bypass", "Default", "RemoteSigned", "Restricted", "Undefined", "Unrestricted"];

    /// <summary>The names that -InputFormat and -OutputFormat take.</summary>
    public static readonly string[] Formats = ["Text"];

    // In the order in which a shortened name is looked up: the first that fits is meant, as in pwsh.
    private static readonly CommandLineSwitch[] All =
    [
        new("version", "v", SwitchKind.Version),
        new("help", "h", SwitchKind.Help),
        new("?", "?", SwitchKind.Help),
        new("login", "l", SwitchKind.Accepted),
        new("noexit", "noe", SwitchKind.NoExit),
        new("noprofile", "nop", SwitchKind.Accepted),
        new("nologo", "nol", SwitchKind.NoLogo),
        new("noninteractive", "noni", SwitchKind.NonInteractive),
        new("socketservermode", "so", SwitchKind.Unsupported, $"-SocketServerMode {NotHere}"),
        new("servermode", "s", SwitchKind.Unsupported, $"-ServerMode {NotHere}"),
        new("namedpipeservermode", "nam", SwitchKind.Unsupported, $"-NamedPipeServerMode {NotHere}"),
        new("sshservermode", "sshs", SwitchKind.Unsupported, $"-SSHServerMode {NotHere}"),
        new("noprofileloadtime", "noprofileloadtime", SwitchKind.Accepted),
        new("interactive", "i", SwitchKind.Interactive),
        new("configurationfile", "configurationfile", SwitchKind.Unsupported, $"-ConfigurationFile {NotHere}"),
        new("configurationname", "config", SwitchKind.Unsupported, $"-ConfigurationName {NotHere}"),
        new("custompipename", "cus", SwitchKind.Unsupported, $"-CustomPipeName {NotHere}"),
        new("commandwithargs", "commandwithargs", SwitchKind.CommandWithArgs, "-CommandWithArgs needs a command."),
        new("cwa", "cwa", SwitchKind.CommandWithArgs, "-CommandWithArgs needs a command."),
        new("command", "c", SwitchKind.Command, "-Command needs a command."),
        new("windowstyle", "w", SwitchKind.Unsupported, $"-WindowStyle {NotHere}"),
        new("file", "f", SwitchKind.File, "-File needs a script's path."),
        new("outputformat", "o", SwitchKind.Format, "-OutputFormat needs a format: Text."),
        new("of", "o", SwitchKind.Format, "-OutputFormat needs a format: Text."),
        new("inputformat", "inp", SwitchKind.Format, "-InputFormat needs a format: Text."),
        new("if", "if", SwitchKind.Format, "-InputFormat needs a format: Text."),
        new("executionpolicy", "ex", SwitchKind.ExecutionPolicy, "-ExecutionPolicy needs a policy's name."),
        new("ep", "ep", SwitchKind.ExecutionPolicy, "-ExecutionPolicy needs a policy's name."),
        new("encodedcommand", "e", SwitchKind.EncodedCommand, "-EncodedCommand needs a command in Base64."),
        new("ec", "e", SwitchKind.EncodedCommand, "-EncodedCommand needs a command in Base64."),
        new("encodedarguments", "encodeda", SwitchKind.Unsupported, $"-EncodedArguments {NotHere}"),
        new("ea", "ea", SwitchKind.Unsupported, $"-EncodedArguments {NotHere}"),
        new("settingsfile", "settings", SwitchKind.Unsupported, $"-SettingsFile {NotHere}"),
        new("sta", "sta", SwitchKind.Unsupported, $"-STA {NotHere}"),
        new("mta", "mta", SwitchKind.Unsupported, $"-MTA {NotHere}"),
        new("workingdirectory", "wo", SwitchKind.WorkingDirectory, "-WorkingDirectory needs a folder's path."),
        new("wd", "wd", SwitchKind.WorkingDirectory, "-WorkingDirectory needs a folder's path."),
    ];

    /// <summary>The switch that a whole or shortened name means, or null.</summary>
    /// <param name="key">The word without its dashes.</param>
    public static CommandLineSwitch? Find(string key) => Array.Find(
        All, s => key.Length >= s.Shortest.Length && s.Name.StartsWith(key, StringComparison.OrdinalIgnoreCase));

    /// <summary>The names of the switches that a mistaken one is a part of.</summary>
    /// <param name="key">The word without its dash.</param>
    public static List<string> Similar(string key) =>
        [.. All.Where(s => s.Kind != SwitchKind.Unsupported && s.Name.Contains(key, StringComparison.OrdinalIgnoreCase)).Select(s => s.Name)];
}
