using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace MixturePS.Shell;

/// <summary>What a line can be completed to, one after the other.</summary>
internal sealed class LineCompletion
{
    private readonly CommandCompletion _found;
    private readonly string _line;
    private int _current = -1;

    private LineCompletion(string line, CommandCompletion found)
    {
        _line = line;
        _found = found;
    }

    /// <summary>Asks the engine what may stand at a position of a line.</summary>
    /// <param name="runspace">An open runspace in which nothing runs.</param>
    /// <param name="line">The line.</param>
    /// <param name="cursor">The position in it.</param>
    /// <returns>The completions, or null where there are none.</returns>
    public static LineCompletion? Find(Runspace runspace, string line, int cursor)
    {
        if (runspace.RunspaceAvailability != RunspaceAvailability.Available) return null;
        using var engine = PowerShell.Create(runspace);
        var found = CommandCompletion.CompleteInput(line, cursor, null, engine);
        return found.CompletionMatches.Count == 0 ? null : new LineCompletion(line, found);
    }

    /// <summary>The next completion, or the one before.</summary>
    /// <param name="step">1 or -1.</param>
    /// <returns>The whole line, and the position after what was completed.</returns>
    public (string Line, int Cursor) Next(int step)
    {
        int count = _found.CompletionMatches.Count;
        _current = _current < 0 && step < 0 ? count - 1 : (_current + step + count) % count;
        string text = _found.CompletionMatches[_current].CompletionText;
        int after = _found.ReplacementIndex + _found.ReplacementLength;
        return (_line[.._found.ReplacementIndex] + text + _line[after..], _found.ReplacementIndex + text.Length);
    }
}
