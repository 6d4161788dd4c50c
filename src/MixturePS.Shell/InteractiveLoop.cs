namespace MixturePS.Shell;

/// <summary>Reads commands and runs them until `exit` or the end of the input.</summary>
internal sealed class InteractiveLoop(PipelineRunner runner, ShellHost host, ICommandReader reader)
{
    /// <summary>What stands before the further lines of a command.</summary>
    public const string ContinuationPrompt = ">> ";

    /// <summary>Runs the loop; the host has the exit code where a command gave one.</summary>
    public void Run()
    {
        while (host.ExitCode is null && reader.Read(Prompt) is { } command) Execute(command);
    }

    /// <summary>Runs a loop inside the pipeline that asked for it, until that prompt is left.</summary>
    public void RunNested()
    {
        host.LeavesNestedPrompt = false;
        while (host.ExitCode is null && !host.LeavesNestedPrompt)
        {
            // The engine counts the prompts and must hear of it where the input ends, too.
            if (reader.Read(Prompt) is { } command) Execute(command);
            else runner.Evaluate("$Host.ExitNestedPrompt()");
        }

        host.LeavesNestedPrompt = false;
    }

    private void Execute(string command)
    {
        if (!string.IsNullOrWhiteSpace(command)) runner.Run(runner.Create(command, asTyped: true));
    }

    private string Prompt() => runner.Evaluate("prompt") is [var first, ..] && first?.ToString() is { Length: > 0 } text ? text : "PS> ";
}
