namespace MixturePS.Shell;

/// <summary>Reads commands that a person types: lines can be edited and called back, and go on until they're complete.</summary>
internal sealed class TerminalCommandReader(ShellUserInterface terminal, PipelineRunner runner) : ICommandReader
{
    private readonly LineEditor _editor = new(terminal);

    /// <inheritdoc/>
    public string? Read(Func<string> prompt)
    {
        terminal.EnsureLineStart();
        string? text = _editor.Read(prompt(), Complete);
        if (text is null) return null;
        while (text.Length > 0 && !StreamCommandReader.IsComplete(text))
        {
            string? more = _editor.Read(InteractiveLoop.ContinuationPrompt, Complete);
            if (more is null || _editor.WasCancelled) return string.Empty;
            if (more.Length == 0) break;
            text += "\n" + more;
        }

        return text;
    }

    private LineCompletion? Complete(string line, int cursor) => LineCompletion.Find(runner.Runspace, line, cursor);
}
