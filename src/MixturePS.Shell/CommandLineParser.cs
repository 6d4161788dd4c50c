using System.Text;

namespace MixturePS.Shell;

/// <summary>
/// Reads a command line by pwsh's rules: a switch starts with -, -- or /, may be cut down to its shortest distinct
/// form in any case, and the first word that isn't a switch is a script.
/// </summary>
internal sealed class CommandLineParser
{
    private readonly IReadOnlyList<string> _args;
    private readonly Func<bool> _inputRedirected;
    private CommandLine _line = new();
    private int _next;

    private CommandLineParser(IReadOnlyList<string> args, Func<bool> inputRedirected)
    {
        _args = args;
        _inputRedirected = inputRedirected;
    }

    /// <summary>Reads a command line.</summary>
    /// <param name="args">The words after the program's name.</param>
    /// <param name="inputRedirected">Tells whether standard input comes from a file or a pipe.</param>
    /// <returns>What to do; with <see cref="CommandLine.Error"/> where it can't be done.</returns>
    public static CommandLine Parse(IReadOnlyList<string> args, Func<bool> inputRedirected) =>
        new CommandLineParser(args, inputRedirected).Parse();

    private CommandLine Parse()
    {
        while (_next < _args.Count && _line.Error is null && !_line.ShowsVersion)
        {
            string word = _args[_next].Trim();
            if (word.Length == 0) _next++;
            else if (!IsDash(word[0]) && word[0] != '/') ReadFile();
            else ReadSwitch(word);
        }

        return _line;
    }

    private void ReadSwitch(string word)
    {
        string key = word[1..];
        if (key.Length > 0 && IsDash(word[0]) && key[0] == word[0]) key = key[1..];
        var found = CommandLineSwitch.Find(key);
        if (found is null)
        {
            // Not a switch: a file whose name starts like one, or a mistake, which looking for the file tells.
            ReadFile();
            return;
        }

        _next++;
        switch (found.Kind)
        {
            case SwitchKind.Accepted:
                break;
            case SwitchKind.Unsupported:
                Fail(found.Missing);
                break;
            case SwitchKind.Version:
                _line = _line with { ShowsVersion = true };
                break;
            case SwitchKind.Help:
                _line = _line with { ShowsHelp = true };
                break;
            case SwitchKind.NoExit:
                _line = _line with { NoExit = true };
                break;
            case SwitchKind.NoLogo:
                _line = _line with { ShowsBanner = false };
                break;
            case SwitchKind.NonInteractive:
                _line = _line with { NonInteractive = true };
                break;
            case SwitchKind.Interactive:
                _line = _line with { NonInteractive = false };
                break;
            case SwitchKind.WorkingDirectory:
                if (Value(found.Missing, usage: false) is { } folder) _line = _line with { WorkingDirectory = folder };
                break;
            case SwitchKind.ExecutionPolicy:
                CheckValue(found, CommandLineSwitch.ExecutionPolicies, "execution policy");
                break;
            case SwitchKind.Format:
                CheckValue(found, CommandLineSwitch.Formats, "format this shell has");
                break;
            case SwitchKind.File:
                if (_next < _args.Count) ReadFile();
                else Fail(found.Missing, usage: true);
                break;
            default:
                ReadCommand(found);
                break;
        }
    }

    private void ReadCommand(CommandLineSwitch found)
    {
        if (_line.Command is not null)
        {
            Fail("There is a command already; give one of -Command, -CommandWithArgs and -EncodedCommand, once.", usage: true);
            return;
        }

        if (Value(found.Missing) is not { } text) return;
        _line = _line with { ShowsBanner = false };
        if (found.Kind == SwitchKind.EncodedCommand) Decode(text);
        else if (text == "-") ReadCommandsFromInput();
        else if (found.Kind == SwitchKind.Command)
        {
            _line = _line with { Command = string.Join(' ', _args.Skip(_next - 1)) };
            _next = _args.Count;
        }
        else
        {
            _line = _line with { Command = text, Arguments = RestAsArguments() };
        }
    }

    private void Decode(string text)
    {
        try
        {
            _line = _line with { Command = Encoding.Unicode.GetString(Convert.FromBase64String(text)) };
        }
        catch (FormatException)
        {
            Fail("The value of -EncodedCommand is not Base64; encode the command's UTF-16LE bytes.", usage: true);
        }
    }

    private void ReadCommandsFromInput()
    {
        _line = _line with { ReadsCommands = true, ShowsPrompt = false };
        if (_next < _args.Count) Fail("-Command - reads the commands from standard input and takes no further arguments.", usage: true);
        else if (!_inputRedirected()) Fail("-Command - reads the commands from standard input, which is a terminal; redirect it.", usage: true);
    }

    private void ReadFile()
    {
        string name = _args[_next++];
        if (!_line.NoExit) _line = _line with { ShowsBanner = false };
        if (name == "-")
        {
            _line = _line with { ReadsCommands = true };
            return;
        }

        // A full path, since the script is run after the working directory was changed.
        string path;
        try
        {
            path = Path.GetFullPath(OperatingSystem.IsWindows() ? name : name.Replace('\\', '/'));
        }
        catch (ArgumentException exception)
        {
            Fail($"'{name}' can't be a script's path: {exception.Message}");
            return;
        }

        if (File.Exists(path))
            _line = _line with { File = path, Arguments = RestAsArguments() };
        else if (name.Length > 1 && name[0] == '-' && CommandLineSwitch.Similar(name[1..]) is { Count: > 0 } similar)
            Fail($"There is no switch '{name}'; did you mean one of these?{Environment.NewLine}  -{string.Join(Environment.NewLine + "  -", similar)}");
        else
            Fail($"'{name}' is neither a switch nor a script file that exists; check the spelling and the path.", usage: true);
    }

    private List<ScriptArgument> RestAsArguments()
    {
        var result = ScriptArguments.Read(_args.Skip(_next));
        _next = _args.Count;
        return result;
    }

    private void CheckValue(CommandLineSwitch found, string[] allowed, string what)
    {
        if (Value(found.Missing) is { } value && !allowed.Contains(value, StringComparer.OrdinalIgnoreCase))
            Fail($"'{value}' is no {what}; give one of {string.Join(", ", allowed)}.", usage: true);
    }

    private string? Value(string missing, bool usage = true)
    {
        if (_next < _args.Count) return _args[_next++];
        Fail(missing, usage);
        return null;
    }

    private void Fail(string error, bool usage = false) => _line = _line with { Error = error, ErrorShowsUsage = usage };

    /// <summary>Whether a character counts as a dash: the hyphen, or one of the dashes that word processors put for it.</summary>
    internal static bool IsDash(char c) => c is '-' or '\u2013' or '\u2014' or '\u2015';
}
