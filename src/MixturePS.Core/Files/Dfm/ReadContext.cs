using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>The state shared by all readers of an import.</summary>
/// <param name="Store">The store of the files.</param>
/// <param name="Options">The options.</param>
/// <param name="Progress">Receives progress, or null.</param>
/// <param name="Cancellation">The cancellation token.</param>
internal sealed record ReadContext(IFileStore Store, DfmReadOptions Options, IProgress<ProgressReport>? Progress, CancellationToken Cancellation)
{
    /// <summary>Checks the cancellation token every 4096 iterations of a loop with short iterations.</summary>
    public void CheckPeriodically(int iteration)
    {
        if ((iteration & 0xFFF) == 0) Cancellation.Check();
    }

    public void Warn(string message) => Options.Warn?.Invoke(message);
}
