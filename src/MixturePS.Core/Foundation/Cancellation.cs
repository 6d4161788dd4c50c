namespace MixturePS.Core.Foundation;

/// <summary>Checks of the cancellation token in long computations.</summary>
internal static class Cancellation
{
    /// <summary>Raised before each check, on the checking thread. Tests use it to count checks and to cancel at a given one.</summary>
    public static event Action<CancellationToken>? Checking;

    /// <summary>Throws if cancellation was requested.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Check(this CancellationToken token)
    {
        Checking?.Invoke(token);
        token.ThrowIfCancellationRequested();
    }
}
