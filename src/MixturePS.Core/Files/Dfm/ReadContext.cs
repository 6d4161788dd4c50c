using MixturePS.Core.Foundation;

namespace MixturePS.Core.Files;

/// <summary>What all readers of one import share.</summary>
/// <param name="Store">Where the files are.</param>
/// <param name="Options">How they are read.</param>
/// <param name="Progress">Told how far reading has come, or null.</param>
/// <param name="Cancellation">Ends reading early.</param>
internal sealed record ReadContext(IFileStore Store, DfmReadOptions Options, IProgress<ProgressReport>? Progress, CancellationToken Cancellation)
{
    /// <summary>To be called in each turn of a loop whose turns are short.</summary>
    public void Stride(int turn)
    {
        if ((turn & 0xFFF) == 0) Cancellation.Check();
    }

    public void Warn(string message) => Options.Warn?.Invoke(message);
}
