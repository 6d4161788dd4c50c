namespace MixturePS.Core.Foundation;

/// <summary>
/// Runs library calls that accept no cancellation token on another thread. On cancellation the caller returns at once; the
/// call runs to its end in the background, and its result is discarded.
/// </summary>
internal static class UncancellableWork
{
    private const int PollMilliseconds = 100;

    /// <summary>Runs a function and waits for its result.</summary>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <param name="work">The function. It must not use anything that is changed or disposed of after cancellation.</param>
    /// <param name="cancellation">The cancellation token, which ends the wait.</param>
    /// <param name="waiting">Called repeatedly on the calling thread during the wait; or null.</param>
    /// <returns>The result of the function.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static T Run<T>(Func<T> work, CancellationToken cancellation, Action? waiting = null)
    {
        cancellation.Check();
        var task = Task.Run(work, CancellationToken.None);

        // WaitAny doesn't throw if the task fails; GetResult then throws the original exception, not an AggregateException.
        while (Task.WaitAny([task], PollMilliseconds, cancellation) < 0) waiting?.Invoke();
        return task.GetAwaiter().GetResult();
    }
}
