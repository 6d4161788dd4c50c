namespace MixturePS.Core.Foundation;

/// <summary>Checks of a cancellation token within long work.</summary>
internal static class Cancellation
{
    /// <summary>Raised before each check, on the thread that checks: tests count the checks and cancel at one of them.</summary>
    public static event Action<CancellationToken>? Checking;

    /// <summary>Throws if the token was cancelled.</summary>
    /// <param name="token">The token.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static void Check(this CancellationToken token)
    {
        Checking?.Invoke(token);
        token.ThrowIfCancellationRequested();
    }
}
