using MixturePS.Core.Matrices;
using MixturePS.Core.Numerics;

namespace MixturePS.Core.IO;

/// <summary>What all writers of one export share.</summary>
/// <param name="Dfm">What is written.</param>
/// <param name="Files">Where the files go.</param>
/// <param name="Options">How they are written.</param>
/// <param name="Progress">Told how far writing has come, or null.</param>
/// <param name="Cancellation">Ends writing early.</param>
internal sealed record WriteContext(Dfm Dfm, IFileSink Files, DfmWriteOptions Options, IProgress<ProgressReport>? Progress, CancellationToken Cancellation)
{
    /// <summary>What is said of the cells beside the file: nothing of counts.</summary>
    public DfmWeighting? Weighting => Dfm.Weighting.IsCount ? null : Dfm.Weighting;

    /// <summary>The true clusters, or null where they aren't known or there are no documents.</summary>
    public int[]? KnownCluster => Dfm.KnownCluster is { Count: > 0 } known ? [.. known] : null;

    /// <summary>The names of the true clusters, or null.</summary>
    public IReadOnlyList<string>? KnownClusterName => Dfm.KnownCluster is { Count: > 0 } ? Dfm.KnownClusterName : null;

    /// <summary>To be called before each document.</summary>
    public void Step(int document)
    {
        Cancellation.ThrowIfCancellationRequested();
        if ((document & 0x3FF) == 0) Progress?.Report(new("writing", (double)document / Dfm.DocumentCount));
    }
}
