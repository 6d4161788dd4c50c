using System.Management.Automation;
using System.Management.Automation.Host;

namespace MixturePS.Shell;

/// <summary>
/// Shows what the engine has to say: output, warnings and the like on standard output, errors on standard error.
/// Colours and progress are for terminals; <c>$PSStyle.OutputRendering</c> and NO_COLOR overrule.
/// </summary>
internal sealed partial class ShellUserInterface : PSHostUserInterface
{
    private readonly Lock _writing = new();
    private readonly bool _nonInteractive;
    private readonly ShellRawUserInterface _raw = new();
    private readonly ProgressView? _progress;
    private readonly bool _terminal = !Console.IsOutputRedirected && Environment.GetEnvironmentVariable("TERM") != "dumb";
    private bool _writesAsError;

    /// <summary>A user interface on the process's standard streams.</summary>
    /// <param name="nonInteractive">Whether asking the user something is an error.</param>
    public ShellUserInterface(bool nonInteractive)
    {
        _nonInteractive = nonInteractive;
        if (Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
            PSStyle.Instance.OutputRendering = OutputRendering.PlainText;
        if (_terminal) _progress = new ProgressView(_raw);
    }

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI => _raw;

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => _terminal || PSStyle.Instance.OutputRendering == OutputRendering.Ansi;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        if (_writesAsError) Print(Console.Error, value, Console.IsErrorRedirected);
        else Print(Console.Out, value, Console.IsOutputRedirected);
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Escapes(foregroundColor, backgroundColor) is { Length: > 0 } escapes ? escapes + value + PSStyle.Instance.Reset : value);

    /// <inheritdoc/>
    public override void WriteLine()
    {
        if (!_writesAsError) Write(Environment.NewLine);
    }

    /// <inheritdoc/>
    public override void WriteLine(string value)
    {
        if (_writesAsError) WriteErrorLine(value);
        else Write(value + Environment.NewLine);
    }

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value)
    {
        lock (_writing)
        {
            Write(foregroundColor, backgroundColor, value);
            WriteLine();
        }
    }

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        if (!string.IsNullOrEmpty(value)) Print(Console.Error, value + Environment.NewLine, Console.IsErrorRedirected);
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WriteMarked(FormatStyle.Warning, "WARNING: " + message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WriteMarked(FormatStyle.Verbose, "VERBOSE: " + message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WriteMarked(FormatStyle.Debug, "DEBUG: " + message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record)
    {
        if (_progress is null) return;
        lock (_writing) _progress.Update(sourceId, record);
    }

    /// <summary>Sends what is written to the error stream, empty lines left out as from the engine's errors, until disposed of.</summary>
    public IDisposable WriteAsError() => new ErrorWriting(this);

    /// <summary>Takes the progress line off the screen until there is news.</summary>
    public void HideProgress()
    {
        if (_progress is null) return;
        lock (_writing) _progress.Hide();
    }

    /// <summary>Forgets all progress, completed or not.</summary>
    public void EndProgress()
    {
        if (_progress is null) return;
        lock (_writing) _progress.Clear();
    }

    /// <summary>Goes to the next line where a program left the cursor inside one.</summary>
    public void EnsureLineStart()
    {
        if (!Console.IsInputRedirected && !Console.IsOutputRedirected && Console.CursorLeft != 0) WriteLine();
    }

    private void WriteMarked(FormatStyle style, string text) => WriteLine(GetFormatStyleString(style) + text + GetFormatStyleString(FormatStyle.Reset));

    private void Print(TextWriter writer, string value, bool redirected)
    {
        if (string.IsNullOrEmpty(value)) return;
        lock (_writing)
        {
            _progress?.Hide();
            bool keepsEscapes = (_terminal && !redirected) || PSStyle.Instance.OutputRendering == OutputRendering.Ansi;
            writer.Write(GetOutputString(value, keepsEscapes));
            if (value.EndsWith('\n')) _progress?.Show();
        }
    }

    // Terminals have colours of their own besides the sixteen; .NET gives those as -1, which is left as it is.
    private static string Escapes(ConsoleColor foreground, ConsoleColor background) =>
        (Enum.IsDefined(foreground) ? PSStyle.MapForegroundColorToEscapeSequence(foreground) : string.Empty)
        + (Enum.IsDefined(background) ? PSStyle.MapBackgroundColorToEscapeSequence(background) : string.Empty);

    private sealed class ErrorWriting : IDisposable
    {
        private readonly ShellUserInterface _terminal;

        public ErrorWriting(ShellUserInterface terminal)
        {
            _terminal = terminal;
            terminal._writesAsError = true;
        }

        public void Dispose() => _terminal._writesAsError = false;
    }
}
