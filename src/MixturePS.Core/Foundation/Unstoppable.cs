namespace MixturePS.Core.Foundation;

/// <summary>
/// Work of a library that takes no token. It goes on on another thread when who asked for it is stopped: that one is free
/// at once, and what comes of the work is thrown away.
/// </summary>
internal static class Unstoppable
{
    private const int LookMilliseconds = 100;

    /// <summary>Does some work and waits for it.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The work; it may not touch what is changed or disposed of after a stop.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <param name="waiting">Called now and then while the work goes on, on the calling thread; or null.</param>
    /// <returns>What the work gives.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellation, Action? waiting = null)
    {
        cancellation.Check();
        var task = Task.Run(work, CancellationToken.None);

        // A task that fails ends the waiting without an exception here; its own is thrown as it is.
        while (Task.WaitAny([task], LookMilliseconds, cancellation) < 0) waiting?.Invoke();
        return task.GetAwaiter().GetResult();
    }
}
