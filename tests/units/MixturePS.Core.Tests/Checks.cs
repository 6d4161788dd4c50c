using MixturePS.Core.Foundation;

namespace MixturePS.Core.Tests;

/// <summary>Counts the checks of a cancellation token during some work, and cancels it at one of them.</summary>
internal static class Checks
{
    // Each test has its own, which the threads that it starts inherit.
    private static readonly AsyncLocal<Action?> Current = new();

    // Nested work that can't be cancelled is not counted.
    static Checks() => Cancellation.Checking += token =>
    {
        if (token.CanBeCanceled) Current.Value?.Invoke();
    };

    /// <summary>The number of checks until the work is complete.</summary>
    public static int Count(Action<CancellationToken> work)
    {
        int count = 0;
        using var source = new CancellationTokenSource();
        Run(() => Interlocked.Increment(ref count), () => work(source.Token));
        return count;
    }

    /// <summary>Asserts that the work is cancelled if its token is cancelled at a given check, counted from one.</summary>
    public static void CancelAt(int check, Action<CancellationToken> work)
    {
        int count = 0;
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => Run(
            () =>
            {
                if (Interlocked.Increment(ref count) == check) source.Cancel();
            },
            () => work(source.Token)));
    }

    /// <summary>
    /// Asserts that the work checks its token at least a given number of times, and that it can be cancelled at the first check and in
    /// the middle. Work that checks only at its start fails.
    /// </summary>
    public static void CancelThroughout(Action<CancellationToken> work, int least = 3)
    {
        int count = Count(work);
        Assert.InRange(count, least, int.MaxValue);
        CancelAt(1, work);
        CancelAt((count + 1) / 2, work);
    }

    private static void Run(Action check, Action work)
    {
        Current.Value = check;
        try
        {
            work();
        }
        finally
        {
            Current.Value = null;
        }
    }
}
