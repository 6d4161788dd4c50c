using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Internal;

namespace MixturePS.Shell;

/// <summary>The terminal's measures, colours and keys; usable values where there is no terminal.</summary>
internal sealed class ShellRawUserInterface : PSHostRawUserInterface
{
    /// <summary>The width of output that doesn't go to a terminal.</summary>
    public const int DefaultWidth = 120;

    private const int DefaultHeight = 50;
    private string _title = "MixturePS.Shell";

    /// <inheritdoc/>
    public override ConsoleColor BackgroundColor
    {
        get => Console.BackgroundColor;
        set
        {
            if (Enum.IsDefined(value)) Console.BackgroundColor = value;
        }
    }

    /// <inheritdoc/>
    public override ConsoleColor ForegroundColor
    {
        get => Console.ForegroundColor;
        set
        {
            if (Enum.IsDefined(value)) Console.ForegroundColor = value;
        }
    }

    /// <inheritdoc/>
    public override Size BufferSize
    {
        get => WindowSize;
        set => WindowSize = value;
    }

    /// <inheritdoc/>
    public override Size WindowSize
    {
        get => Console.IsOutputRedirected
            ? new Size(DefaultWidth, DefaultHeight)
            : new Size(Positive(Console.WindowWidth, DefaultWidth), Positive(Console.WindowHeight, DefaultHeight));
        set => throw new PSNotSupportedException("The terminal's size can't be set from here.");
    }

    /// <inheritdoc/>
    public override Size MaxPhysicalWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Size MaxWindowSize => WindowSize;

    /// <inheritdoc/>
    public override Coordinates WindowPosition
    {
        get => default;
        set => throw new PSNotSupportedException("The terminal's window can't be moved from here.");
    }

    /// <inheritdoc/>
    public override Coordinates CursorPosition
    {
        get => IsTerminal ? new Coordinates(Console.CursorLeft, Console.CursorTop) : default;
        set
        {
            if (IsTerminal) Console.SetCursorPosition(value.X, value.Y);
        }
    }

    /// <inheritdoc/>
    public override int CursorSize
    {
        get => 25;
        set => throw new PSNotSupportedException("The cursor's size can't be set from here.");
    }

    /// <inheritdoc/>
    public override string WindowTitle
    {
        get => _title;
        set
        {
            _title = value;
            if (!Console.IsOutputRedirected) Console.Title = value;
        }
    }

    /// <inheritdoc/>
    public override bool KeyAvailable => !Console.IsInputRedirected && Console.KeyAvailable;

    private static bool IsTerminal => !Console.IsInputRedirected && !Console.IsOutputRedirected;

    /// <inheritdoc/>
    public override KeyInfo ReadKey(ReadKeyOptions options)
    {
        if (Console.IsInputRedirected) throw new HostException("There is no terminal to read a key from: the input is redirected.");
        var key = Console.ReadKey(intercept: (options & ReadKeyOptions.NoEcho) != 0);
        var state = (key.Modifiers.HasFlag(ConsoleModifiers.Shift) ? ControlKeyStates.ShiftPressed : 0)
            | (key.Modifiers.HasFlag(ConsoleModifiers.Alt) ? ControlKeyStates.LeftAltPressed : 0)
            | (key.Modifiers.HasFlag(ConsoleModifiers.Control) ? ControlKeyStates.LeftCtrlPressed : 0);
        return new KeyInfo((int)key.Key, key.KeyChar, state, (options & ReadKeyOptions.IncludeKeyDown) != 0);
    }

    /// <inheritdoc/>
    public override void FlushInputBuffer()
    {
        while (KeyAvailable) Console.ReadKey(intercept: true);
    }

    /// <inheritdoc/>
    public override BufferCell[,] GetBufferContents(Rectangle rectangle) =>
        throw new PSNotSupportedException("A terminal doesn't tell what it shows.");

    /// <inheritdoc/>
    public override void ScrollBufferContents(Rectangle source, Coordinates destination, Rectangle clip, BufferCell fill) =>
        throw new PSNotSupportedException("The terminal's contents can't be moved from here.");

    /// <inheritdoc/>
    public override void SetBufferContents(Coordinates origin, BufferCell[,] contents) =>
        throw new PSNotSupportedException("The terminal's cells can't be set from here.");

    /// <inheritdoc/>
    public override void SetBufferContents(Rectangle rectangle, BufferCell fill)
    {
        // The whole screen is the one rectangle that scripts fill, to clear it.
        if (!Console.IsOutputRedirected) Console.Clear();
    }

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source) => LengthInBufferCells(source, 0);

    /// <inheritdoc/>
    public override int LengthInBufferCells(string source, int offset) =>
        CellWidth.Of(new StringDecorated(source[offset..]).ToString(OutputRendering.PlainText));

    /// <inheritdoc/>
    public override int LengthInBufferCells(char source) => CellWidth.Of(source);

    private static int Positive(int value, int fallback) => value > 0 ? value : fallback;
}
