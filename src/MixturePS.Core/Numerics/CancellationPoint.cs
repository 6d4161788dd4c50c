namespace MixturePS.Core.Numerics;

/// <summary>
/// Looks at a token now and then in a long serial loop: once for so many items of work, however they are spread over the
/// loop's turns, so that neither many short rows nor a few long ones keep a stop waiting.
/// </summary>
/// <param name="token">The token.</param>
internal struct CancellationPoint(CancellationToken token)
{
    /// <summary>The items between looks: a few milliseconds even where each item is a miss of every cache.</summary>
    public const int Interval = 1 << 16;
    private int _left;

    /// <summary>Counts a turn of the loop.</summary>
    /// <param name="items">The items of the turn, zero or more; the turn itself counts as one more.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public void Pass(int items)
    {
        // A turn of more than an interval counts as one.
        if ((_left -= 1 + Math.Min(items, Interval)) >= 0) return;
        _left = Interval;
        token.Check();
    }
}
