using System.Management.Automation.Language;
using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>Runs what -File and -Command name, with pwsh's rules for arguments, input and exit codes.</summary>
internal sealed class ScriptRunner(PipelineRunner runner, ShellHost host)
{
    /// <summary>The exit code after Ctrl+C: 128 and the number of SIGINT, as shells count.</summary>
    public const int Interrupted = 130;

    /// <summary>Runs a script file in the session's scope.</summary>
    /// <param name="path">The script's full path.</param>
    /// <param name="arguments">What to bind to its parameters.</param>
    /// <param name="goesOn">Whether a prompt follows, so that `exit` ends the script and not the session.</param>
    /// <returns>The code of `exit`, 1 where an error ended the script, 130 after Ctrl+C, else 0.</returns>
    public int RunFile(string path, IReadOnlyList<ScriptArgument> arguments, bool goesOn)
    {
        // A file without .ps1 is no command to the engine, but a script may have any name after a #! line.
        bool isCommand = Path.GetExtension(path).Equals(".ps1", StringComparison.OrdinalIgnoreCase);
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            runner.ReportError(exception);
            return 1;
        }

        var command = new Command(isCommand ? path : text, isScript: !isCommand, useLocalScope: false);
        AddArguments(command, arguments);
        var pipeline = runner.Create();
        pipeline.Commands.Add(command);
        if (isCommand && !goesOn) EngineInternals.LetNextScriptExit(runner.Runspace);
        bool readsInput = ReadsInput(Parser.ParseInput(text, out _, out _));
        var outcome = runner.Run(pipeline, readsInput ? Console.In : null);
        return outcome switch
        {
            Outcome.Stopped => Interrupted,
            Outcome.Failed => 1,
            _ => host.ExitCode ?? 0,
        };
    }

    /// <summary>Runs a text as if it were typed.</summary>
    /// <param name="text">The command.</param>
    /// <param name="arguments">What $args has.</param>
    /// <returns>The code of `exit`, 130 after Ctrl+C, else 0 or 1 as $? says whether the last command succeeded.</returns>
    public int RunCommand(string text, IReadOnlyList<ScriptArgument> arguments)
    {
        if (text.Length == 0) return 0;
        var pipeline = runner.Create(text, asTyped: true);
        AddArguments(pipeline.Commands[0], arguments);
        bool readsInput = ReadsInput(Parser.ParseInput(text, out _, out _));
        var outcome = runner.Run(pipeline, readsInput ? Console.In : null);
        return outcome switch
        {
            Outcome.Stopped => Interrupted,
            Outcome.Failed => 1,
            _ => host.ExitCode ?? (runner.LastCommandSucceeded() ? 0 : 1),
        };
    }

    private static void AddArguments(Command command, IReadOnlyList<ScriptArgument> arguments)
    {
        foreach (var argument in arguments)
        {
            command.Parameters.Add(argument is { Name: { } name, Value: null }
                ? new CommandParameter(name)
                : new CommandParameter(argument.Name, argument.Value));
        }
    }

    // Standard input is read only for a script that asks for it by $input; else it is left to what the script starts.
    private static bool ReadsInput(ScriptBlockAst script) => Console.IsInputRedirected && script.Find(
        ast => ast is VariableExpressionAst { VariablePath: { IsVariable: true } path }
            && path.UserPath.Equals("input", StringComparison.OrdinalIgnoreCase),
        searchNestedScriptBlocks: false) is not null;
}
