using System.Text;

namespace MixturePS.Shell;

/// <summary>Reads a line from a terminal, which can be edited, called back from those read before, and completed.</summary>
internal sealed class LineEditor(ShellUserInterface terminal)
{
    private readonly List<string> _history = [];
    private readonly StringBuilder _text = new();
    private LineCompletion? _completion;
    private string _prompt = string.Empty;
    private int _cursor;
    private int _recalled;
    private int _row;
    private int _start;

    /// <summary>Whether the last line was given up by Ctrl+C.</summary>
    public bool WasCancelled { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <param name="prompt">What to show before it; empty to read on from where the cursor is.</param>
    /// <param name="complete">Finds completions of a line at a position, or null for none at all.</param>
    /// <returns>The line; empty where it was given up; null where Ctrl+D ended an empty one.</returns>
    public string? Read(string prompt, Func<string, int, LineCompletion?>? complete)
    {
        _prompt = prompt[(prompt.LastIndexOf('\n') + 1)..];
        _text.Clear();
        _cursor = _row = 0;
        _recalled = _history.Count;
        WasCancelled = false;
        _start = prompt.Length > 0 ? terminal.RawUI.LengthInBufferCells(_prompt) : Console.CursorLeft;
        terminal.Write(prompt);
        using var keys = new KeyReading();
        while (true)
        {
            var key = KeyReading.Next();
            if (key.Key != ConsoleKey.Tab) _completion = null;
            bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control);
            if (KeyReading.IsCancel(key)) return End(string.Empty, cancelled: true);
            if (key.Key == ConsoleKey.Enter) return End(_text.ToString(), cancelled: false);
            if (control && key.Key == ConsoleKey.D && _text.Length == 0) return End(null, cancelled: false);
            if (key.Key == ConsoleKey.Tab) Complete(complete, key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? -1 : 1);
            else if (control) EditByControl(key.Key);
            else Edit(key);
            Draw();
        }
    }

    private string? End(string? line, bool cancelled)
    {
        _cursor = _text.Length;
        Draw();
        terminal.WriteLine(cancelled ? "^C" : string.Empty);
        WasCancelled = cancelled;
        if (!string.IsNullOrWhiteSpace(line) && (_history.Count == 0 || _history[^1] != line)) _history.Add(line);
        return line;
    }

    private void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Backspace:
                Remove(Before(_cursor), _cursor);
                break;
            case ConsoleKey.Delete:
                Remove(_cursor, After(_cursor));
                break;
            case ConsoleKey.LeftArrow:
                _cursor = Before(_cursor);
                break;
            case ConsoleKey.RightArrow:
                _cursor = After(_cursor);
                break;
            case ConsoleKey.Home:
                _cursor = 0;
                break;
            case ConsoleKey.End:
                _cursor = _text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(_recalled - 1);
                break;
            case ConsoleKey.DownArrow:
                Recall(_recalled + 1);
                break;
            case ConsoleKey.Escape:
                Remove(0, _text.Length);
                break;
            default:
                if (!char.IsControl(key.KeyChar)) _text.Insert(_cursor++, key.KeyChar);
                break;
        }
    }

    private void EditByControl(ConsoleKey key)
    {
        switch (key)
        {
            case ConsoleKey.A:
                _cursor = 0;
                break;
            case ConsoleKey.E:
                _cursor = _text.Length;
                break;
            case ConsoleKey.D:
                Remove(_cursor, After(_cursor));
                break;
            case ConsoleKey.H:
                Remove(Before(_cursor), _cursor);
                break;
            case ConsoleKey.K:
                Remove(_cursor, _text.Length);
                break;
            case ConsoleKey.U:
                Remove(0, _cursor);
                break;
            case ConsoleKey.L:
                Console.Clear();
                _row = 0;
                _start = terminal.RawUI.LengthInBufferCells(_prompt);
                terminal.Write(_prompt);
                break;
        }
    }

    private void Complete(Func<string, int, LineCompletion?>? complete, int step)
    {
        _completion ??= complete?.Invoke(_text.ToString(), _cursor);
        if (_completion?.Next(step) is not var (line, cursor)) return;
        _text.Clear().Append(line);
        _cursor = cursor;
    }

    private void Recall(int index)
    {
        if (index < 0 || index > _history.Count) return;
        _recalled = index;
        _text.Clear().Append(index < _history.Count ? _history[index] : string.Empty);
        _cursor = _text.Length;
    }

    private void Remove(int from, int to)
    {
        _text.Remove(from, to - from);
        _cursor = from;
    }

    private int Before(int i) => i <= 0 ? 0 : i - (i > 1 && char.IsLowSurrogate(_text[i - 1]) ? 2 : 1);

    private int After(int i) => i >= _text.Length ? i : i + (char.IsHighSurrogate(_text[i]) && i + 1 < _text.Length ? 2 : 1);

    // Rewrites the line from its first row on, after the prompt there, and puts the cursor back into it.
    private void Draw()
    {
        int width = terminal.RawUI.WindowSize.Width;
        int end = _start + CellWidth.Of(_text.ToString());
        int at = _start + CellWidth.Of(_text.ToString(0, _cursor));
        var output = new StringBuilder();
        Move(output, _row, 'A');
        output.Append('\r');
        Move(output, _start / width, 'B');
        Move(output, _start % width, 'C');
        output.Append("\u001b[J").Append(_text);

        // A terminal stays in the last column until more comes; go on to where the cursor would be then.
        if (end % width == 0 && end > _start) output.Append('\n');
        Move(output, (end / width) - (at / width), 'A');
        output.Append('\r');
        Move(output, at % width, 'C');
        _row = at / width;
        Console.Out.Write(output);
    }

    private static void Move(StringBuilder output, int count, char direction)
    {
        if (count > 0) output.Append("\u001b[").Append(count).Append(direction);
    }
}
