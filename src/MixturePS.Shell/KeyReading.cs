namespace MixturePS.Shell;

/// <summary>While it lives, keys are read one by one from the terminal, and Ctrl+C is a key like any other.</summary>
internal sealed class KeyReading : IDisposable
{
    private readonly bool _before = Console.TreatControlCAsInput;

    /// <summary>Begins reading keys.</summary>
    public KeyReading() => Console.TreatControlCAsInput = true;

    /// <summary>Waits for a key, which isn't shown.</summary>
    public static ConsoleKeyInfo Next() => Console.ReadKey(intercept: true);

    /// <summary>Whether a key is Ctrl+C.</summary>
    /// <param name="key">The key.</param>
    public static bool IsCancel(ConsoleKeyInfo key) => key.Key == ConsoleKey.C && key.Modifiers.HasFlag(ConsoleModifiers.Control);

    /// <inheritdoc/>
    public void Dispose() => Console.TreatControlCAsInput = _before;
}
