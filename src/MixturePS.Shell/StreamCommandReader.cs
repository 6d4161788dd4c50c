using System.Management.Automation.Language;
using System.Text;

namespace MixturePS.Shell;

/// <summary>
/// Reads commands from redirected input. As in pwsh, a command that isn't complete after its first line goes on to the
/// next blank line, so that an else may follow on a line of its own; the end of the input ends it too.
/// </summary>
internal sealed class StreamCommandReader(ShellUserInterface terminal, bool showsPrompt) : ICommandReader
{
    /// <inheritdoc/>
    public string? Read(Func<string> prompt)
    {
        var block = new StringBuilder();
        while (true)
        {
            if (showsPrompt) terminal.Write(block.Length == 0 ? prompt() : InteractiveLoop.ContinuationPrompt);
            string? line = Console.In.ReadLine();
            if (showsPrompt) terminal.WriteLine(line ?? string.Empty);
            if (line is null) return block.Length == 0 ? null : block.ToString();
            if (string.IsNullOrWhiteSpace(line)) return block.ToString();
            if (block.Length > 0) block.Append('\n').Append(line);
            else if (IsComplete(line)) return line;
            else block.Append(line);
        }
    }

    /// <summary>Whether a text is more than the beginning of a command; it may still be wrong.</summary>
    /// <param name="text">The text.</param>
    internal static bool IsComplete(string text)
    {
        Parser.ParseInput(text, out _, out var errors);
        return !Array.Exists(errors, e => e.IncompleteInput);
    }
}
