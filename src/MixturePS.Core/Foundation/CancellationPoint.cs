namespace MixturePS.Core.Foundation;

/// <summary>
/// Checks a cancellation token every <see cref="Interval"/> items of a serial loop, so that neither many short rows nor a
/// few long ones delay the response.
/// </summary>
/// <param name="token">The token.</param>
internal struct CancellationPoint(CancellationToken token)
{
    /// <summary>The number of items between two checks: a few milliseconds even if each item causes a page fault.</summary>
    public const int Interval = 1 << 13;
    private int _left;

    /// <summary>Counts one iteration and checks the token when the interval is used up.</summary>
    /// <param name="items">The number of items in the iteration, zero or more; the iteration itself counts as one more.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Pass(int items)
    {
        // Capped, so that one long iteration can't overflow the counter.
        if ((_left -= 1 + Math.Min(items, Interval)) >= 0) return;
        _left = Interval;
        token.Check();
    }
}
