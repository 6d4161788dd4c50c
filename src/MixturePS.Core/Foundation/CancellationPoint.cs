namespace MixturePS.Core.Foundation;

/// <summary>
/// Checks a cancellation token in a long serial loop once every so many items, however they are spread over the loop's
/// iterations, so that neither many short rows nor a few long ones delay a stop.
/// </summary>
/// <param name="token">The token.</param>
internal struct CancellationPoint(CancellationToken token)
{
    /// <summary>The items between two checks: a few milliseconds even if each item touches a page of memory for the first time.</summary>
    public const int Interval = 1 << 13;
    private int _left;

    /// <summary>Counts an iteration of the loop.</summary>
    /// <param name="items">The items of the iteration, zero or more; the iteration itself counts as one more.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Pass(int items)
    {
        // An iteration of more items than the interval counts as one interval.
        if ((_left -= 1 + Math.Min(items, Interval)) >= 0) return;
        _left = Interval;
        token.Check();
    }
}
